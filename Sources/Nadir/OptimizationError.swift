public import NadirEvaluation

/// Why there is no outcome.
public enum OptimizationError: Error, Sendable, CustomStringConvertible {
  /// An argument cannot be worked with; nothing was evaluated.
  case invalid(InvalidArgument)
  /// The objective failed at the start point.
  case startFailed(EvaluationFailure)
  /// An evaluation failed under ``FailurePolicy/rethrow``. The best point until then comes with it, by path.
  case evaluationFailed(EvaluationFailure, best: [String: Double], value: Double, counts: Counts)
  /// The journal that the run was to resume from belongs to another run.
  case journalDiverged

  public var description: String {
    switch self {
    case .invalid(let argument):
      argument.description
    case .startFailed(let failure):
      "the objective failed at the start point: \(failure)"
    case .evaluationFailed(let failure, _, let value, let counts):
      "evaluation \(counts.evaluations) failed: \(failure) (the best value until then is \(value))"
    case .journalDiverged:
      "the run to resume asked for other points than this one: algorithm, options, start or bounds have changed"
    }
  }

  /// The failed evaluation behind the error, if there is one.
  public var failure: EvaluationFailure? {
    switch self {
    case .startFailed(let failure), .evaluationFailed(let failure, _, _, _): failure
    case .invalid, .journalDiverged: nil
    }
  }
}
