/// Parameters that list their fields, and need no more than that list.
///
///     struct Model: KeyPathParameters {
///       var rate: Double
///       var weights: [Double]
///       let table: Table
///
///       static let fields: ParameterFields<Model> = [.init("rate", \.rate), .init("weights", \.weights)]
///     }
///
/// Whatever is not in the list, such as the table, stays as it is at the start. A field is a number, an array of
/// numbers or any other ``Parameters``; the example has the paths `rate`, `weights[0]`, `weights[1]` and so on.
///
/// Conform with a struct, whose copies share nothing, and make the list a `static let`, so that it is made once.
public protocol KeyPathParameters: Parameters {
  /// The fields, in the order of the coordinates.
  static var fields: ParameterFields<Self> { get }
}

extension KeyPathParameters {
  /// The numbers of all fields.
  public var coordinates: [Double] { Self.fields.coordinates(of: self) }

  /// The names of the fields, followed by the paths inside them.
  public var paths: [String] { Self.fields.paths(of: self) }

  /// The same value with other numbers in its fields, as many as there are ``coordinates``.
  public func with(coordinates: [Double]) -> Self {
    var copy = self
    Self.fields.write(coordinates, to: &copy)
    return copy
  }
}
