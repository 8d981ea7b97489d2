/// Tells whether a run is so much worse than earlier ones that it is not worth its evaluations.
///
/// It is the median stopping rule: a run is ended if its best value is worse than the median of the best values that the
/// earlier ones had after as many evaluations. Golovin, Solnik, Moitra, Kochanski, Karro & Sculley 2017, Google Vizier: A
/// Service for Black-Box Optimization, doi:10.1145/3097983.3098043. By itself the rule ends half of all runs, some of them
/// on their way to the best minimum. So here it also takes
///
/// - five earlier runs;
/// - half as many evaluations as the median of these runs made;
/// - that the run would not come to the best value of the earlier ones if it gained, from now on, twice what it gained
///   since half of its evaluations.
struct HopelessRun: Sendable {
  static let leastRuns = 5

  private let traces: [ValueTrace]
  private let leastEvaluations: Int
  private let best: Double

  /// - Parameters:
  ///   - traces: The best values of earlier runs.
  ///   - evaluations: How many evaluations each of them made.
  ///   - best: The best value of them all.
  init?(_ traces: [ValueTrace], evaluations: [Int], best: Double) {
    guard traces.count >= Self.leastRuns, best.isFinite else { return nil }
    self.traces = traces
    leastEvaluations = evaluations.sorted()[evaluations.count / 2] / 2
    self.best = best
  }

  /// Whether the run is hopeless whose trace has come to a place.
  func includes(_ trace: ValueTrace, at place: Int) -> Bool {
    guard place >= 4, ValueTrace.evaluations(at: place) >= leastEvaluations else { return false }
    let value = trace.value(at: place)
    let gain = trace.value(at: place - 4) - value
    guard value - 2 * gain > best else { return false }
    let others = traces.map { $0.value(at: place) }.sorted()
    let middle = others.count / 2
    // Of an even number the worse one in the middle.
    return value > others[middle]
  }
}
