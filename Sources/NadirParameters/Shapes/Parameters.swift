/// A shape that parameters come in: numbers in a fixed order, each with a path that names it, and the way back.
///
/// `[Double]` and `[String: Double]` conform. A type of your own conforms with three short members and is then what the
/// objective gets, what its gradient looks like and what the outcome holds.
public protocol Parameters: Sendable {
  /// The numbers, in an order that depends on the shape only.
  var coordinates: [Double] { get }

  /// The path of each coordinate, such as `[2]` or `rate`, all different.
  var paths: [String] { get }

  /// The same shape with other numbers, as many as there are ``coordinates``.
  func with(coordinates: [Double]) -> Self
}

extension [Double]: Parameters {
  public var coordinates: [Double] { self }

  public var paths: [String] { indices.map { "[\($0)]" } }

  public func with(coordinates: [Double]) -> [Double] { coordinates }
}

extension [String: Double]: Parameters {
  /// The values in the order of their keys.
  public var coordinates: [Double] { sorted { $0.key < $1.key }.map(\.value) }

  public var paths: [String] { keys.sorted().map { ParameterPath([.key($0)]).description } }

  public func with(coordinates: [Double]) -> [String: Double] {
    Dictionary(zip(keys.sorted(), coordinates), uniquingKeysWith: { first, _ in first })
  }
}
