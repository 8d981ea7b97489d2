internal import NadirEvaluation

extension Replica {
  /// Why the point under evaluation failed when the process ended.
  func failure(_ ending: ChildProcess.Ending?, within limit: Duration?) -> EvaluationFailure {
    if verdict == .slow, let limit {
      return EvaluationFailure(.timedOut, "the evaluation took longer than its time limit of \(limit)", errors: errors)
    }
    return EvaluationFailure(.workerDied, "the process \(Self.text(ending))", errors: errors)
  }

  /// Why the process never evaluated.
  func startFailure(
    _ ending: ChildProcess.Ending?, instead arrival: Arrival, within limit: Duration
  ) -> EvaluationFailure {
    let event = verdict == .late ? "did not come in \(limit)" : Self.text(ending)
    return EvaluationFailure(
      .unavailable,
      """
      a process that runs this program again \(event) instead of coming to '.processes' at \(arrival.place) for the \
      \(arrival.ordinal) time: what runs before has to lead there in every process, in the same order; \
      '.processes(…, named: "…")' tells runs apart that come in no order
      """, errors: errors)
  }

  /// How it ended, in words that follow "the process".
  static func text(_ ending: ChildProcess.Ending?) -> String { ending?.description ?? "ended" }
}
