/// Why an evaluation was not made. It unwinds through the algorithm from wherever it asked.
public enum Interruption: Error, Sendable {
  /// The budget of evaluations is spent.
  case evaluations
  /// The wall time is spent.
  case time
  /// A value as good as the target has been seen.
  case target
  /// The task was cancelled.
  case cancelled
  /// The start point failed.
  case start(EvaluationFailure)
  /// An evaluation failed under the policy `.rethrow`.
  case failure(EvaluationFailure)
  /// A journal was replayed that belongs to another run: the algorithm asked for other points.
  case journalDiverged
}
