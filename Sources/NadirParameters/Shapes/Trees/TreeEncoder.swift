/// Writes an encodable value as a tree of parameters.
///
/// It is a place in the tree that is being written. What stands at a place may be complete only after its siblings are,
/// because containers live on in the hands of the type that asked for them; numbers get their positions at the end.
final class TreeEncoder: Encoder {
  /// What is written at a place below.
  enum Content {
    case number(Double, NumberFormat)
    case numbers([Double], NumberFormat)
    case constant(ParameterTree.Constant)
    /// What another encoder writes, or will.
    case other(TreeEncoder)
  }

  /// What is written here.
  enum Kind {
    /// Nothing, which reads as a mapping without members.
    case nothing
    case leaf(Content)
    case sequence, mapping
  }

  /// A step from the root to here. Encoders hold those below them, and so cannot hold the one above.
  private final class Step {
    let above: Step?
    let component: ParameterPath.Component

    init(_ component: ParameterPath.Component, below above: Step?) {
      self.component = component
      self.above = above
    }
  }

  private let step: Step?
  var kind = Kind.nothing
  /// The elements of a sequence, whose keys are empty, or the members of a mapping.
  var children: [(key: String, content: Content)] = []
  /// The type of the keys of a mapping.
  private(set) var keyType: ObjectIdentifier?

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The root.
  init() { step = nil }

  init(below parent: TreeEncoder, at component: ParameterPath.Component) {
    step = Step(component, below: parent.step)
  }

  var path: ParameterPath {
    var components: [ParameterPath.Component] = []
    var next = step
    while let step = next {
      components.append(step.component)
      next = step.above
    }
    return ParameterPath(components.reversed())
  }

  var codingPath: [any CodingKey] { path.codingPath }

  /// A type that asks for containers of several kinds keeps the last; what comes back of it shows whether that is right.
  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    become(.mapping)
    keyType = ObjectIdentifier(type)
    return KeyedEncodingContainer(KeyedWriter<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    become(.sequence)
    return UnkeyedWriter(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleValueWriter(encoder: self) }

  /// A class and its superclass ask for the same container one after the other; the second goes on where the first was.
  private func become(_ container: Kind) {
    switch (kind, container) {
    case (.mapping, .mapping), (.sequence, .sequence): break
    default:
      kind = container
      children = []
      children.reserveCapacity(8)
    }
  }

  /// The children in the order in which they stand in the tree.
  var orderedChildren: [(key: String, content: Content)] {
    guard let keyType, keyType == DictionaryKey.codingKey else { return children }
    return children.sorted { DictionaryKey(written: $0.key) < DictionaryKey(written: $1.key) }
  }

  /// What a value writes at a place below this one.
  ///
  /// - Throws: ``ShapeMismatch`` with the path of the value that cannot be written.
  @inline(__always) func write<Value: Encodable>(
    _ value: Value, at component: ParameterPath.Component
  ) throws -> Content {
    if let (number, format) = NumberFormat.number(value) { return .number(number, format) }
    if let (numbers, format) = NumberFormat.numbers(value) { return .numbers(numbers, format) }
    let encoder = TreeEncoder(below: self, at: component)
    try encoder.write(value)
    return encoder.written
  }

  /// An encoder that a value has been written to.
  ///
  /// - Throws: The first place that cannot be written.
  static func encoder<Value: Encodable>(of value: Value) throws(ShapeMismatch) -> TreeEncoder {
    let encoder = TreeEncoder()
    do {
      try encoder.write(value)
    } catch let mismatch as ShapeMismatch {
      throw mismatch
    } catch {
      throw ShapeMismatch(at: ParameterPath(), found: "not encoded: \(error)", expected: "a value that can be encoded")
    }
    return encoder
  }

  /// What is written here, or will be.
  private var written: Content {
    if case .leaf(let content) = kind { content } else { .other(self) }
  }

  /// Writes a value here.
  ///
  /// - Throws: ``ShapeMismatch`` with the path of the value that cannot be written.
  func write<Value: Encodable>(_ value: Value) throws {
    if let (number, format) = NumberFormat.number(value) {
      kind = .leaf(.number(number, format))
    } else if let (numbers, format) = NumberFormat.numbers(value) {
      kind = .leaf(.numbers(numbers, format))
    } else if let (rows, format) = NumberFormat.rows(value) {
      kind = .sequence
      children = rows.map { ("", .numbers($0, format)) }
    } else if let unordered = value as? any UnorderedEncodable {
      try unordered.encodeInOrder(to: self)
    } else {
      do {
        try value.encode(to: self)
      } catch let mismatch as ShapeMismatch {
        throw mismatch
      } catch {
        throw ShapeMismatch(
          at: failurePath(error), found: "not encoded by its type: \(Self.message(error))",
          expected: "a value that its type encodes")
      }
    }
  }

  /// Where an error of the type itself belongs: encoding errors know their path.
  private func failurePath(_ error: any Error) -> ParameterPath {
    guard case EncodingError.invalidValue(_, let context) = error else { return path }
    return ParameterPath(codingPath: context.codingPath)
  }

  private static func message(_ error: any Error) -> String {
    guard case EncodingError.invalidValue(_, let context) = error else { return "\(error)" }
    return context.debugDescription
  }
}
