public import NadirEvaluation

/// RMSprop: steps along the gradient, divided by the root of the mean of its squares.
///
///     v ← ρv + (1 − ρ)g²,  x ← x − α · g/(√v + ε)
///
/// Tieleman & Hinton 2012, lecture 6e of "Neural Networks for Machine Learning", slide 29, with its ρ. The slide has
/// no ε and no learning rate. ε stands beside the root, as in Adam and in PyTorch, so that it is measured as the
/// gradient is; in Keras and by default in Optax it is below the root. The means are not corrected for their
/// beginning at 0, so the first step is α/√(1 − ρ) long in every parameter.
public struct RMSprop<Scalar: OptimizerScalar>: Optimizer {
  public var learningRate: Double
  /// ρ, how slowly the mean of the squares changes.
  public var decay: Double
  /// ε. With 0, a derivative that has always been 0 makes NaN.
  public var epsilon: Double
  private var square: [Scalar] = []

  public static var traits: OptimizerTraits {
    OptimizerTraits(
      name: "RMSprop", aliases: ["optax_rmsprop", "keras_rmsprop"],
      summary: "Steps along the gradient, scaled in every parameter by how large its derivative has been of late.",
      references: ["https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf"])
  }

  public static var options: [OptimizerOption<Self>] {
    [.learningRate, .decay(\.decay), .epsilon(\.epsilon)]
  }

  /// - Parameters:
  ///   - learningRate: α, 0.001, as in Keras.
  ///   - decay: ρ, 0.9.
  ///   - epsilon: ε, 1e-8, as in Adam.
  ///   - precision: The type of the numbers.
  public init(
    learningRate: Double = 0.001, decay: Double = 0.9, epsilon: Double = 1e-8, precision: Scalar.Type = Double.self
  ) {
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
  }

  public func validate() throws(InvalidArgument) {
    try validateLearningRate()
    try validateDecay(decay, of: "the decay")
    try validateEpsilon(epsilon)
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    let (alpha, epsilon) = (Scalar(learningRate), Scalar(epsilon))
    let (decay, gain) = (Scalar(self.decay), Scalar(1 - self.decay))
    move(&x, along: gradient, remembering: &square) { x, g, v in
      v = decay * v + gain * (g * g)
      x -= alpha * g / (.root(of: v) + epsilon)
    }
  }
}

extension Optimizer where Self == RMSprop<Double> {
  /// RMSprop; see ``RMSprop``.
  public static func rmsprop(learningRate: Double = 0.001, decay: Double = 0.9, epsilon: Double = 1e-8) -> Self {
    RMSprop(learningRate: learningRate, decay: decay, epsilon: epsilon)
  }
}
