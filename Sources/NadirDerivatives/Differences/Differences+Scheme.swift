public import NadirEvaluation

extension Differences: DifferenceScheme {
  public func gradientPlan(
    at x: [Double], in box: Box, value: Double?
  ) throws(InvalidArgument) -> any DifferencePlan<Double, GradientEstimate> {
    try GradientPlan(at: x, in: box, value: value, differences: self)
  }

  public func jacobianPlan(
    at x: [Double], in box: Box, value: [Double]?
  ) throws(InvalidArgument) -> any DifferencePlan<[Double], JacobianEstimate> {
    try JacobianPlan(at: x, in: box, value: value, differences: self)
  }
}

extension Differences {
  /// The coordinates along which a bound near x changes the formula of a first derivative: it turns inward.
  public func coordinatesTurned(at x: [Double], in box: Box) -> [Int] {
    let free = Box.unbounded(x.count)
    return x.indices.filter { i in
      stencil(forCoordinate: i, at: x, in: box, attempt: 0)?.nodes
        != stencil(forCoordinate: i, at: x, in: free, attempt: 0)?.nodes
    }
  }

  /// The same for second derivatives from values.
  public func coordinatesTurned(ofHessianAt x: [Double], in box: Box) -> [Int] {
    let free = Box.unbounded(x.count)
    return x.indices.filter { i in
      HessianAxis(i, at: x, in: box, self, side: 0, halvings: 0)?.nodes
        != HessianAxis(i, at: x, in: free, self, side: 0, halvings: 0)?.nodes
    }
  }
}
