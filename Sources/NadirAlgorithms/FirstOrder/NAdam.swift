public import NadirEvaluation
import RealModule

/// NAdam: Adam with Nesterov's momentum, which grows from half of β₁ to β₁.
///
///     μₜ = β₁(1 − 0.96^(ψt)/2),  m ← μₜm + (1 − μₜ)g,  v ← β₂v + (1 − β₂)g²,
///     m̂ = μₜ₊₁m/(1 − μ₁…μₜ₊₁) + (1 − μₜ)g/(1 − μ₁…μₜ),  x ← x − α · m̂/(√(v/(1 − β₂ᵗ)) + ε)
///
/// Dozat 2016, "Incorporating Nesterov Momentum into Adam", algorithm 2, with its schedule, ψ = 1/250. There v is
/// multiplied by β₂ once more, for which no reason is given, and which Keras, Optax and PyTorch leave out too: it is
/// the same as learning rate and ε divided by √β₂. As in the paper μₜ is also in the mean m, whose bias is just what
/// the products take out; Keras and PyTorch have β₁ there, Keras has ψ = 1, and Optax no schedule at all.
public struct NAdam<Scalar: OptimizerScalar>: Optimizer {
  public var learningRate: Double
  /// β₁, what the momentum grows to.
  public var beta1: Double
  /// β₂, how slowly the mean of the squares changes.
  public var beta2: Double
  /// ε.
  public var epsilon: Double
  /// ψ, how fast the momentum grows; with 0 it is β₁/2 for ever.
  public var momentumGrowth: Double
  private var step = 0
  /// μ₁…μₜ.
  private var product = 1.0
  private var mean: [Scalar] = []
  private var square: [Scalar] = []

  public static var traits: OptimizerTraits {
    OptimizerTraits(
      name: "NAdam", aliases: ["optax_nadam", "keras_nadam"],
      summary: "Adam with Nesterov's momentum, which is small in the beginning.",
      references: ["https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ"])
  }

  public static var options: [OptimizerOption<Self>] {
    [
      .learningRate, .beta1(\.beta1), .beta2(\.beta2), .epsilon(\.epsilon),
      OptimizerOption("momentum_growth", "how fast the momentum grows, 0 or more", \.momentumGrowth),
    ]
  }

  /// - Parameters:
  ///   - learningRate: α, 0.002, as in PyTorch; the paper looks for the best one.
  ///   - beta1: β₁, 0.9, as in Adam.
  ///   - beta2: β₂, 0.999.
  ///   - epsilon: ε, 1e-8.
  ///   - momentumGrowth: ψ, 0.004.
  ///   - precision: The type of the numbers.
  public init(
    learningRate: Double = 0.002, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    momentumGrowth: Double = 0.004, precision: Scalar.Type = Double.self
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.momentumGrowth = momentumGrowth
  }

  public func validate() throws(InvalidArgument) {
    try validateLearningRate()
    try validateDecay(beta1, of: "beta1")
    try validateDecay(beta2, of: "beta2")
    try validateEpsilon(epsilon)
    guard momentumGrowth >= 0, momentumGrowth.isFinite else {
      throw InvalidArgument("the growth of the momentum", is: "\(momentumGrowth)", expected: "a number of 0 or more")
    }
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    if mean.count != x.count { (step, product) = (0, 1) }
    step += 1
    let (mu, next) = (momentum(ofStep: step), momentum(ofStep: step + 1))
    product *= mu
    let alphaMean = Scalar(learningRate * next / (1 - product * next))
    let alphaGradient = Scalar(learningRate * (1 - mu) / (1 - product))
    let correction = Scalar(1 / (1 - .pow(beta2, step)))
    let (beta1, gain1) = (Scalar(mu), Scalar(1 - mu))
    let (beta2, gain2) = (Scalar(self.beta2), Scalar(1 - self.beta2))
    let epsilon = Scalar(epsilon)
    move(&x, along: gradient, remembering: &mean, &square) { x, g, m, v in
      m = beta1 * m + gain1 * g
      v = beta2 * v + gain2 * (g * g)
      let numerator = alphaMean * m + alphaGradient * g
      x -= numerator / (.root(of: v * correction) + epsilon)
    }
  }

  private func momentum(ofStep step: Int) -> Double {
    beta1 * (1 - 0.5 * .pow(0.96, momentumGrowth * Double(step)))
  }
}

extension Optimizer where Self == NAdam<Double> {
  /// Adam with Nesterov's momentum; see ``NAdam``.
  public static func nadam(
    learningRate: Double = 0.002, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    momentumGrowth: Double = 0.004
  ) -> Self {
    NAdam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, momentumGrowth: momentumGrowth)
  }
}
