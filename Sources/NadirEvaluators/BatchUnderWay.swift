internal import NadirEvaluation
internal import Synchronization

/// What one point gave.
typealias PointResult = Result<Evaluation<[Double]>, EvaluationFailure>

/// A batch under way: hands its points to whoever evaluates them, in order, and collects what they gave.
///
/// Several lanes, each a thread or a task, take points until none is left. What was never taken is `.cancelled`.
final class BatchUnderWay: Sendable {
  let points: PointBatch
  private let activity: Activity
  private let taken = Atomic(0)
  private let isCancelled = Atomic(false)
  private let collected: Mutex<EvaluationBatch>

  init(_ points: PointBatch, reportingTo activity: Activity) {
    self.points = points
    self.activity = activity
    collected = Mutex(EvaluationBatch(repeating: .failure(.cancelled), count: points.count))
  }

  /// What the points gave so far.
  var results: EvaluationBatch { collected.withLock { $0 } }

  /// From now on no point is handed out.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// The next points, at most `limit` of them; `nil` when none is left.
  func take(atMost limit: Int) -> Range<Int>? {
    guard !isCancelled.load(ordering: .relaxed) else { return nil }
    let start = taken.add(limit, ordering: .relaxed).oldValue
    guard start < points.count else { return nil }
    let range = start..<min(start + limit, points.count)
    activity.begin(range.count)
    return range
  }

  /// Evaluates the next point; `false` when none is left.
  func next(_ evaluate: ([Double]) -> PointResult) -> Bool {
    guard let range = take(atMost: 1) else { return false }
    put([evaluate(points[range.lowerBound])], at: range)
    return true
  }

  /// Evaluates the next point; `false` when none is left or the task is cancelled.
  func next(_ evaluate: ([Double]) async -> PointResult) async -> Bool {
    guard !Task.isCancelled, let range = take(atMost: 1) else { return false }
    put([await evaluate(points[range.lowerBound])], at: range)
    return true
  }

  func put(_ results: [PointResult], at range: Range<Int>) {
    collected.withLock { collected in
      for (i, result) in zip(range, results) { collected[i] = result }
    }
    activity.end(range.count)
  }
}

/// Runs `lane` as `count` tasks at the same time, one of which is the calling task itself, and returns when all have
/// ended.
func inLanes(_ count: Int, _ lane: @escaping @Sendable () async -> Void) async {
  guard count > 1 else { return await lane() }
  await withDiscardingTaskGroup { group in
    for _ in 1..<count { group.addTask { await lane() } }
    await lane()
  }
}

/// Runs `lane` as `count` tasks at the same time, all on the executor and none in the calling task, which may belong to
/// an actor. Returns when all have ended.
func inLanes(_ count: Int, on executor: some TaskExecutor, _ lane: @escaping @Sendable () async -> Void) async {
  await withDiscardingTaskGroup { group in
    for _ in 0..<count { group.addTask(executorPreference: executor) { await lane() } }
  }
}
