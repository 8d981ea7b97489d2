public import NadirLinear

/// What an objective gave at one point.
public struct Evaluation<Parameters: Sendable>: Sendable {
  /// f(x); NaN where only other quantities were asked for.
  public var value: Double
  /// ∇f(x), with the shape of the parameters.
  public var gradient: Parameters?
  /// ∇²f(x), n × n, in the order of the numbers in the parameters.
  public var hessian: Matrix?
  /// The terms of a sum, where f is one.
  public var terms: Terms?

  @inlinable
  public init(value: Double, gradient: Parameters? = nil) {
    self.value = value
    self.gradient = gradient
  }

  /// Terms, with what they sum up to as the value.
  public init(_ terms: Terms) {
    value = terms.sum
    self.terms = terms
  }

  /// Residuals r, with the sum r·r of their squares as the value.
  ///
  /// - Parameter jacobian: ∂rᵢ/∂xⱼ, m × n, with the columns in the order of the numbers in the parameters.
  public init(residuals: [Double], jacobian: Matrix? = nil) {
    self.init(Terms(.residuals, residuals, derivatives: jacobian))
  }

  /// Contributions c, with their sum as the value.
  ///
  /// - Parameter scores: ∂cᵢ/∂xⱼ, m × n, with the columns in the order of the numbers in the parameters.
  public init(contributions: [Double], scores: Matrix? = nil) {
    self.init(Terms(.contributions, contributions, derivatives: scores))
  }
}
