/// What a run has seen and spent: counts, the best point, the history, the time.
///
/// Every evaluation is entered here, at the place where its value comes back, and leaves with the value that the
/// algorithm is to see.
struct Ledger {
  let sign: Double
  /// The budget of evaluations; 0 until the first question, where the answer to it is known, so that functions that cost
  /// nanoseconds pay for both with one comparison.
  private(set) var maximumEvaluations: Int
  let target: Double
  let policy: FailurePolicy
  let keepsHistory: Bool

  var counts = Counts()
  /// The best point, as free coordinates; empty until there is one.
  var bestPoint: [Double] = []
  /// Its value, to be minimized; +∞ until there is one.
  var bestValue = Double.infinity
  /// Its gradient, to be minimized along, where it is known.
  var bestGradient: [Double]?
  /// Its terms, in the user's own direction, where they were asked for.
  var bestTerms: Terms?
  /// The terms and their derivatives at the best point where those are known: it, or one a difference step away.
  var linearization: Linearization?
  /// Why the first evaluation failed that did.
  var firstFailure: String?
  var history: History
  var stopwatch: Stopwatch
  /// What is known where the run begins, until the first question.
  private var known: KnownPoint?
  private let budgetedEvaluations: Int

  init(
    dimension: Int, direction: Direction, budget: Budget, policy: FailurePolicy, keepsHistory: Bool,
    historyCapacity: Int? = nil, stopwatch: Stopwatch, known: KnownPoint? = nil
  ) {
    sign = direction.sign
    budgetedEvaluations = budget.evaluations ?? .max
    maximumEvaluations = known == nil ? budgetedEvaluations : 0
    self.known = known
    target = budget.target.map { direction.sign * $0 } ?? -.infinity
    self.policy = policy
    self.keepsHistory = keepsHistory
    self.stopwatch = stopwatch
    history = History(dimension: dimension, capacity: historyCapacity)
    if let known {
      bestPoint = known.point
      bestValue = known.value
      bestTerms = known.terms
    }
  }

  /// Begins a round, if there is anything left to spend.
  mutating func beginRound() throws(Interruption) {
    try checkBudget()
    counts.rounds &+= 1
  }

  @inline(__always)
  mutating func checkBudget() throws(Interruption) {
    if counts.evaluations >= maximumEvaluations { try passLimit() }
  }

  @inline(never)
  private mutating func passLimit() throws(Interruption) {
    forgetKnown()
    guard counts.evaluations < maximumEvaluations else { throw .evaluations }
  }

  /// Whether the answer to the next question may be known, or nothing is left to spend.
  var isAtLimit: Bool { counts.evaluations >= maximumEvaluations }

  /// What is known at x, once and only for the first question.
  mutating func takeKnown(at x: [Double], for demand: Demand) -> KnownPoint? {
    guard let first = known else { return nil }
    guard first.point == x, first.answers(demand) else {
      forgetKnown()
      return nil
    }
    known = nil
    maximumEvaluations = budgetedEvaluations
    return first
  }

  /// Goes on to a first question whose answer is not known, such as one about derivatives: it will have an answer of its
  /// own, and all that belongs to the best point with it.
  private mutating func forgetKnown() {
    guard known != nil else { return }
    known = nil
    maximumEvaluations = budgetedEvaluations
    bestPoint = []
    bestValue = .infinity
    bestTerms = nil
  }

  /// Takes note of a value and hands it out, turned so that it is to be minimized.
  ///
  /// - Parameter span: When it was evaluated, on the clock of the run, and by whom; `nil` for a function that was called
  ///   right here.
  @inline(__always)
  mutating func record(
    _ raw: Double, at x: [Double], as kind: History.Kind, during span: EvaluationSpan? = nil
  ) throws(Interruption) -> Double {
    let value = sign * raw
    guard value.isFinite else {
      return try record(EvaluationFailure(.notFinite, "the value is \(raw)"), at: x, as: kind, during: span)
    }
    counts.evaluations &+= 1
    let before = stopwatch.seconds
    let isOver = stopwatch.tick()
    let isBest = value < bestValue
    if isBest { keepBest(x, value) }
    if keepsHistory, isBest || history.keeps(counts.evaluations) {
      let record = History.Record(
        value: raw, during: span ?? EvaluationSpan(start: before, end: stopwatch.seconds, worker: 0),
        evaluation: counts.evaluations, round: counts.rounds, kind: kind, failed: false, isBest: isBest)
      history.append(record, at: x)
    }
    if value <= target { throw .target }
    if isOver { throw stopwatch.interruption }
    return value
  }

  /// Takes note of a failure and hands out the value that the policy gives it.
  mutating func record(
    _ failure: EvaluationFailure, at x: [Double], as kind: History.Kind, during span: EvaluationSpan? = nil
  ) throws(Interruption) -> Double {
    counts.evaluations += 1
    counts.failures += 1
    if firstFailure == nil { firstFailure = failure.message }
    let before = stopwatch.seconds
    let isOver = stopwatch.tick()
    if keepsHistory {
      let record = History.Record(
        value: .nan, during: span ?? EvaluationSpan(start: before, end: stopwatch.seconds, worker: 0),
        evaluation: counts.evaluations, round: counts.rounds, kind: kind, failed: true, isBest: false)
      history.append(record, at: x, message: failure.message)
    }
    // Where the best point is known before, the first evaluation is not that of the start.
    if counts.evaluations == 1, bestValue == .infinity { throw .start(failure) }
    if isOver { throw stopwatch.interruption }
    switch policy {
    case .worst: return .infinity
    case .penalty(let value): return sign * value
    case .rethrow: throw .failure(failure)
    }
  }

  private mutating func keepBest(_ x: [Double], _ value: Double) {
    bestValue = value
    // To look is cheaper than to let go of nothing.
    if bestGradient != nil { bestGradient = nil }
    if bestTerms != nil { bestTerms = nil }
    // Copied element by element: an array that were retained here would be copied by the algorithm that reuses it.
    if bestPoint.count == x.count {
      bestPoint.withUnsafeMutableBufferPointer { best in
        for i in best.indices { best[i] = x[i] }
      }
    } else {
      bestPoint = x.map { $0 }
    }
  }
}
