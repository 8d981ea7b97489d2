/// The one thing an algorithm may ask.
///
/// It sends points to where they are evaluated and brings the values straight back to the line that asked. On the way
/// it counts, keeps the best point and the history, applies the failure policy, makes gradients from differences where
/// none are given, and ends the run when the budget is spent. All values that it hands out are to be minimized.
///
/// A plain synchronous function is called right here, without a suspension, an allocation or a copy: for functions that
/// cost nanoseconds this is most of the cost of a run. Everything else goes through ``Evaluator/evaluate(_:for:)``.
public final class Oracle {
  /// The box that every point asked for must lie in.
  public let box: Box
  /// What the objective itself provides; gradients beyond it are made from differences.
  public let provides: Demand

  @usableFromInline let plain: (([Double]) throws -> Double)?
  let plainWithGradient: (([Double]) throws -> Evaluation<[Double]>)?
  @usableFromInline let sign: Double
  @usableFromInline let maximumEvaluations: Int
  @usableFromInline let target: Double
  @usableFromInline let policy: FailurePolicy
  @usableFromInline let keepsHistory: Bool
  let evaluator: any Evaluator
  let differences: any DifferenceScheme
  let timeLimit: Duration?
  let elapsed: () -> Duration

  @usableFromInline var tally = Counts()
  /// The best point seen, as free coordinates; empty until there is one.
  public internal(set) var bestPoint: [Double] = []
  /// Its value, to be minimized; +∞ until there is one.
  @usableFromInline var bestValue = Double.infinity
  @usableFromInline var recorded: History
  /// The gradient at the best point, where it is known.
  public internal(set) var bestGradient: [Double]?
  var journal: Journal?
  /// Whether the algorithm has its first state.
  var hasStarted = false

  // The clock is read about every 100 µs of a cheap plain function, at every evaluation of a slow one, and at the end
  // of every round where evaluations happen elsewhere.
  @usableFromInline var untilReading = 1
  @usableFromInline var seconds = 0.0
  var readingInterval = 1

  /// - Parameters:
  ///   - evaluator: Where batches are evaluated.
  ///   - provides: The quantities that the evaluator can give.
  ///   - plain: The value function itself, where it may be called right here.
  ///   - plainWithGradient: The function for value and gradient itself, where it may be called right here.
  ///   - box: The box of the free coordinates.
  ///   - direction: Whether the user's values are minimized or maximized.
  ///   - budget: What may be spent; iterations are not the oracle's concern.
  ///   - policy: What becomes of failures.
  ///   - differences: The scheme for gradients that are not provided.
  ///   - keepsHistory: Whether evaluations are recorded.
  ///   - journal: A journal to replay and to continue; `nil` keeps none.
  ///   - elapsed: The wall time since the start.
  public init(
    evaluator: any Evaluator, provides: Demand, plain: (([Double]) throws -> Double)? = nil,
    plainWithGradient: (([Double]) throws -> Evaluation<[Double]>)? = nil, box: Box,
    direction: Direction = .minimize, budget: Budget = .unlimited, policy: FailurePolicy = .worst,
    differences: any DifferenceScheme, keepsHistory: Bool = true, journal: Journal? = nil,
    elapsed: @escaping () -> Duration
  ) {
    self.evaluator = evaluator
    self.provides = provides
    self.plain = journal == nil ? plain : nil
    self.plainWithGradient = journal == nil ? plainWithGradient : nil
    self.box = box
    self.policy = policy
    self.differences = differences
    self.keepsHistory = keepsHistory
    self.journal = journal
    self.elapsed = elapsed
    sign = direction.sign
    maximumEvaluations = budget.evaluations ?? .max
    target = budget.target.map { direction.sign * $0 } ?? -.infinity
    timeLimit = budget.time
    recorded = History(dimension: box.dimension)
    if self.plain == nil, self.plainWithGradient == nil { untilReading = .max }
  }

  /// What has been spent so far.
  public var counts: Counts { tally }

  /// The wall time since the start, in seconds.
  public var secondsElapsed: Double { elapsed() / .seconds(1) }

  /// What was evaluated.
  public var history: History { recorded }

  /// The best value seen, in the user's own direction; `nil` until an evaluation has succeeded.
  public var best: Double? { bestValue < .infinity ? sign * bestValue : nil }

  /// The value at x, to be minimized; what the failure policy says when the evaluation fails.
  @inlinable
  public func value(at x: [Double]) async throws(Interruption) -> Double {
    guard let plain else { return try await values(at: PointBatch([x]))[0] }
    guard tally.evaluations < maximumEvaluations else { throw .evaluations }
    tally.rounds &+= 1
    let value: Double
    do {
      value = try plain(x)
    } catch {
      return try record(EvaluationFailure(thrown: error), at: x, as: .value)
    }
    return try record(value, at: x, as: .value)
  }

  /// The values at all points of a batch, evaluated together: one round.
  public func values(at points: PointBatch) async throws(Interruption) -> [Double] {
    try await results(at: points, for: .value, as: { _ in .value }).map(\.value)
  }

  /// Ends the start or an iteration: what was evaluated before is now part of the algorithm's state.
  public func commit() {
    if hasStarted { tally.iterations += 1 } else { hasStarted = true }
    journal?.removeAll()
  }

  // MARK: Recording

  /// Takes note of a value and hands it out, turned so that it is to be minimized.
  @inlinable
  func record(_ raw: Double, at x: [Double], as kind: History.Kind) throws(Interruption) -> Double {
    let value = sign * raw
    guard value.isFinite else {
      return try record(EvaluationFailure(.notFinite, "the value is \(raw)"), at: x, as: kind)
    }
    tally.evaluations &+= 1
    untilReading &-= 1
    if untilReading == 0 { try readClock() }
    let isBest = value < bestValue
    if isBest { keepBest(x, value) }
    if keepsHistory {
      let record = History.Record(
        value: raw, seconds: seconds, evaluation: tally.evaluations, round: tally.rounds, kind: kind, failed: false)
      recorded.append(record, at: x, isBest: isBest)
    }
    if value <= target { throw .target }
    return value
  }

  @usableFromInline
  func keepBest(_ x: [Double], _ value: Double) {
    bestValue = value
    bestGradient = nil
    // Copied element by element: an array that is retained here would be copied by the algorithm that reuses it.
    if bestPoint.count == x.count {
      for i in x.indices { bestPoint[i] = x[i] }
    } else {
      bestPoint = x.map { $0 }
    }
  }

  /// Takes note of a failure and hands out the value that the policy gives it.
  @usableFromInline
  func record(_ failure: EvaluationFailure, at x: [Double], as kind: History.Kind) throws(Interruption) -> Double {
    tally.evaluations += 1
    tally.failures += 1
    untilReading -= 1
    if untilReading == 0 { try readClock() }
    if keepsHistory {
      recorded.failureMessages[tally.evaluations] = failure.message
      let record = History.Record(
        value: .nan, seconds: seconds, evaluation: tally.evaluations, round: tally.rounds, kind: kind, failed: true)
      recorded.append(record, at: x, isBest: false)
    }
    if tally.evaluations == 1 { throw .start(failure) }
    switch policy {
    case .worst: return .infinity
    case .penalty(let value): return sign * value
    case .rethrow: throw .failure(failure)
    }
  }

  /// Reads the clock, sets the time of the next reading, and ends the run when its time is over.
  @usableFromInline
  func readClock() throws(Interruption) {
    let now = elapsed() / .seconds(1)
    let perEvaluation = (now - seconds) / Double(readingInterval)
    let wanted = perEvaluation > 0 ? 1e-4 / perEvaluation : .infinity
    readingInterval = Int(max(1, min(wanted, Double(2 * readingInterval), 64)))
    untilReading = readingInterval
    seconds = now
    if let timeLimit, now >= timeLimit / .seconds(1) { throw .time }
  }
}
