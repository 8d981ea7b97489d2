/// A named part of a type's parameters, for types that list theirs: see ``KeyPathParameters``.
public struct ParameterField<Root>: Sendable {
  /// The first part of the paths of its numbers.
  let name: String
  /// Where a number that is a stored property lies in `Root`, in bytes; the way through the key path is much longer.
  let offset: Int?
  let access: any FieldAccess<Root>

  /// A number.
  public init(_ name: String, _ keyPath: any WritableKeyPath<Root, Double> & Sendable) {
    self.name = name
    offset = MemoryLayout<Root>.offset(of: keyPath)
    access = NumberAccess(keyPath: keyPath)
  }

  /// Parameters inside the parameters, an array of numbers among them. Their paths begin with the name: `net.rate`,
  /// `weights[0]`.
  public init<Value: Parameters>(_ name: String, _ keyPath: any WritableKeyPath<Root, Value> & Sendable) {
    self.name = name
    offset = nil
    access = NestedAccess(keyPath: keyPath)
  }
}
