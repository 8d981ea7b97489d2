public import NadirEvaluation

/// Adadelta: steps as large as the last ones were, along the gradient divided by the root of the mean of its squares.
///
///     v ← ρv + (1 − ρ)g²,  s = √(w + ε)/√(v + ε) · g,  w ← ρw + (1 − ρ)s²,  x ← x − αs
///
/// Zeiler 2012, "ADADELTA: An Adaptive Learning Rate Method", algorithm 1, arXiv:1212.5701, with its ρ and ε. The
/// paper has no learning rate, which is α = 1.
public struct Adadelta<Scalar: OptimizerScalar>: Optimizer {
  public var learningRate: Double
  /// ρ, how slowly the means of the squares change.
  public var decay: Double
  /// ε, from which the first steps come: it is to be above 0.
  public var epsilon: Double
  private var square: [Scalar] = []
  private var squaredStep: [Scalar] = []

  public static var traits: OptimizerTraits {
    OptimizerTraits(
      name: "Adadelta", aliases: ["optax_adadelta", "keras_adadelta"],
      summary: "Finds the size of its steps by itself, from small ones; needs no learning rate.",
      references: ["arXiv:1212.5701"])
  }

  public static var options: [OptimizerOption<Self>] {
    [
      .learningRate, .decay(\.decay),
      OptimizerOption("epsilon", "what is added to both means of squares, above 0", \.epsilon),
    ]
  }

  /// - Parameters:
  ///   - learningRate: α, 1.
  ///   - decay: ρ, 0.95.
  ///   - epsilon: ε, 1e-6.
  ///   - precision: The type of the numbers.
  public init(
    learningRate: Double = 1, decay: Double = 0.95, epsilon: Double = 1e-6, precision: Scalar.Type = Double.self
  ) {
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
  }

  public func validate() throws(InvalidArgument) {
    try validateLearningRate()
    try validateDecay(decay, of: "the decay")
    guard epsilon > 0, epsilon.isFinite else {
      throw InvalidArgument("epsilon", is: "\(epsilon)", expected: "a number above 0")
    }
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    let (alpha, epsilon) = (Scalar(learningRate), Scalar(epsilon))
    let (decay, gain) = (Scalar(self.decay), Scalar(1 - self.decay))
    move(&x, along: gradient, remembering: &square, &squaredStep) { x, g, v, w in
      v = decay * v + gain * (g * g)
      let step = .root(of: w + epsilon) / .root(of: v + epsilon) * g
      w = decay * w + gain * (step * step)
      x -= alpha * step
    }
  }
}

extension Optimizer where Self == Adadelta<Double> {
  /// Adadelta; see ``Adadelta``.
  public static func adadelta(learningRate: Double = 1, decay: Double = 0.95, epsilon: Double = 1e-6) -> Self {
    Adadelta(learningRate: learningRate, decay: decay, epsilon: epsilon)
  }
}
