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

  @usableFromInline let isPlain: Bool
  /// The plain functions; without one it is never called. They are no optionals, because unwrapping would retain them.
  let plain: ([Double]) throws -> Double
  @usableFromInline let isPlainWithGradient: Bool
  let plainWithGradient: ([Double]) throws -> Evaluation<[Double]>
  let evaluator: any Evaluator
  let differences: any DifferenceScheme
  let finishesBatches: Bool
  let timeLimit: Duration?
  let elapsed: () -> Duration
  /// Behind a pointer, because the exclusivity checks on a class's own variables would cost more than the entries.
  let ledger: UnsafeMutablePointer<Ledger>
  /// What the run resumes from if it is cut; `nil` when nobody wants to know.
  private(set) var committed: Checkpoint?
  let keepsJournal: Bool
  var journal = Journal()
  /// Whether the algorithm has its first state.
  var hasStarted = false

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
  ///   - historyCapacity: The capacity of the history; see ``History/init(dimension:capacity:)``.
  ///   - known: The point where the algorithm begins, if it has been evaluated: the first question is answered with it, which
  ///     is neither an evaluation nor, if it is about no other points, a round.
  ///   - finishesBatches: Whether a batch is evaluated to its end although its first point, the start, has failed. Where the
  ///     points of a batch are evaluated together it is so in any case, and of many runs one may end like that.
  ///   - checkpoint: What to resume from, and a wish to have ``checkpoint`` later; `nil` keeps no journal.
  ///   - elapsed: The wall time since the start.
  public init(
    evaluator: any Evaluator, provides: Demand, plain: (([Double]) throws -> Double)? = nil,
    plainWithGradient: (([Double]) throws -> Evaluation<[Double]>)? = nil, box: Box,
    direction: Direction = .minimize, budget: Budget = .unlimited, policy: FailurePolicy = .worst,
    differences: any DifferenceScheme, keepsHistory: Bool = true, historyCapacity: Int? = nil,
    known: KnownPoint? = nil, finishesBatches: Bool = false, checkpoint: Checkpoint? = nil,
    elapsed: @escaping () -> Duration
  ) {
    self.evaluator = evaluator
    self.provides = provides
    self.plain = plain ?? { _ in .nan }
    isPlain = plain != nil && checkpoint == nil
    self.plainWithGradient = plainWithGradient ?? { _ in Evaluation(value: .nan) }
    isPlainWithGradient = plainWithGradient != nil && checkpoint == nil
    self.finishesBatches = finishesBatches
    self.box = box
    self.differences = differences
    keepsJournal = checkpoint != nil
    committed = checkpoint
    self.elapsed = elapsed
    timeLimit = budget.time
    let stopwatch = Stopwatch(
      limit: budget.time, readsAtTicks: isPlain || isPlainWithGradient, elapsed: elapsed)
    ledger = .allocate(capacity: 1)
    ledger.initialize(
      to: Ledger(
        dimension: box.dimension, direction: direction, budget: budget, policy: policy, keepsHistory: keepsHistory,
        historyCapacity: historyCapacity, stopwatch: stopwatch, known: known))
    if let checkpoint {
      ledger.pointee.counts = checkpoint.counts
      ledger.pointee.bestPoint = checkpoint.bestPoint
      ledger.pointee.bestValue = Double(bitPattern: checkpoint.bestValue)
      ledger.pointee.bestGradient = checkpoint.bestGradient
      ledger.pointee.bestTerms = checkpoint.bestTerms
      ledger.pointee.linearization = checkpoint.linearization
      hasStarted = checkpoint.hasStarted
      journal = checkpoint.journal
    }
  }

  deinit {
    ledger.deinitialize(count: 1)
    ledger.deallocate()
  }

  /// What has been spent so far.
  public var counts: Counts { ledger.pointee.counts }

  /// The best value seen, in the user's own direction; `nil` until an evaluation has succeeded.
  public var bestValue: Double? {
    ledger.pointee.bestValue < .infinity ? ledger.pointee.sign * ledger.pointee.bestValue : nil
  }

  /// The best point seen, as free coordinates; empty until there is one.
  public var bestPoint: [Double] { ledger.pointee.bestPoint }

  /// The gradient at the best point, in the user's own direction, where it is known.
  public var bestGradient: [Double]? {
    let sign = ledger.pointee.sign
    return ledger.pointee.bestGradient.map { gradient in gradient.map { sign * $0 } }
  }

  /// The terms at the best point, without derivatives; `nil` where the value alone was asked for.
  public var bestTerms: Terms? { ledger.pointee.bestTerms }

  /// The terms and their derivatives at the best point where those are known, which may be a difference step away from the
  /// best of all.
  public var linearization: Linearization? { ledger.pointee.linearization }

  /// What was evaluated.
  public var history: History { ledger.pointee.history }

  /// The wall time since the start, in seconds.
  public var secondsElapsed: Double { elapsed().inSeconds }

  /// The value at x, to be minimized; what the failure policy says when the evaluation fails.
  @inlinable
  @inline(__always)
  public func value(at x: [Double]) async throws(Interruption) -> Double {
    if isPlain { return try plainValue(at: x) }
    return try await askedValue(at: x)
  }

  @usableFromInline
  func askedValue(at x: [Double]) async throws(Interruption) -> Double {
    try await results(at: PointBatch(point: x), for: valueDemand, as: { _ in .value })[0].value
  }

  @usableFromInline
  func plainValue(at x: [Double]) throws(Interruption) -> Double {
    if ledger.pointee.isAtLimit { return try plainValueAtLimit(x) }
    ledger.pointee.counts.rounds &+= 1
    return try plainEvaluation(at: x, as: .value)
  }

  @inline(never)
  private func plainValueAtLimit(_ x: [Double]) throws(Interruption) -> Double {
    if let known = ledger.pointee.takeKnown(at: x, for: .value) { return known.value }
    try ledger.pointee.beginRound()
    return try plainEvaluation(at: x, as: .value)
  }

  /// Calls the plain function and takes note of what it gives.
  @inline(__always)
  func plainEvaluation(at x: [Double], as kind: History.Kind) throws(Interruption) -> Double {
    let value: Double
    do {
      value = try plain(x)
    } catch {
      return try ledger.pointee.record(EvaluationFailure(thrown: error), at: x, as: kind)
    }
    return try ledger.pointee.record(value, at: x, as: kind)
  }

  /// The values at all points of a batch, evaluated together: one round.
  ///
  /// - Parameter first: The index from which on points only explore: they are sampled to learn about the function, as the
  ///   vertices of a first simplex are, and the history calls them so. Unless given, all points are proposed as better.
  public func values(
    at points: PointBatch, exploringFrom first: Int = .max
  ) async throws(Interruption) -> [Double] {
    if isPlain { return try plainValues(at: points, as: { $0 < first ? .value : .exploration }) }
    return try await results(at: points, for: valueDemand, as: { $0 < first ? .value : .exploration }).map(\.value)
  }

  /// What to ask for where a value is wanted: the value, or the terms that it is the sum of.
  var valueDemand: Demand { sumOfTerms.map { [.value, $0.demand] } ?? .value }

  /// The terms that the value has to be made of, where the objective gives none itself.
  var sumOfTerms: Terms.Kind? {
    if provides.contains(.value) { return nil }
    if provides.contains(.residuals) { return .residuals }
    return provides.contains(.contributions) ? .contributions : nil
  }

  /// Ends the start or an iteration: what was evaluated before is now part of the algorithm's state.
  public func commit() {
    if hasStarted { ledger.pointee.counts.iterations += 1 } else { hasStarted = true }
    if keepsJournal { forgetJournal() }
  }

  private func forgetJournal() {
    journal.removeAll()
    var checkpoint = Checkpoint()
    checkpoint.counts = ledger.pointee.counts
    checkpoint.bestPoint = ledger.pointee.bestPoint
    checkpoint.bestValue = ledger.pointee.bestValue.bitPattern
    checkpoint.bestGradient = ledger.pointee.bestGradient
    checkpoint.bestTerms = ledger.pointee.bestTerms
    checkpoint.linearization = ledger.pointee.linearization
    checkpoint.hasStarted = true
    committed = checkpoint
  }

  /// What another oracle resumes from, together with the algorithm's last complete state; `nil` when this one was not
  /// begun with a checkpoint.
  public var checkpoint: Checkpoint? {
    guard var checkpoint = committed else { return nil }
    checkpoint.journal = journal.rewound
    return checkpoint
  }
}
