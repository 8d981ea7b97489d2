public import NadirAlgorithms
public import NadirEvaluation
import NadirEvaluators
import NadirJSON
public import NadirParameters

/// A training that has not begun: the model, the data, the loss, the optimizer and the rules.
///
/// `train` is the front door to it. Use it directly to run one training several times, or where it is made and run in
/// different places.
public struct Training<Model: Sendable, Example: Sendable, Rule: Optimizer>: Sendable {
  /// The numbers of the model that move.
  public let space: ParameterSpace<Model>
  /// What decides to which bits it comes.
  public let setup: TrainingSetup
  let examples: TrainingExamples<Example>
  let heldOut: [Example]
  let loss: TrainingLoss<Model, Example>
  let metrics: [Metric<Model, Example>]
  let epochs: Int
  let budget: Budget
  let failurePolicy: FailurePolicy
  let observers: [TrainingObserver<Model>]
  let checkpointing: Checkpointing<Rule>?
  /// The file that it goes on from, and is kept in.
  let file: TrainingFile<Rule>?
  /// Where it begins.
  let start: TrainingCheckpoint<Rule>

  /// - Parameters:
  ///   - space: The model to begin with, its bounds, what is held fixed, its constraints.
  ///   - data: The examples.
  ///   - loss: The loss of examples.
  ///   - optimizer: The rule by which the numbers move.
  ///   - batchSize: The examples of a batch, 32.
  ///   - epochs: How many times all examples are gone through.
  ///   - heldOut: Examples that are not trained on, by whose loss the model is judged.
  ///   - metrics: What else is measured of them.
  ///   - seed: What the orders of the examples are made of.
  ///   - pieces: The largest number of parts of a batch that are evaluated at the same time, 8.
  ///   - plateau: How the learning rate falls where the loss that is monitored no longer does; not unless given.
  ///   - average: The average of the points after each step whose model is judged and kept; none unless given.
  ///   - stopping: When to end early; never unless given.
  ///   - budget: The largest numbers of evaluations of examples and of steps, the wall time, the loss that is good enough.
  ///   - failurePolicy: What becomes of a batch that fails; it makes no step unless given.
  ///   - observers: Who watches and may stop it.
  ///   - checkpointing: When checkpoints are taken, and what becomes of them.
  ///   - checkpoint: Where to go on: that of a training with the same data, optimizer and rules, seed, batch size and pieces.
  /// - Throws: ``TrainingError/invalid(_:)``, naming the argument, its value and what was expected.
  public init(
    in space: @autoclosure () throws(InvalidArgument) -> ParameterSpace<Model>, data: some Collection<Example>,
    loss: TrainingLoss<Model, Example>, with optimizer: Rule, batchSize: Int = 32, epochs: Int,
    validating heldOut: any Collection<Example> = [Example](), metrics: [Metric<Model, Example>] = [],
    seed: UInt64 = 0, pieces: Int = 8, plateau: ReduceOnPlateau? = nil, averaging average: IterateAverage? = nil,
    stopping: EarlyStopping? = nil, budget: Budget = .unlimited,
    onFailure failurePolicy: FailurePolicy = .worst, observers: [TrainingObserver<Model>] = [],
    checkpointing: Checkpointing<Rule>? = nil, resuming checkpoint: TrainingCheckpoint<Rule>? = nil
  ) throws(TrainingError) {
    do throws(InvalidArgument) {
      try validate(batchSize, "the batch size")
      try validate(epochs, "the number of epochs")
      try validate(pieces, "the number of pieces of a batch")
      try validate(data.count, "the number of examples")
      try validate(checkpointing?.batches ?? 1, "the number of batches between checkpoints")
      try validate(metrics.map(\.name), measured: !heldOut.isEmpty)
      try optimizer.validate()
      try plateau?.validate()
      try average?.validate()
      try stopping?.validate()
      try budget.validate()
      if case .penalty(let value) = failurePolicy {
        throw InvalidArgument(
          "the failure policy", is: "a penalty of \(value)",
          expected: "to leave out the batch or to rethrow: a batch that fails has no gradient")
      }
      self.space = try space()
      setup = TrainingSetup(
        seed: seed, batchSize: min(batchSize, data.count), pieces: loss.isMean ? pieces : 1, examples: data.count,
        heldOut: heldOut.count)
      examples = TrainingExamples(Array(data), seed: seed)
      let probe = loss.objective(Array(data.prefix(1))[...])
      guard probe.provides.isSuperset(of: [.value, .gradient]) else {
        throw InvalidArgument(
          "the loss", is: "without a gradient", expected: "an objective that gives one, such as a differentiated one")
      }
      let rules = TrainingRules(optimizer: optimizer, plateau: plateau, averaging: average, stopping: stopping)
      if let path = checkpointing?.path {
        file = try TrainingFile(path, of: rules, coordinates: self.space.coordinateNames)
      } else {
        file = nil
      }
      let found = try file?.checkpoint(for: setup, in: self.space.box)
      if let path = checkpointing?.path, found != nil, checkpoint != nil {
        throw InvalidArgument("the file '\(path)'", is: "there", expected: "none beside a checkpoint to go on from")
      }
      if let checkpoint = checkpoint ?? found {
        try checkpoint.validate(for: setup, rules, in: self.space.box)
        do throws(EvaluationFailure) {
          try self.space.check(checkpoint.point)
        } catch {
          throw InvalidArgument("the point of the checkpoint", is: error.message, expected: "one that the type takes")
        }
        start = checkpoint
      } else {
        var optimizer = optimizer
        optimizer.begin(with: self.space.arrays)
        start = TrainingCheckpoint(
          setup: setup, point: self.space.startCoordinates, optimizer: optimizer, rules: rules, plateau: plateau,
          average: average, stopping: stopping)
      }
    } catch {
      throw .invalid(error)
    }
    self.loss = loss
    self.heldOut = Array(heldOut)
    self.metrics = metrics
    self.epochs = epochs
    self.budget = budget
    self.failurePolicy = failurePolicy
    self.observers = observers
    self.checkpointing = checkpointing
  }
}

private func validate(_ count: Int, _ name: String) throws(InvalidArgument) {
  guard count > 0 else { throw InvalidArgument(name, is: "\(count)", expected: "1 or more") }
}

private func validate(_ metrics: [String], measured: Bool) throws(InvalidArgument) {
  if let name = metrics.first, !measured {
    throw InvalidArgument("the metric '\(name)'", is: "given without examples", expected: "given with ones to validate")
  }
  for (i, name) in metrics.enumerated() where metrics[..<i].contains(name) {
    throw InvalidArgument("the metric '\(name)'", is: "given twice", expected: "given a name of its own")
  }
}

extension TrainingCheckpoint {
  /// Checks that a training can go on from here.
  func validate(for setup: TrainingSetup, _ rules: TrainingRules<Rule>, in box: Box) throws(InvalidArgument) {
    func check(_ name: String, _ mine: some Equatable, _ given: some Equatable) throws(InvalidArgument) {
      guard "\(mine)" == "\(given)" else {
        throw InvalidArgument("\(name) of the checkpoint", is: "\(mine)", expected: "\(given), as in the training")
      }
    }
    try check("the seed", self.setup.seed, setup.seed)
    try check("the batch size", self.setup.batchSize, setup.batchSize)
    try check("the number of pieces", self.setup.pieces, setup.pieces)
    try check("the number of examples", self.setup.examples, setup.examples)
    try check("the number of examples held out", self.setup.heldOut, setup.heldOut)
    try check("the number of free coordinates", point.count, box.dimension)
    guard epoch >= 1, 0...setup.batches ~= batch else {
      throw InvalidArgument(
        "the checkpoint", is: "at batch \(batch) of epoch \(epoch)", expected: "within \(setup.batches) batches")
    }
    guard box.contains(point) else {
      throw InvalidArgument(
        "the point of the checkpoint", is: "outside the bounds", expected: "within those of the training")
    }
    if let recorded = try? JSON(encoding: self.rules) { try rules.check(recorded) }
    try optimizer.validate()
  }
}
