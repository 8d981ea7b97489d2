import NadirAlgorithms
import NadirEvaluation

/// Runs local runs that were planned: what all of them have in common.
struct LocalRunner: Sendable {
  let flat: FlatRun
  let algorithm: any Algorithm
  let means: FlatRun.Means
  /// Told after each iteration, with the oracle of the run and its number.
  let watch: (@Sendable (Oracle, Int) -> Watch)?
  /// Of the history of each run.
  let capacity: Int
  /// The wall time since the start of the search.
  let elapsed: @Sendable () -> Duration

  /// What a run came to.
  struct Report: Sendable {
    let run: Int
    let start: [Double]
    let result: LocalRunResult
    let ending: FlatRun.Ending
  }

  func callAsFunction(_ plan: LocalRunPlan) async -> Report {
    let oracle = flat.oracle(
      with: means, evaluations: plan.evaluations, historyCapacity: capacity, knowing: plan.known, isOneOfMany: true,
      elapsed: elapsed)
    let told = watch?(oracle, plan.run)
    let sign = flat.direction.sign
    var earlyEnd = plan.earlyEnd
    let look: Watch = { current, isNewBest in
      // Those who watch are told of the iteration in any case.
      if let stop = told?(current, isNewBest) { return stop }
      return earlyEnd?.reason(
        at: current, best: oracle.bestValue.map { sign * $0 } ?? .infinity, evaluations: oracle.counts.evaluations)
    }
    let isWatched = told != nil || earlyEnd != nil
    let ended = await flat.drive(algorithm, from: plan.start, asking: oracle, isWatched ? look : nil)
    let ending = FlatRun.Ending(ended, oracle, run: plan.run)
    let result = LocalRunResult(
      termination: Self.termination(ended), best: oracle.bestKnown, counts: oracle.counts, earlyEnd: earlyEnd,
      endsSearch: endsSearch(ended))
    return Report(run: plan.run, start: plan.start, result: result, ending: ending)
  }

  /// Why a local run ended, in words that stand in outcomes.
  private static func termination(_ ended: Result<Termination, Interruption>) -> Termination {
    switch ended {
    case .success(let termination): termination
    case .failure(.evaluations): .stopped(.evaluations)
    case .failure(.time): .stopped(.time)
    case .failure(.target): .converged(.target)
    case .failure(.cancelled): .stopped(.cancelled)
    case .failure(.start): .failed(.start)
    case .failure(.failure), .failure(.journalDiverged): .failed(.noModel)
    }
  }

  /// Whether it ended with an error: under the policy `rethrow`, the first failure.
  private func endsSearch(_ ended: Result<Termination, Interruption>) -> Bool {
    switch ended {
    case .failure(.failure), .failure(.journalDiverged): true
    case .failure(.start): flat.failurePolicy == .rethrow
    case .failure(.evaluations), .failure(.time), .failure(.target), .failure(.cancelled), .success: false
    }
  }
}
