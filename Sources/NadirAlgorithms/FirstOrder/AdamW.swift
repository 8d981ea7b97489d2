public import NadirEvaluation
import RealModule

/// AdamW: Adam, with a decay of the parameters that does not go through the means of the gradients.
///
///     m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  x ← x − α · (m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε) + λx)
///
/// Loshchilov & Hutter 2019, "Decoupled Weight Decay Regularization", algorithm 2, arXiv:1711.05101. There a
/// schedule's factor η multiplies α and λ alike; here a schedule sets the learning rate α, so that λ is multiplied by
/// α, as in Keras, Optax and PyTorch: the paper's λ is αλ.
///
/// As an algorithm of `minimize` it minimizes something else. No parameter can stay beyond ±1/λ, 100 with the default,
/// for m̂/(√v̂ + ε) is about 1 at most: where it converges, it is to a minimum under that constraint (Xie & Li 2024,
/// "Implicit Bias of AdamW: ℓ∞-Norm Constrained Optimization", arXiv:2404.04454). It nears one inside slowly, while it
/// forgets the large gradients of the beginning, and with noisy gradients ends nearer to 0.
public struct AdamW<Scalar: OptimizerScalar>: Optimizer {
  public var learningRate: Double
  /// λ, how much of each parameter is taken away in a step, divided by the learning rate.
  public var weightDecay: Double
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
      name: "AdamW", aliases: ["optax_adamw", "keras_adamw"],
      summary:
        "Adam with weight decay, for training models; not for minima: every parameter stays within ±1 / weight_decay.",
      references: ["arXiv:1711.05101"])
  }

  public static var options: [OptimizerOption<Self>] {
    [
      .learningRate, .beta1(\.beta1), .beta2(\.beta2), .epsilon(\.epsilon),
      OptimizerOption(
        "weight_decay", "how fast parameters shrink towards 0, in units of the learning rate", \.weightDecay),
    ]
  }

  /// - Parameters:
  ///   - learningRate: α, 0.001.
  ///   - weightDecay: λ, 0.01, as in PyTorch; the paper's grows with the number of steps that are planned.
  ///   - beta1: β₁, 0.9.
  ///   - beta2: β₂, 0.999.
  ///   - epsilon: ε, 1e-8.
  ///   - precision: The type of the numbers.
  public init(
    learningRate: Double = 0.001, weightDecay: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, precision: Scalar.Type = Double.self
  ) {
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  public func validate() throws(InvalidArgument) {
    try validateLearningRate()
    try validateWeightDecay(weightDecay)
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
    let shrinkage = Scalar(learningRate * weightDecay)
    let correction = Scalar(1 / (1 - .pow(beta2, step)))
    let (beta1, gain1) = (Scalar(self.beta1), Scalar(1 - self.beta1))
    let (beta2, gain2) = (Scalar(self.beta2), Scalar(1 - self.beta2))
    let epsilon = Scalar(epsilon)
    move(&x, along: gradient, remembering: &mean, &square) { x, g, m, v in
      m = beta1 * m + gain1 * g
      v = beta2 * v + gain2 * (g * g)
      x -= alpha * m / (.root(of: v * correction) + epsilon) + shrinkage * x
    }
  }
}

extension Optimizer {
  /// Checks λ of a decay of the parameters.
  func validateWeightDecay(_ decay: Double) throws(InvalidArgument) {
    guard decay >= 0, decay.isFinite else {
      throw InvalidArgument("the weight decay", is: "\(decay)", expected: "a number of 0 or more")
    }
  }
}

extension Optimizer where Self == AdamW<Double> {
  /// Adam with weight decay; see ``AdamW``.
  public static func adamW(
    learningRate: Double = 0.001, weightDecay: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8
  ) -> Self {
    AdamW(learningRate: learningRate, weightDecay: weightDecay, beta1: beta1, beta2: beta2, epsilon: epsilon)
  }
}
