public import NadirEvaluation

/// Why there is no outcome of a training.
public enum TrainingError: Error, Sendable, CustomStringConvertible {
  /// An argument cannot be worked with; nothing was evaluated.
  case invalid(InvalidArgument)
  /// Every batch of the first epoch failed, the first of them by this.
  case startFailed(EvaluationFailure)
  /// An evaluation failed under ``FailurePolicy/rethrow``, in this epoch and batch, both from 1; the batch after the last one
  /// is the examples that are held out.
  case evaluationFailed(EvaluationFailure, epoch: Int, batch: Int)
  /// What was to be done with a checkpoint threw an error.
  case checkpointFailed(any Error)

  public var description: String {
    switch self {
    case .invalid(let argument): argument.description
    case .startFailed(let failure): "every batch of the first epoch failed: \(failure)"
    case .evaluationFailed(let failure, let epoch, let batch): "batch \(batch) of epoch \(epoch) failed: \(failure)"
    case .checkpointFailed(let error): "a checkpoint could not be kept: \(error)"
    }
  }

  /// The failed evaluation behind the error, if there is one.
  public var failure: EvaluationFailure? {
    switch self {
    case .startFailed(let failure), .evaluationFailed(let failure, _, _): failure
    case .invalid, .checkpointFailed: nil
    }
  }
}
