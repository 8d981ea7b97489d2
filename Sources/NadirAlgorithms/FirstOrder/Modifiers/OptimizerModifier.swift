public import NadirEvaluation

/// An optimizer that does something to the learning rate, the gradients or the steps of another one.
///
///     let optimizer = Adam(learningRate: 0.01)
///       .clipping(.globalNorm(1))
///       .decaying(0.01)
///       .following(.warmUp(over: 100, then: .cosine(over: 900)))
///
/// It is to write `update`, and passes on the rest; what has options of its own also checks them.
public protocol OptimizerModifier<Base>: Optimizer {
  associatedtype Base: Optimizer where Base.Scalar == Scalar

  /// The optimizer that is modified.
  var base: Base { get set }
}

extension OptimizerModifier {
  public static var traits: OptimizerTraits { Base.traits }

  public var learningRate: Double {
    get { base.learningRate }
    set { base.learningRate = newValue }
  }

  public var currentLearningRate: Double { base.currentLearningRate }

  public func validate() throws(InvalidArgument) { try base.validate() }

  public mutating func begin(with arrays: [Range<Int>]) { base.begin(with: arrays) }

  public var wantsGradientAfterUpdate: Bool { base.wantsGradientAfterUpdate }

  public mutating func learn(fromGradientAfterUpdate gradient: [Scalar]) {
    base.learn(fromGradientAfterUpdate: gradient)
  }
}
