public import NadirEvaluation

extension Differences: DifferenceScheme {
  public func gradientPlan(
    at x: [Double], in box: Box, value: Double?
  ) throws(InvalidArgument) -> any DifferencePlan<Double, GradientEstimate> {
    try GradientPlan(at: x, in: box, value: value, differences: self)
  }
}
