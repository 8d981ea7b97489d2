public import NadirEvaluation

/// L-BFGS for gradients of batches: x ← x − αHg, with H of the last pairs of steps s and changes y of the gradient.
///
/// Schraudolph, Yu & Günter 2007, "A Stochastic Quasi-Newton Method for Online Convex Optimization" (oLBFGS, PMLR 2,
/// 436–443): both gradients of a pair are of one batch, so that y is curvature and not the difference of two batches.
/// Whoever calls ``Optimizer/wantsGradientAfterUpdate`` and ``Optimizer/learn(fromGradientAfterUpdate:)`` gives it
/// the second one; where nobody does, pairs are of consecutive gradients, which is right where all are of the same
/// data. As in Berahas, Nocedal & Takáč 2016, "A Multi-Batch L-BFGS Method for Machine Learning", arXiv:1605.06049,
/// pairs without curvature are left out: here those with sᵀy ≤ 10⁻⁸‖s‖‖y‖. H begins as the mean of sᵀy/yᵀy over the
/// pairs, Schraudolph's. Deviation: the first step, before there are pairs, is along −g/max(1, ‖g‖), so that it needs
/// no learning rate of its own.
///
/// There is no line search. Where the batches are small, or the loss is far from quadratic, α is to be smaller than 1.
public struct BatchLBFGS<Scalar: OptimizerScalar>: Optimizer {
  public var learningRate: Double
  /// How many pairs are remembered.
  public var memory: Int
  private(set) var pairs: [CurvaturePair<Scalar>] = []
  /// The point and the gradient of the last update.
  private var lastPoint: [Scalar] = []
  private var lastGradient: [Scalar] = []
  /// The gradient of the same batch after it; empty where nobody gave it.
  private var gradientAfter: [Scalar] = []

  public static var traits: OptimizerTraits {
    OptimizerTraits(
      name: "Batch L-BFGS", aliases: ["olbfgs", "multi_batch_lbfgs"],
      summary: "Steps along curvature that is learned from the gradients; for large batches.",
      references: ["https://proceedings.mlr.press/v2/schraudolph07a.html", "arXiv:1605.06049"])
  }

  public static var options: [OptimizerOption<Self>] {
    [
      .learningRate,
      OptimizerOption("memory", "pairs of steps and gradient changes that are remembered", \.memory),
    ]
  }

  /// - Parameters:
  ///   - learningRate: α, 1, as in Berahas, Nocedal & Takáč.
  ///   - memory: 10 pairs.
  ///   - precision: The type of the numbers.
  public init(learningRate: Double = 1, memory: Int = 10, precision: Scalar.Type = Double.self) {
    self.learningRate = learningRate
    self.memory = memory
  }

  public func validate() throws(InvalidArgument) {
    try validateLearningRate()
    guard memory > 0 else { throw InvalidArgument("the memory", is: "\(memory)", expected: "1 pair or more") }
  }

  public var wantsGradientAfterUpdate: Bool { true }

  public mutating func learn(fromGradientAfterUpdate gradient: [Scalar]) { gradientAfter = gradient }

  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    precondition(gradient.count == x.count, "a gradient of another length than the parameters")
    pairs.removeAll { $0.step.count != x.count || $0.change.count != x.count }
    remember(x, gradient)
    lastPoint = x
    lastGradient = gradient
    gradientAfter = []
    let step = product(with: gradient)
    add(Scalar(-learningRate), times: step, to: &x)
  }

  /// Makes a pair of the last point and this one. That the step is measured here, and not when it is done, keeps the
  /// pair true where someone has moved the point since, back into a box for example.
  @inline(__always)
  private mutating func remember(_ x: [Scalar], _ gradient: [Scalar]) {
    guard lastPoint.count == x.count, lastGradient.count == x.count else { return }
    let after = gradientAfter.count == x.count ? gradientAfter : gradient
    var step = x
    add(-1, times: lastPoint, to: &step)
    var change = after
    add(-1, times: lastGradient, to: &change)
    guard let pair = CurvaturePair(step: step, change: change) else { return }
    pairs.append(pair)
    pairs.removeFirst(max(0, pairs.count - max(memory, 1)))
  }

  /// Hg, by the two loops of Nocedal 1980, doi:10.1090/S0025-5718-1980-0572855-7.
  @inline(__always)
  private func product(with gradient: [Scalar]) -> [Scalar] {
    var q = gradient
    guard !pairs.isEmpty else {
      let norm = squaredNorm(gradient).squareRoot()
      if norm > 1 { scale(&q, by: Scalar(1 / norm)) }
      return q
    }
    var coefficients: [Double] = []
    for pair in pairs.reversed() {
      let a = innerProduct(pair.step, q) / pair.curvature
      coefficients.append(a)
      add(Scalar(-a), times: pair.change, to: &q)
    }
    var size = 0.0
    for pair in pairs { size += pair.inverseCurvature }
    scale(&q, by: Scalar(size / Double(pairs.count)))
    for pair in pairs {
      let a = coefficients.removeLast()
      let b = innerProduct(pair.change, q) / pair.curvature
      add(Scalar(a - b), times: pair.step, to: &q)
    }
    return q
  }
}

/// A step s and the change y of the gradient along it.
struct CurvaturePair<Scalar: OptimizerScalar>: Sendable, Codable, Equatable {
  let step: [Scalar]
  let change: [Scalar]
  /// sᵀy.
  let curvature: Double
  /// sᵀy/yᵀy.
  let inverseCurvature: Double

  /// `nil` where there is no curvature, or what is not finite.
  @inline(__always)
  init?(step: [Scalar], change: [Scalar]) {
    let curvature = innerProduct(step, change)
    let squaredChange = squaredNorm(change)
    let inverseCurvature = curvature / squaredChange
    guard curvature > 1e-8 * (squaredNorm(step) * squaredChange).squareRoot(), inverseCurvature.isFinite else {
      return nil
    }
    self.step = step
    self.change = change
    self.curvature = curvature
    self.inverseCurvature = inverseCurvature
  }
}

extension Optimizer where Self == BatchLBFGS<Double> {
  /// L-BFGS for gradients of batches; see ``BatchLBFGS``.
  public static func batchLBFGS(learningRate: Double = 1, memory: Int = 10) -> Self {
    BatchLBFGS(learningRate: learningRate, memory: memory)
  }
}
