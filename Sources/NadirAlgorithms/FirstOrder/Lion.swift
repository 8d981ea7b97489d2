public import NadirEvaluation

/// Lion: steps of the learning rate in every parameter, along the signs of averaged gradients.
///
///     x ← x − α · sign(β₁m + (1 − β₁)g),  m ← β₂m + (1 − β₂)g
///
/// Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms", program 1, arXiv:2302.06675, with its defaults.
/// The decay λ of the parameters that is part of it there, without a default, is a modifier here:
/// `Lion().decaying(0.1)`. The paper advises a learning rate that is 3 to 10 times smaller than AdamW's, and a λ that
/// is as many times larger. The sign of 0 is 0.
public struct Lion<Scalar: OptimizerScalar>: Optimizer {
  public var learningRate: Double
  /// β₁, how much the mean counts in the direction of a step.
  public var beta1: Double
  /// β₂, how slowly the mean of the gradients changes.
  public var beta2: Double
  private var mean: [Scalar] = []

  public static var traits: OptimizerTraits {
    OptimizerTraits(
      name: "Lion", aliases: ["optax_lion", "keras_lion"],
      summary: "Steps of the same length in every parameter, that of the learning rate; for large batches.",
      references: ["arXiv:2302.06675"])
  }

  public static var options: [OptimizerOption<Self>] {
    [
      .learningRate,
      OptimizerOption("beta1", "how much of the mean is in the step, from 0 to below 1", \.beta1),
      OptimizerOption("beta2", "how slowly the mean of the gradients changes, from 0 to below 1", \.beta2),
    ]
  }

  /// - Parameters:
  ///   - learningRate: α, 1e-4, as in the authors' programs; the paper has none.
  ///   - beta1: β₁, 0.9.
  ///   - beta2: β₂, 0.99.
  ///   - precision: The type of the numbers.
  public init(
    learningRate: Double = 1e-4, beta1: Double = 0.9, beta2: Double = 0.99, precision: Scalar.Type = Double.self
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
  }

  public func validate() throws(InvalidArgument) {
    try validateLearningRate()
    try validateDecay(beta1, of: "beta1")
    try validateDecay(beta2, of: "beta2")
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    let alpha = Scalar(learningRate)
    let (beta1, gain1) = (Scalar(self.beta1), Scalar(1 - self.beta1))
    let (beta2, gain2) = (Scalar(self.beta2), Scalar(1 - self.beta2))
    move(&x, along: gradient, remembering: &mean) { x, g, m in
      let c = beta1 * m + gain1 * g
      // The last is 0 or NaN, which is passed on.
      x -= c > 0 ? alpha : c < 0 ? -alpha : c
      m = beta2 * m + gain2 * g
    }
  }
}

extension Optimizer where Self == Lion<Double> {
  /// Steps along signs; see ``Lion``.
  public static func lion(learningRate: Double = 1e-4, beta1: Double = 0.9, beta2: Double = 0.99) -> Self {
    Lion(learningRate: learningRate, beta1: beta1, beta2: beta2)
  }
}
