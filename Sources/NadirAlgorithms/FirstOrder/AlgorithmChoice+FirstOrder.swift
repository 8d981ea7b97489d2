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

extension AlgorithmChoice where Self == FirstOrderMethod<AdamW<Double>> {
  /// Adam with decoupled weight decay; see ``AdamW``. It minimizes something else than the function: ±1/λ, ±100 unless
  /// given, bounds every parameter, and minima inside are neared slowly.
  public static func adamW(
    learningRate: Double = 0.001, weightDecay: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8
  ) -> Self {
    FirstOrderMethod(
      AdamW(learningRate: learningRate, weightDecay: weightDecay, beta1: beta1, beta2: beta2, epsilon: epsilon))
  }
}

extension AlgorithmChoice where Self == FirstOrderMethod<AMSGrad<Double>> {
  /// AMSGrad; see ``AMSGrad``.
  public static func amsgrad(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8
  ) -> Self {
    FirstOrderMethod(AMSGrad(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon))
  }
}

extension AlgorithmChoice where Self == FirstOrderMethod<NAdam<Double>> {
  /// Adam with Nesterov's momentum; see ``NAdam``.
  public static func nadam(
    learningRate: Double = 0.002, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    momentumGrowth: Double = 0.004
  ) -> Self {
    FirstOrderMethod(
      NAdam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, momentumGrowth: momentumGrowth))
  }
}

extension AlgorithmChoice where Self == FirstOrderMethod<RMSprop<Double>> {
  /// RMSprop; see ``RMSprop``.
  public static func rmsprop(learningRate: Double = 0.001, decay: Double = 0.9, epsilon: Double = 1e-8) -> Self {
    FirstOrderMethod(RMSprop(learningRate: learningRate, decay: decay, epsilon: epsilon))
  }
}

extension AlgorithmChoice where Self == FirstOrderMethod<Adagrad<Double>> {
  /// Adagrad; see ``Adagrad``.
  public static func adagrad(learningRate: Double = 0.01, epsilon: Double = 1e-8) -> Self {
    FirstOrderMethod(Adagrad(learningRate: learningRate, epsilon: epsilon))
  }
}

extension AlgorithmChoice where Self == FirstOrderMethod<Adadelta<Double>> {
  /// Adadelta; see ``Adadelta``.
  public static func adadelta(learningRate: Double = 1, decay: Double = 0.95, epsilon: Double = 1e-6) -> Self {
    FirstOrderMethod(Adadelta(learningRate: learningRate, decay: decay, epsilon: epsilon))
  }
}

extension AlgorithmChoice where Self == FirstOrderMethod<Lion<Double>> {
  /// Lion; see ``Lion``.
  public static func lion(learningRate: Double = 1e-4, beta1: Double = 0.9, beta2: Double = 0.99) -> Self {
    FirstOrderMethod(Lion(learningRate: learningRate, beta1: beta1, beta2: beta2))
  }
}

extension AlgorithmChoice where Self == FirstOrderMethod<BatchLBFGS<Double>> {
  /// L-BFGS without a line search; see ``BatchLBFGS``.
  public static func batchLBFGS(learningRate: Double = 1, memory: Int = 10) -> Self {
    FirstOrderMethod(BatchLBFGS(learningRate: learningRate, memory: memory))
  }
}
