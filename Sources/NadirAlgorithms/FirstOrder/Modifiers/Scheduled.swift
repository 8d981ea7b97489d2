public import NadirEvaluation

/// An optimizer whose learning rate follows a schedule; made by `following`.
///
/// Its `learningRate` is that of the optimizer as it was written, which the schedule multiplies in each update.
public struct Scheduled<Base: Optimizer>: OptimizerModifier {
  public typealias Scalar = Base.Scalar

  public var base: Base
  public var schedule: Schedule
  /// How many updates there were.
  public private(set) var step = 0

  public init(_ base: Base, following schedule: Schedule) {
    self.base = base
    self.schedule = schedule
  }

  public func validate() throws(InvalidArgument) {
    try schedule.validate()
    try base.validate()
  }

  public var currentLearningRate: Double { base.currentLearningRate * schedule.factor(after: step) }

  public mutating func update(_ x: inout [Scalar], along gradient: [Scalar]) {
    let learningRate = base.learningRate
    base.learningRate = learningRate * schedule.factor(after: step)
    base.update(&x, along: gradient)
    base.learningRate = learningRate
    step += 1
  }
}

extension Optimizer {
  /// This optimizer, its learning rate multiplied by the factors of a schedule: the first update has that after 0
  /// steps.
  public func following(_ schedule: Schedule) -> Scheduled<Self> { Scheduled(self, following: schedule) }
}
