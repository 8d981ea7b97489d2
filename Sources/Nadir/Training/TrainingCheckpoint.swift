public import NadirAlgorithms
import NadirEvaluation

/// All there is to a training between two batches: one that goes on from here comes to the same bits as if it had never
/// been cut.
public struct TrainingCheckpoint<Rule: Optimizer>: Sendable, Codable, Equatable {
  /// What the training that goes on must share with the one that was cut.
  public let setup: TrainingSetup
  /// The free coordinates after the last step, n.
  public internal(set) var point: [Double]
  /// The optimizer with what it remembers.
  public internal(set) var optimizer: Rule
  /// The epoch that is under way, from 1; one more than there are, after the last one.
  public internal(set) var epoch = 1
  /// The batches of it that have been done.
  public internal(set) var batch = 0
  var sums = EpochSums()
  /// The optimizer and the rest as they were given, before the first step.
  let rules: TrainingRules<Rule>
  var plateau: ReduceOnPlateau?
  var average: IterateAverage?
  var stopping: EarlyStopping?
  /// The best epoch, `nil` before the first one has ended.
  public internal(set) var best: BestEpoch?
  public internal(set) var history = TrainingHistory()
  public internal(set) var counts = TrainingCounts()
  /// The wall time until now, in seconds.
  public internal(set) var seconds = 0.0
  /// The first failure of the last epoch that had one.
  var failure: RecordedFailure?
}

/// What decides, beside the model, the data and the loss, to which bits a training comes.
public struct TrainingSetup: Sendable, Codable, Hashable {
  /// What the order of the examples in each epoch is made of.
  public let seed: UInt64
  /// The examples of a batch; the last one of an epoch may be smaller.
  public let batchSize: Int
  /// The largest number of parts of a batch that are evaluated by themselves.
  public let pieces: Int
  /// The number of examples.
  public let examples: Int
  /// The number of those that are held out.
  public let heldOut: Int

  /// The batches of an epoch.
  public var batches: Int { (examples + batchSize - 1) / batchSize }
}

/// The epoch with the smallest loss that is monitored.
public struct BestEpoch: Sendable, Codable, Equatable {
  /// Its number, from 1.
  public let epoch: Int
  /// The free coordinates of the model at its end.
  public let point: [Double]
  public let loss: Double
}

/// What a training has spent.
public struct TrainingCounts: Sendable, Codable, Hashable {
  /// How many times the loss of an example was evaluated, with its gradient or without.
  public internal(set) var evaluations = 0
  /// The batches that had to wait for one another: the length of the critical path.
  public internal(set) var rounds = 0
  public internal(set) var steps = 0
  /// The epochs that have ended.
  public internal(set) var epochs = 0
  /// The batches whose loss or gradient failed, so that there was no step.
  public internal(set) var failures = 0
}

/// What an epoch came to until now.
struct EpochSums: Sendable, Codable, Equatable {
  /// The sum of the loss over the examples of the batches that did not fail, and how many these are.
  var loss = 0.0
  var examples = 0
  /// The sum of the norms of the batches' gradients.
  var gradientNorm = 0.0
  /// The learning rate of the last step, as a schedule had it; `nil` before the first one.
  var learningRate: Double?
  var steps = 0
  var failures = 0
  /// The first failure of the epoch.
  var failure: RecordedFailure?

  var meanLoss: Double { examples > 0 ? loss / Double(examples) : .nan }
  var meanGradientNorm: Double { steps > 0 ? gradientNorm / Double(steps) : .nan }
}

/// A failure in a checkpoint: the same as another one of this kind with these words, whatever error is behind it.
struct RecordedFailure: Sendable, Codable, Equatable {
  let failure: EvaluationFailure

  static func == (one: RecordedFailure, other: RecordedFailure) -> Bool {
    one.failure.kind == other.failure.kind && one.failure.message == other.failure.message
  }
}
