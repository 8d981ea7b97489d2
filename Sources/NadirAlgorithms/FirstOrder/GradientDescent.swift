public import NadirEvaluation

/// Gradient descent, with momentum: v ← μv − αg, x ← x + v; with Nesterov's momentum x ← x + μv − αg instead.
///
/// Polyak 1964, doi:10.1016/0041-5553(64)90137-5; Nesterov's as written by Sutskever, Martens, Dahl & Hinton 2013, "On the
/// importance of initialization and momentum in deep learning" (PMLR 28), with the parameters where the gradient is asked
/// for.
public struct GradientDescent<Scalar: OptimizerScalar>: Optimizer {
  public var learningRate: Double
  public var momentum: Momentum
  private var velocity: [Scalar] = []

  public static var traits: OptimizerTraits {
    OptimizerTraits(
      name: "Gradient descent", aliases: ["SGD", "optax_sgd", "keras_sgd"],
      summary: "Steps along the gradient, with or without momentum.",
      references: ["doi:10.1016/0041-5553(64)90137-5"])
  }

  public static var options: [OptimizerOption<Self>] {
    [
      .learningRate,
      OptimizerOption("momentum", "how much of the last step goes on, from 0 to below 1", \.momentum.coefficient),
      OptimizerOption("nesterov", "whether the momentum is Nesterov's, instead of Polyak's", \.momentum.isNesterov),
    ]
  }

  /// - Parameters:
  ///   - learningRate: α, 0.01.
  ///   - momentum: None.
  ///   - precision: The type of the numbers.
  public init(learningRate: Double = 0.01, momentum: Momentum = .none, precision: Scalar.Type = Double.self) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  public func validate() throws(InvalidArgument) {
    try validateLearningRate()
    try validateDecay(momentum.coefficient, of: "the momentum")
  }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    let (alpha, mu) = (Scalar(learningRate), Scalar(momentum.coefficient))
    switch momentum {
    case .none: move(&x, along: gradient) { x, g in x -= alpha * g }
    case .heavyBall:
      move(&x, along: gradient, remembering: &velocity) { x, g, v in
        v = mu * v - alpha * g
        x += v
      }
    case .nesterov:
      move(&x, along: gradient, remembering: &velocity) { x, g, v in
        v = mu * v - alpha * g
        x += mu * v - alpha * g
      }
    }
  }
}

/// How much of the last step goes on in the next one.
public enum Momentum: Sendable, Codable, Hashable {
  case none
  /// Polyak's, with the coefficient μ, from 0 to below 1.
  case heavyBall(Double)
  /// Nesterov's, which looks at the gradient from where the momentum leads, with the coefficient μ, from 0 to below 1.
  case nesterov(Double)

  /// μ; what is set is Polyak's momentum unless there is Nesterov's.
  var coefficient: Double {
    get {
      switch self {
      case .none: 0
      case .heavyBall(let mu), .nesterov(let mu): mu
      }
    }
    set { self = isNesterov ? .nesterov(newValue) : .heavyBall(newValue) }
  }

  var isNesterov: Bool {
    get { if case .nesterov = self { true } else { false } }
    set { self = newValue ? .nesterov(coefficient) : .heavyBall(coefficient) }
  }
}

extension Optimizer {
  /// Checks a coefficient of an exponential average: from 0 to below 1.
  func validateDecay(_ decay: Double, of name: String) throws(InvalidArgument) {
    guard decay >= 0, decay < 1 else {
      throw InvalidArgument(name, is: "\(decay)", expected: "a number from 0 to below 1")
    }
  }

  /// Checks what is added to a denominator.
  func validateEpsilon(_ epsilon: Double) throws(InvalidArgument) {
    guard epsilon >= 0, epsilon.isFinite else {
      throw InvalidArgument("epsilon", is: "\(epsilon)", expected: "a number of 0 or more")
    }
  }
}

extension Optimizer where Self == GradientDescent<Double> {
  /// Gradient descent, with momentum; see ``GradientDescent``.
  public static func gradientDescent(learningRate: Double = 0.01, momentum: Momentum = .none) -> Self {
    GradientDescent(learningRate: learningRate, momentum: momentum)
  }
}
