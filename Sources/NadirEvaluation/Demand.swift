/// Which quantities are wanted at a point, or offered by an objective.
public struct Demand: OptionSet, Sendable, Hashable, Codable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The value f(x).
  public static let value = Demand(rawValue: 1)
  /// The gradient ∇f(x).
  public static let gradient = Demand(rawValue: 2)
  /// The Hessian ∇²f(x).
  public static let hessian = Demand(rawValue: 4)
  /// The residuals r(x), of which the value is the sum of squares.
  public static let residuals = Demand(rawValue: 8)
}
