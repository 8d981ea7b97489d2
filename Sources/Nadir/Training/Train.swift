public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

/// Trains a model: steps along the gradients of a loss of batches of examples, epoch after epoch.
///
///     struct Line<Number: RealScalar & Codable>: Codable {
///       var slope: Number
///       var intercept: Number
///     }
///
///     func loss<Number: RealScalar & Codable>(_ line: Line<Number>, _ point: Point) -> Number {
///       let error = line.slope * Number(point.t) + line.intercept - Number(point.y)
///       return error * error
///     }
///
///     let outcome = try await train(
///       Line(slope: 0.0, intercept: 0), data: points, loss: loss, with: .adam(learningRate: 0.01), epochs: 100,
///       validating: others, on: .threads(4))
///     print(outcome)
///     use(outcome.best)
///
/// The numbers that move are what the model encodes as `Double`, `Float` or `Float16`; integers, booleans and texts are
/// constants. The loss is differentiated in reverse mode: it gets the model with variables in the place of numbers.
///
/// In each epoch the examples are in another order, which the seed and the number of the epoch decide. A batch is cut into
/// pieces, which are evaluated at the same time as far as there are workers, and whose sums are added in their order. So the
/// answer depends on the batch size, the number of pieces and the seed, and never on the workers: it has the same bits on one
/// and on 64.
///
/// A batch of which a piece fails, or whose loss or gradient is not finite, makes no step and is counted; so does one where
/// the step leads to no number, or to numbers that the type of the model refuses.
///
/// - Parameters:
///   - model: The model to begin with. What is written `[0, 1]` has integers; write `[0.0, 1]`.
///   - data: The examples.
///   - loss: The loss of one example; that of a batch is the mean over its examples.
///   - optimizer: The rule by which the numbers move.
///   - batchSize: The examples of a batch, 32; the last batch of an epoch may be smaller.
///   - epochs: How many times all examples are gone through.
///   - heldOut: Examples that are not trained on, whose mean loss after each epoch says how good the model is. Where there
///     are none, the loss of the training does.
///   - metrics: What else is measured of them.
///   - seed: What the orders of the examples are made of, 0.
///   - pieces: The largest number of parts of a batch that are evaluated at the same time, 8. Each of them decodes the model,
///     so one with few and cheap examples is better off with fewer: on one worker, and with batches of 32, a step of a
///     network of 67 numbers takes half the time in one piece, of one of 2 000 numbers three quarters.
///   - workers: Where they are evaluated: here, one after the other, unless given.
///   - bounds: The box that the numbers stay in, into which each step is projected; none unless given.
///   - fixed: Numbers that stay as they are.
///   - constraints: What else holds: transforms, equalities, linear equalities.
///   - plateau: How the learning rate falls where the loss that is monitored no longer does; not unless given.
///   - average: The average of the points after each step whose model is judged and kept; none unless given.
///   - stopping: When to end early; never unless given.
///   - budget: The largest numbers of evaluations of examples and of steps, the wall time, the loss that is good enough; what
///     was before a resumption counts. Without limit unless given.
///   - failurePolicy: What becomes of a batch that fails; it makes no step unless given.
///   - observers: Who watches after batches or epochs and may stop the training.
///   - checkpointing: When checkpoints are taken, and what becomes of them.
///   - checkpoint: Where to go on. Seed, batch size and pieces, optimizer, plateau, average and stopping must be given as they
///     were to the training that was cut, and the data be the same. To go on with others, begin at the model of its outcome.
/// - Throws: ``TrainingError``: bad arguments before the first evaluation, a first epoch in which every batch failed, and
///   failures under ``FailurePolicy/rethrow``. All other trouble comes back in the outcome, which has the model of the best
///   epoch, also when the surrounding task is cancelled.
public func train<
  Model: Codable & Sendable, Recorded: Decodable & SendableMetatype, Example: Sendable, Rule: Optimizer
>(
  _ model: Model, data: some Collection<Example>,
  loss: @escaping @Sendable (Recorded, Example) throws -> Variable,
  with optimizer: Rule, batchSize: Int = 32, epochs: Int, validating heldOut: any Collection<Example> = [Example](),
  metrics: [Metric<Model, Example>] = [], seed: UInt64 = 0, pieces: Int = 8, on workers: Workers = .inline,
  bounds: Bounds<Model> = .none, fixed: [ParameterReference] = [], constraints: [Constraint] = [],
  plateau: ReduceOnPlateau? = nil, averaging average: IterateAverage? = nil, stopping: EarlyStopping? = nil,
  budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst,
  observers: [TrainingObserver<Model>] = [], checkpointing: Checkpointing<Rule>? = nil,
  resuming checkpoint: TrainingCheckpoint<Rule>? = nil
) async throws(TrainingError) -> TrainingOutcome<Model, Rule> {
  try await Training(
    in: try ParameterSpace(from: model, bounds: bounds, fixed: fixed, constraints: constraints), data: data,
    loss: TrainingLoss(loss), with: optimizer, batchSize: batchSize, epochs: epochs, validating: heldOut,
    metrics: metrics, seed: seed, pieces: pieces, plateau: plateau, averaging: average, stopping: stopping,
    budget: budget, onFailure: failurePolicy,
    observers: observers, checkpointing: checkpointing, resuming: checkpoint
  )(on: workers)
}

/// Trains a model by the loss of a whole batch, where that is no mean over its examples, or vectorized.
///
/// A batch is one piece then, and so are the examples that are held out. The rest is as for the loss of one example.
///
/// - Parameter batchLoss: The loss of a batch.
public func train<
  Model: Codable & Sendable, Recorded: Decodable & SendableMetatype, Example: Sendable, Rule: Optimizer
>(
  _ model: Model, data: some Collection<Example>,
  batchLoss: @escaping @Sendable (Recorded, ArraySlice<Example>) throws -> Variable,
  with optimizer: Rule, batchSize: Int = 32, epochs: Int, validating heldOut: any Collection<Example> = [Example](),
  metrics: [Metric<Model, Example>] = [], seed: UInt64 = 0, on workers: Workers = .inline,
  bounds: Bounds<Model> = .none, fixed: [ParameterReference] = [], constraints: [Constraint] = [],
  plateau: ReduceOnPlateau? = nil, averaging average: IterateAverage? = nil, stopping: EarlyStopping? = nil,
  budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst,
  observers: [TrainingObserver<Model>] = [], checkpointing: Checkpointing<Rule>? = nil,
  resuming checkpoint: TrainingCheckpoint<Rule>? = nil
) async throws(TrainingError) -> TrainingOutcome<Model, Rule> {
  try await Training(
    in: try ParameterSpace(from: model, bounds: bounds, fixed: fixed, constraints: constraints), data: data,
    loss: TrainingLoss(batch: batchLoss), with: optimizer, batchSize: batchSize, epochs: epochs, validating: heldOut,
    metrics: metrics, seed: seed, plateau: plateau, averaging: average, stopping: stopping, budget: budget,
    onFailure: failurePolicy, observers: observers,
    checkpointing: checkpointing, resuming: checkpoint
  )(on: workers)
}

/// Trains a model, in a space of parameters of any shape, by a loss of any make.
///
///     let outcome = try await train(
///       in: try ParameterSpace(from: [0.0, 0]), data: points, loss: TrainingLoss { points in
///         Objective(valueAndGradient: { x in meanSquare(x, points) })
///       }, with: .gradientDescent(learningRate: 0.1), epochs: 50)
///
/// The rest is as for the loss of one example.
///
/// - Parameters:
///   - space: The model to begin with, its bounds, what is held fixed, its constraints.
///   - loss: The loss; see ``TrainingLoss``.
public func train<Model: Sendable, Example: Sendable, Rule: Optimizer>(
  in space: @autoclosure () throws(InvalidArgument) -> ParameterSpace<Model>, data: some Collection<Example>,
  loss: TrainingLoss<Model, Example>, with optimizer: Rule, batchSize: Int = 32, epochs: Int,
  validating heldOut: any Collection<Example> = [Example](), metrics: [Metric<Model, Example>] = [],
  seed: UInt64 = 0, pieces: Int = 8, on workers: Workers = .inline, plateau: ReduceOnPlateau? = nil,
  averaging average: IterateAverage? = nil, stopping: EarlyStopping? = nil,
  budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst,
  observers: [TrainingObserver<Model>] = [], checkpointing: Checkpointing<Rule>? = nil,
  resuming checkpoint: TrainingCheckpoint<Rule>? = nil
) async throws(TrainingError) -> TrainingOutcome<Model, Rule> {
  try await Training(
    in: try space(), data: data, loss: loss, with: optimizer, batchSize: batchSize, epochs: epochs, validating: heldOut,
    metrics: metrics, seed: seed, pieces: pieces, plateau: plateau, averaging: average, stopping: stopping,
    budget: budget, onFailure: failurePolicy,
    observers: observers, checkpointing: checkpointing, resuming: checkpoint
  )(on: workers)
}
