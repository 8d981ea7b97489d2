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
  /// The Jacobian ∂rᵢ/∂xⱼ of the residuals.
  public static let jacobian = Demand(rawValue: 16)
  /// The contributions c(x), of which the value is the sum: a log-likelihood's, one for each observation.
  public static let contributions = Demand(rawValue: 32)
  /// The scores ∂cᵢ/∂xⱼ, the gradients of the contributions.
  public static let scores = Demand(rawValue: 64)
}
