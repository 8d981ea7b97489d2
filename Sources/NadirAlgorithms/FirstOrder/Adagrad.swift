public import NadirEvaluation

/// Adagrad: steps along the gradient, divided by the root of the sum of the squares of all gradients.
///
///     s ← s + g²,  x ← x − η · g/(δ + √s)
///
/// Duchi, Hazan & Singer 2011, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR
/// 12, 2121–2159, figure 1 with diagonal matrices: δ stands beside the root, and the sum begins at 0. Keras and Optax
/// have ε below the root and begin at 0.1.
public struct Adagrad<Scalar: OptimizerScalar>: Optimizer {
  public var learningRate: Double
  /// δ. With 0, a derivative that has always been 0 makes NaN.
  public var epsilon: Double
  private var sum: [Scalar] = []

  public static var traits: OptimizerTraits {
    OptimizerTraits(
      name: "Adagrad", aliases: ["optax_adagrad", "keras_adagrad"],
      summary: "Steps that shorten in every parameter with the gradients it has had; for sparse gradients.",
      references: ["https://jmlr.org/papers/v12/duchi11a.html"])
  }

  public static var options: [OptimizerOption<Self>] {
    [.learningRate, .epsilon(\.epsilon)]
  }

  /// - Parameters:
  ///   - learningRate: η, 0.01, as in PyTorch; the paper has none.
  ///   - epsilon: δ, 1e-8; the paper asks for a small one.
  ///   - precision: The type of the numbers.
  public init(learningRate: Double = 0.01, epsilon: Double = 1e-8, precision: Scalar.Type = Double.self) {
    self.learningRate = learningRate
    self.epsilon = epsilon
  }

  public func validate() throws(InvalidArgument) {
    try validateLearningRate()
    try validateEpsilon(epsilon)
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    let (eta, delta) = (Scalar(learningRate), Scalar(epsilon))
    move(&x, along: gradient, remembering: &sum) { x, g, s in
      s += g * g
      x -= eta * g / (delta + .root(of: s))
    }
  }
}

extension Optimizer where Self == Adagrad<Double> {
  /// Adagrad; see ``Adagrad``.
  public static func adagrad(learningRate: Double = 0.01, epsilon: Double = 1e-8) -> Self {
    Adagrad(learningRate: learningRate, epsilon: epsilon)
  }
}
