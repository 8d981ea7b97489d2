internal import NadirEvaluation

/// Makes an attempt, and where the program failed, so many others at most, until one has an answer or the task is
/// cancelled.
func repeating<Value>(
  _ retries: Int, _ attempt: () async -> Result<Value, EvaluationFailure>
) async -> Result<Value, EvaluationFailure> {
  var result = await attempt()
  var left = retries
  while left > 0, case .failure(let failure) = result, failure.isWorthRetrying {
    left -= 1
    result = Task.isCancelled ? .failure(.cancelled) : await attempt()
  }
  return result
}

extension EvaluationFailure {
  /// Whether the program, rather than the objective, failed.
  var isWorthRetrying: Bool {
    switch kind {
    case .exited, .timedOut, .unreadable, .unavailable, .workerDied: true
    case .notFinite, .threw, .cancelled: false
    }
  }
}
