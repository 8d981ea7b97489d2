/// What an objective gave at one point. The gradient has the shape of the parameters.
public struct Evaluation<Parameters: Sendable>: Sendable {
  public var value: Double
  public var gradient: Parameters?

  @inlinable
  public init(value: Double, gradient: Parameters? = nil) {
    self.value = value
    self.gradient = gradient
  }
}

/// What a batch of points gave, index by index: failures stand beside values.
public typealias EvaluationBatch = [Result<Evaluation<[Double]>, EvaluationFailure>]
