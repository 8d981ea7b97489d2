extension AlgorithmChoice {
  /// Any optimizer as an algorithm, one of your own among them; see ``FirstOrderMethod``.
  ///
  ///     let outcome = try minimize(rosenbrock, from: [-1.2, 1], using: .firstOrder(HeavyBall(learningRate: 1e-3)))
  public static func firstOrder<Rule: Optimizer<Double>>(
    _ optimizer: Rule, tolerances: Tolerances = Tolerances(), patience: Int = 1_000
  ) -> Self where Self == FirstOrderMethod<Rule> {
    FirstOrderMethod(optimizer, tolerances: tolerances, patience: patience)
  }
}

// The optimizers by their names, with the arguments of their initializers.

extension AlgorithmChoice where Self == FirstOrderMethod<GradientDescent<Double>> {
  /// Gradient descent, with momentum; see ``GradientDescent``.
  public static func gradientDescent(learningRate: Double = 0.01, momentum: Momentum = .none) -> Self {
    FirstOrderMethod(GradientDescent(learningRate: learningRate, momentum: momentum))
  }
}

extension AlgorithmChoice where Self == FirstOrderMethod<Adam<Double>> {
  /// Adam; see ``Adam``.
  public static func adam(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8
  ) -> Self {
    FirstOrderMethod(Adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon))
  }
}
