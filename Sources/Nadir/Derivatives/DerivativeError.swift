public import NadirEvaluation

/// Why there are no derivatives.
public enum DerivativeError: Error, Sendable, CustomStringConvertible {
  /// An argument cannot be worked with; nothing was evaluated.
  case invalid(InvalidArgument)
  /// The function failed at the point, or at every point that was tried along some coordinate; or the task was
  /// cancelled. What was spent until then comes with it.
  case failed(EvaluationFailure, Counts)

  public var description: String {
    switch self {
    case .invalid(let argument): argument.description
    case .failed(let failure, let counts):
      "no derivatives after \(counts.evaluations) evaluation\(counts.evaluations == 1 ? "" : "s"): \(failure)"
    }
  }
}
