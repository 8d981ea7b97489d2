public import NadirEvaluation
import RealModule

/// Adam: steps along the mean of the gradients, divided by the root of the mean of their squares.
///
///     m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  x ← x − α · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)
///
/// Kingma & Ba 2015, "Adam: A Method for Stochastic Optimization", algorithm 1, arXiv:1412.6980, with its defaults.
public struct Adam<Scalar: OptimizerScalar>: Optimizer {
  public var learningRate: Double
  /// β₁, how slowly the mean of the gradients changes.
  public var beta1: Double
  /// β₂, how slowly the mean of their squares changes.
  public var beta2: Double
  /// ε.
  public var epsilon: Double
  private var step = 0
  private var mean: [Scalar] = []
  private var square: [Scalar] = []

  public static var traits: OptimizerTraits {
    OptimizerTraits(
      name: "Adam", aliases: ["optax_adam", "keras_adam"],
      summary: "Steps along averaged gradients, of about the learning rate in every parameter; for noisy gradients.",
      references: ["arXiv:1412.6980"])
  }

  public static var options: [OptimizerOption<Self>] {
    [.learningRate, .beta1(\.beta1), .beta2(\.beta2), .epsilon(\.epsilon)]
  }

  /// - Parameters:
  ///   - learningRate: α, 0.001.
  ///   - beta1: β₁, 0.9.
  ///   - beta2: β₂, 0.999.
  ///   - epsilon: ε, 1e-8.
  ///   - precision: The type of the numbers.
  public init(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    precision: Scalar.Type = Double.self
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  public func validate() throws(InvalidArgument) {
    try validateLearningRate()
    try validateDecay(beta1, of: "beta1")
    try validateDecay(beta2, of: "beta2")
    try validateEpsilon(epsilon)
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    if mean.count != x.count { step = 0 }
    step += 1
    let alpha = Scalar(learningRate / (1 - .pow(beta1, step)))
    let correction = Scalar(1 / (1 - .pow(beta2, step)))
    let (beta1, gain1) = (Scalar(self.beta1), Scalar(1 - self.beta1))
    let (beta2, gain2) = (Scalar(self.beta2), Scalar(1 - self.beta2))
    let epsilon = Scalar(epsilon)
    move(&x, along: gradient, remembering: &mean, &square) { x, g, m, v in
      m = beta1 * m + gain1 * g
      v = beta2 * v + gain2 * (g * g)
      x -= alpha * m / (.root(of: v * correction) + epsilon)
    }
  }
}

extension Optimizer where Self == Adam<Double> {
  /// Adam; see ``Adam``.
  public static func adam(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8
  ) -> Self {
    Adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
  }
}
