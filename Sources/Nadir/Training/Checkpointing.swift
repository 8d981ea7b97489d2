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

  func isDue(after batch: Int) -> Bool { batches.map { $0 > 0 && batch.isMultiple(of: $0) } ?? false }
}
