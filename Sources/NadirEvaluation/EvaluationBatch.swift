public import NadirLinear

/// What an objective gave at one point.
public struct Evaluation<Parameters: Sendable>: Sendable {
  /// f(x); NaN where only other quantities were asked for.
  public var value: Double
  /// ∇f(x), with the shape of the parameters.
  public var gradient: Parameters?
  /// ∇²f(x), n × n, in the order of the numbers in the parameters.
  public var hessian: Matrix?
  /// r(x), m numbers.
  public var residuals: [Double]?

  @inlinable
  public init(value: Double, gradient: Parameters? = nil) {
    self.value = value
    self.gradient = gradient
  }

  /// Residuals, with the sum of their squares as the value.
  public init(residuals: [Double]) {
    value = residuals.reduce(0) { $0 + $1 * $1 }
    self.residuals = residuals
  }
}

/// What a batch of points gave, index by index: failures stand beside values.
public typealias EvaluationBatch = [Result<Evaluation<[Double]>, EvaluationFailure>]
