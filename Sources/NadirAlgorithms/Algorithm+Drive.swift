public import NadirEvaluation

/// What is told after each iteration: where the method stands, and whether the best value is a new one. It says why the
/// run is to stop; `nil` where it goes on.
public typealias Watch = (_ current: (point: [Double], value: Double), _ isNewBest: Bool) -> Stop?

/// Whether a run goes on, as those say who watch it.
public enum Directive: Sendable, Hashable {
  case proceed, stop
}

extension Algorithm {
  /// Drives the algorithm to its end, with the limit on iterations and the watcher between iterations.
  ///
  /// It is a requirement of the protocol, not only an extension, so that the compiler makes one for each algorithm with
  /// everything known: an iteration of a cheap objective takes no longer than a few calls through a witness table.
  public func drive(
    _ state: inout State?, from x: [Double], asking oracle: Oracle, iterations limit: Int?, watch: Watch?
  ) async throws(Interruption) -> Termination {
    guard !x.isEmpty else {
      _ = try await oracle.value(at: x)
      return .converged(.step)
    }
    let limit = limit ?? .max
    var running: State
    if let state {
      running = state
    } else {
      running = try await start(at: x, asking: oracle)
      oracle.commit()
    }
    // An interruption leaves the state as it was before the iteration.
    defer { state = running }
    while true {
      if oracle.counts.iterations >= limit { return .stopped(.iterations) }
      let bestBefore = watch == nil ? nil : oracle.bestValue
      let progress = try await advance(&running, asking: oracle)
      oracle.commit()
      if let watch, let stop = watch(current(running), oracle.bestValue != bestBefore) { return .stopped(stop) }
      switch progress {
      case .advanced: continue
      case .converged(let test): return .converged(test)
      case .failed(let breakdown): return .failed(breakdown)
      }
    }
  }
}
