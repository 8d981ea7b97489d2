import NadirAlgorithms

/// The gradient of a convex function of four numbers that is not quadratic, with a disturbance that is another one in
/// each step t; as in Tests/Fixtures/optimizer_sequences.py.
func disturbedGradient<Scalar: OptimizerScalar>(at x: [Scalar], step t: Int) -> [Scalar] {
  let curvatures: [Scalar] = [1, 4, 0.5, 10]
  let centers: [Scalar] = [1, -1, 2, 0.5]
  return x.indices.map { i in
    let before: Scalar = i > 0 ? x[i - 1] : 0
    let after: Scalar = i + 1 < x.count ? x[i + 1] : 0
    let disturbance = Scalar((7 * t + 3 * i) % 11 - 5) / 4
    let own = curvatures[i] * (x[i] - centers[i]) + x[i] * x[i] * x[i] / 10
    return own + (before + after) / 2 + disturbance
  }
}

/// The points of the first steps of an optimizer along these gradients.
func points<Scalar: OptimizerScalar>(
  of optimizer: some Optimizer<Scalar>, steps: Int = 100,
  along gradient: ([Scalar], Int) -> [Scalar] = disturbedGradient
) -> [[Scalar]] {
  var optimizer = optimizer
  var x: [Scalar] = [1.5, -2, 0.5, 3]
  optimizer.begin(with: [0..<1, 1..<4])
  return (1...steps).map { t in
    optimizer.update(&x, along: gradient(x, t))
    if optimizer.wantsGradientAfterUpdate { optimizer.learn(fromGradientAfterUpdate: gradient(x, t)) }
    return x
  }
}
