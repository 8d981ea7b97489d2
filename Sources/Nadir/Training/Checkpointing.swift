public import NadirAlgorithms

/// When checkpoints of a training are taken, and what becomes of them.
///
///     checkpointing: .everyEpoch { checkpoint in try save(checkpoint) }
///
/// It is called in the training's own task, before the observers. The outcome has the last checkpoint, too.
public struct Checkpointing<Rule: Optimizer>: Sendable {
  /// After every so many batches of an epoch; `nil` for the ends of epochs alone.
  let batches: Int?
  let keep: @Sendable (TrainingCheckpoint<Rule>) throws -> Void
  /// The path of the file that they are kept in, and from which the training goes on.
  var path: String?

  /// After every epoch.
  ///
  /// - Parameter keep: What becomes of the checkpoint; an error that it throws ends the training with
  ///   ``TrainingError/checkpointFailed(_:)``.
  public static func everyEpoch(
    _ keep: @escaping @Sendable (TrainingCheckpoint<Rule>) throws -> Void
  ) -> Checkpointing {
    Checkpointing(batches: nil, keep: keep)
  }

  /// After every epoch, and after the batches of it whose number this divides.
  public static func every(
    batches: Int, _ keep: @escaping @Sendable (TrainingCheckpoint<Rule>) throws -> Void
  ) -> Checkpointing {
    Checkpointing(batches: batches, keep: keep)
  }

  /// In a file, from which the training goes on where it was cut.
  ///
  ///     let outcome = try await train(model, …, epochs: 100, checkpointing: .file("iris.training.json"))
  ///
  /// If the file is there, the training goes on from it, to the same bits as if it had never been cut; else it begins, and
  /// the file is made. A training that had ended goes on if there are more epochs now, and else comes to the same outcome
  /// without any evaluation. The file is written after every epoch, from the hundredth time on once a second at most, and
  /// when the training ends, also when its task is cancelled. It is at every moment as it was or complete.
  ///
  /// A file that is damaged, or is of another training, whose optimizer, plateau, average, stopping, parameters, batch size,
  /// pieces, seed or number of examples are others, is refused before the first evaluation, by an error that names it and
  /// what differs. So is a file that cannot be written. The examples, the loss and the model to begin with are not compared.
  /// Where writing fails later, as on a full disk, the training goes on, the next epoch tries again, and
  /// ``TrainingOutcome/savingFailure`` says why in the end the last checkpoint is not in the file.
  ///
  /// - Parameters:
  ///   - path: The path of the file.
  ///   - batches: Whether it is also written within an epoch, after the batches whose number this divides.
  public static func file(_ path: String, batches: Int? = nil) -> Checkpointing {
    Checkpointing(batches: batches, keep: { _ in }, path: path)
  }

  func isDue(after batch: Int) -> Bool { batches.map { $0 > 0 && batch.isMultiple(of: $0) } ?? false }
}
