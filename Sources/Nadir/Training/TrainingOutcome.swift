public import NadirAlgorithms
public import NadirEvaluation
import NadirParameters

/// What a training came to: the model of its best epoch, why it ended, and what it cost.
public struct TrainingOutcome<Model: Sendable, Rule: Optimizer>: Sendable {
  let space: ParameterSpace<Model>
  /// The coordinates of the last model.
  let lastPoint: [Double]
  public let termination: TrainingTermination
  /// Where it ended, to go on from with more epochs.
  public let checkpoint: TrainingCheckpoint<Rule>
  /// Why the last checkpoint is not in the file that it was to be kept in; `nil` where it is, or there is no such file.
  public let savingFailure: String?
  /// How many parts of a batch could be evaluated at the same time.
  public let workers: Int

  /// The model of the epoch with the smallest loss that is monitored: that of the examples that are held out, and where
  /// there are none, that of the training. The last one where no epoch ended with a finite loss.
  public var best: Model { space.shown(at: checkpoint.best?.point ?? lastPoint) }

  /// The model after the last step.
  public var last: Model { space.shown(at: lastPoint) }

  /// The loss that is monitored of the best epoch; NaN where no epoch ended with a finite loss.
  public var loss: Double { checkpoint.best?.loss ?? .nan }

  /// The best epoch.
  public var bestEpoch: TrainingEpoch? {
    history.epochs.last { $0.number == checkpoint.best?.epoch }
  }

  public var history: TrainingHistory { checkpoint.history }

  public var counts: TrainingCounts { checkpoint.counts }

  /// The wall time of the training, what was before a resumption included, in seconds.
  public var seconds: Double { checkpoint.seconds }

  /// The optimizer after the last step.
  public var optimizer: Rule { checkpoint.optimizer }

  /// The first failure of the last epoch that had one, of a batch or of the examples that are held out; `nil` where none
  /// failed.
  public var failure: EvaluationFailure? { (checkpoint.sums.failure ?? checkpoint.failure)?.failure }

  /// Whether it ended by itself, and with a finite loss.
  public var success: Bool {
    switch termination {
    case .completed, .reachedTarget, .stoppedEarly: loss.isFinite
    case .stopped, .failed: false
    }
  }
}

extension TrainingOutcome: CustomStringConvertible {
  public var description: String {
    let counts = counts
    let place = checkpoint.best.map { " in epoch \($0.epoch)" } ?? ""
    var lines = ["loss \(loss)\(place)  (\(Rule.traits.name); \(termination))"]
    if let best = bestEpoch {
      let heldOut = best.validationLoss == nil ? [] : ["training loss \(best.trainingLoss)"]
      let metrics = best.metrics.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      if !(heldOut + metrics).isEmpty { lines.append((heldOut + metrics).joined(separator: ", ")) }
    }
    lines.append(
      "\(counted(counts.epochs, "epoch")), \(counted(counts.steps, "step")), \(counted(counts.evaluations, "evaluation")) of examples"
        + (counts.failures > 0 ? ", \(counted(counts.failures, "failure"))" : "")
        + ", \(seconds.timeText)")
    if let failure { lines.append("a failure: \(failure)") }
    if let savingFailure { lines.append("not saved: \(savingFailure)") }
    return lines.joined(separator: "\n")
  }
}
