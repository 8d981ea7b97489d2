public import NadirEvaluation

/// AMSGrad: Adam that never forgets how large a gradient has been, so that its steps do not lengthen again.
///
///     m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  w ← max(w, v),  x ← x − α · m/(√w + ε)
///
/// Reddi, Kale & Kumar 2018, "On the Convergence of Adam and Beyond", algorithm 2, arXiv:1904.09237. As there, and
/// unlike in Keras, PyTorch and by default in Optax, the means are not corrected for their beginning at 0: the first
/// steps are up to (1 − β₁)/√(1 − β₂) ≈ 3.2 times as long as Adam's. ε is not in the paper. Its α shrinks as 1/√t; a
/// schedule does that.
public struct AMSGrad<Scalar: OptimizerScalar>: Optimizer {
  public var learningRate: Double
  /// β₁, how slowly the mean of the gradients changes.
  public var beta1: Double
  /// β₂, how slowly the mean of their squares changes.
  public var beta2: Double
  /// ε. With 0, a derivative that has always been 0 makes NaN.
  public var epsilon: Double
  private var mean: [Scalar] = []
  private var square: [Scalar] = []
  private var largest: [Scalar] = []

  public static var traits: OptimizerTraits {
    OptimizerTraits(
      name: "AMSGrad", aliases: ["optax_amsgrad", "keras_amsgrad"],
      summary: "Adam whose steps do not lengthen again after large gradients that are rare.",
      references: ["arXiv:1904.09237"])
  }

  public static var options: [OptimizerOption<Self>] {
    [.learningRate, .beta1(\.beta1), .beta2(\.beta2), .epsilon(\.epsilon)]
  }

  /// - Parameters:
  ///   - learningRate: α, 0.001, as in Adam.
  ///   - beta1: β₁, 0.9.
  ///   - beta2: β₂, 0.999.
  ///   - epsilon: ε, 1e-8, as in Adam.
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
    let (alpha, epsilon) = (Scalar(learningRate), Scalar(epsilon))
    let (beta1, gain1) = (Scalar(self.beta1), Scalar(1 - self.beta1))
    let (beta2, gain2) = (Scalar(self.beta2), Scalar(1 - self.beta2))
    move(&x, along: gradient, remembering: &mean, &square, &largest) { x, g, m, v, w in
      m = beta1 * m + gain1 * g
      v = beta2 * v + gain2 * (g * g)
      // In this order NaN is passed on.
      w = v <= w ? w : v
      x -= alpha * m / (.root(of: w) + epsilon)
    }
  }
}

extension Optimizer where Self == AMSGrad<Double> {
  /// AMSGrad; see ``AMSGrad``.
  public static func amsgrad(
    learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8
  ) -> Self {
    AMSGrad(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
  }
}
