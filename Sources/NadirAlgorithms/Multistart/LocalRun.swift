public import NadirEvaluation

/// A local run that is about to begin.
public struct LocalRunPlan: Sendable {
  /// Its number, from 1.
  public let run: Int
  public let start: [Double]
  /// What is known of the start, if it has been evaluated.
  public let known: KnownPoint?
  /// How many evaluations it may make; `nil` for as many as it likes.
  public let evaluations: Int?
  /// Who looks whether it is to be ended early; `nil` where nobody does.
  public let earlyEnd: EarlyEnd?
}

/// What a local run came to.
public struct LocalRunResult: Sendable {
  public let termination: Termination
  /// The best that it saw, to be minimized; `nil` where all failed.
  public internal(set) var best: KnownPoint?
  public let counts: Counts
  /// Whether no run after it is part of the search, as when it ended with an error.
  public let endsSearch: Bool
  let trace: ValueTrace
  let repeatedRun: Int?

  /// - Parameters:
  ///   - earlyEnd: Who looked at it, as it was in the end.
  ///   - endsSearch: Whether no run after it is part of the search.
  public init(
    termination: Termination, best: KnownPoint?, counts: Counts, earlyEnd: EarlyEnd? = nil, endsSearch: Bool = false
  ) {
    self.termination = termination
    self.best = best
    self.counts = counts
    self.endsSearch = endsSearch
    trace = earlyEnd?.trace ?? ValueTrace()
    repeatedRun = earlyEnd?.repeatedRun
  }
}

extension BasinMap {
  /// Takes note of a run, if it came to a minimum or was ended on its way to one.
  mutating func add(_ run: Int, _ result: LocalRunResult) {
    guard let best = result.best else { return }
    switch result.termination {
    // A point as good as the target need be no minimum.
    case .converged(.target): break
    case .converged: add(run, at: best.point, best.value)
    case .stopped(.repeated):
      if let other = result.repeatedRun { add(run, at: best.point, best.value, repeating: other) }
    case .stopped, .failed: break
    }
  }
}
