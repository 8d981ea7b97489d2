/// Looks at a local run after each of its iterations, and says whether it is ended early.
///
/// What it says depends on the run itself and on runs that had ended before it was planned, and so never on timing.
public struct EarlyEnd: Sendable {
  private var repeated: RepeatedRun
  private let hopeless: HopelessRun?
  private var best: Double
  private(set) var trace = ValueTrace()
  /// The run that had come to the minimum which this one was going to.
  private(set) var repeatedRun: Int?

  init(_ repeated: RepeatedRun, _ hopeless: HopelessRun?, startValue: Double) {
    self.repeated = repeated
    self.hopeless = hopeless
    best = startValue
  }

  /// Why the run is to end; `nil` where it goes on.
  ///
  /// - Parameters:
  ///   - current: Where the method stands, and its value there, to be minimized.
  ///   - best: The best value that the run has seen, to be minimized.
  ///   - evaluations: How many it has made.
  public mutating func reason(
    at current: (point: [Double], value: Double), best: Double, evaluations: Int
  ) -> Stop? {
    let passed = trace.note(best, after: evaluations, before: self.best)
    self.best = best
    if let run = repeated.look(at: current.point, current.value) {
      repeatedRun = run
      return .repeated
    }
    guard passed > 0, let hopeless, hopeless.includes(trace, at: trace.values.count - 1) else { return nil }
    return .hopeless
  }
}
