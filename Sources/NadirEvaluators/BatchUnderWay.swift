internal import NadirEvaluation
internal import Synchronization

/// What one point gave.
typealias PointResult = Result<Evaluation<[Double]>, EvaluationFailure>

/// A batch under way: hands its points to whoever evaluates them, in order, and collects what they gave.
///
/// Several lanes, each a thread or a task with a number from 0, take points until none is left. What was never taken is
/// `.cancelled`.
final class BatchUnderWay: Sendable {
  let points: PointBatch
  private let activity: Activity
  private let taken = Atomic(0)
  private let isCancelled = Atomic(false)
  private let begin = ContinuousClock.now
  private let collected: Guarded<(results: [PointResult], spans: [EvaluationSpan])>

  init(_ points: PointBatch, reportingTo activity: Activity) {
    self.points = points
    self.activity = activity
    collected = Guarded(
      (
        [PointResult](repeating: .failure(.cancelled), count: points.count),
        [EvaluationSpan](repeating: EvaluationSpan(start: 0, end: 0), count: points.count)
      ))
  }

  /// What the points gave so far.
  var results: EvaluationBatch {
    collected.withLock { EvaluationBatch($0.results, spans: $0.spans) }
  }

  /// The seconds since the batch was given.
  var seconds: Double { (ContinuousClock.now - begin).inSeconds }

  /// From now on no point is handed out.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// The span of what nobody evaluated.
  var nobody: EvaluationSpan {
    let now = seconds
    return EvaluationSpan(start: now, end: now)
  }

  /// The next points, at most `limit` of them; `nil` when none is left.
  func take(atMost limit: Int) -> Range<Int>? {
    guard !isCancelled.load(ordering: .relaxed) else { return nil }
    let start = taken.add(limit, ordering: .relaxed).oldValue
    guard start < points.count else { return nil }
    return start..<min(start + limit, points.count)
  }

  /// Evaluates the next point in a lane; `false` when none is left.
  func next(in lane: Int, _ evaluate: ([Double]) -> PointResult) -> Bool {
    guard let range = take(atMost: 1) else { return false }
    let start = seconds
    activity.begin()
    let result = evaluate(points[range.lowerBound])
    activity.rest()
    put([result], at: range, during: EvaluationSpan(start: start, end: seconds, worker: lane))
    return true
  }

  /// Evaluates the next point in a lane; `false` when none is left or the task is cancelled.
  func next(in lane: Int, _ evaluate: ([Double]) async -> PointResult) async -> Bool {
    guard !Task.isCancelled, let range = take(atMost: 1) else { return false }
    let start = seconds
    activity.begin()
    let result = await evaluate(points[range.lowerBound])
    activity.rest()
    put([result], at: range, during: EvaluationSpan(start: start, end: seconds, worker: lane))
    return true
  }

  /// Keeps what points gave that were evaluated together.
  func put(_ results: [PointResult], at range: Range<Int>, during span: EvaluationSpan) {
    collected.withLock { collected in
      for (i, result) in zip(range, results) {
        collected.results[i] = result
        collected.spans[i] = span
      }
    }
    activity.finish(range.count)
  }
}

/// Runs `lane` as `count` tasks at the same time, numbered from 0, one of which is the calling task itself, and returns
/// when all have ended.
func inLanes(_ count: Int, _ lane: @escaping @Sendable (Int) async -> Void) async {
  guard count > 1 else { return await lane(0) }
  await withDiscardingTaskGroup { group in
    for i in 1..<count { group.addTask { await lane(i) } }
    await lane(0)
  }
}

extension EvaluationBatch {
  /// What a batch of one point gives that is evaluated right here, without what is needed where several take part.
  init(
    evaluating points: PointBatch, as worker: Int, reportingTo activity: Activity, _ evaluate: ([Double]) -> PointResult
  ) {
    guard !Task.isCancelled else {
      self.init([.failure(.cancelled)], spans: [EvaluationSpan(start: 0, end: 0)])
      return
    }
    activity.begin()
    let begin = ContinuousClock.now
    let result = evaluate(points[0])
    let span = EvaluationSpan(start: 0, end: (ContinuousClock.now - begin).inSeconds, worker: worker)
    activity.end()
    self.init([result], spans: [span])
  }
}

extension Crew {
  /// Runs `lane` as `count` tasks at the same time on this crew, numbered from 0, and returns when all have ended. The
  /// calling task is one of them if it is on the crew already.
  func inLanes(_ count: Int, _ lane: @escaping @Sendable (Int) async -> Void) async {
    // An executor is not retained by all that prefers it.
    defer { withExtendedLifetime(self) {} }
    let isHere = Seat.current?.crew === self
    if isHere, count == 1 { return await lane(0) }
    await withDiscardingTaskGroup { group in
      for i in (isHere ? 1 : 0)..<count { group.addTask(executorPreference: self) { await lane(i) } }
      if isHere { await lane(0) }
    }
  }
}

/// Runs `lane` as `count` tasks at the same time, all on the executor and none in the calling task, which may belong to
/// an actor. Returns when all have ended.
func inLanes(_ count: Int, on executor: some TaskExecutor, _ lane: @escaping @Sendable () async -> Void) async {
  await withDiscardingTaskGroup { group in
    for _ in 0..<count { group.addTask(executorPreference: executor) { await lane() } }
  }
}
