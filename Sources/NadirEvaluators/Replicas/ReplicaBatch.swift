internal import NadirEvaluation

/// A batch under way. It belongs to the crew that evaluates it, under whose lock it is used.
final class ReplicaBatch {
  let ticket: Int
  let points: PointBatch
  let demand: Demand
  /// From now on what is not evaluated is `.cancelled`.
  private(set) var isCancelled = false
  private var next = 0
  private var remaining: Int
  private var results: [PointResult]
  private var spans: [EvaluationSpan]
  private let begin = nanoseconds()
  private let activity: Activity
  private let continuation: UnsafeContinuation<EvaluationBatch, Never>

  init(
    _ ticket: Int, _ points: PointBatch, _ demand: Demand, reportingTo activity: Activity,
    _ continuation: UnsafeContinuation<EvaluationBatch, Never>
  ) {
    self.ticket = ticket
    self.points = points
    self.demand = demand
    self.activity = activity
    self.continuation = continuation
    remaining = points.count
    results = [PointResult](repeating: .failure(.cancelled), count: points.count)
    spans = [EvaluationSpan](repeating: EvaluationSpan(start: 0, end: 0), count: points.count)
  }

  /// Whether every point has been settled.
  var isOver: Bool { remaining == 0 }

  /// What whoever waits for the batch is to be told when it is over.
  var ending: Ending { Ending(results: EvaluationBatch(results, spans: spans), continuation: continuation) }

  /// The end of a batch, of which whoever waits is told when nothing is locked any more.
  struct Ending: Sendable {
    fileprivate let results: EvaluationBatch
    fileprivate let continuation: UnsafeContinuation<EvaluationBatch, Never>

    func tell() { continuation.resume(returning: results) }
  }

  /// The number of points that nobody has taken.
  var untaken: Int { points.count - next }

  /// The next point.
  func take() -> Int {
    activity.begin()
    defer { next += 1 }
    return next
  }

  /// Keeps what a point gave that was taken.
  func put(_ result: PointResult, at index: Int, from start: UInt64, to end: UInt64, by worker: Int?) {
    activity.end()
    results[index] = result
    spans[index] = EvaluationSpan(start: seconds(start), end: seconds(end), worker: worker)
    remaining -= 1
  }

  /// Gives up what has not been taken.
  func cancel() {
    isCancelled = true
    let (first, now) = (next, seconds(nanoseconds()))
    next = points.count
    for index in first..<points.count { spans[index] = EvaluationSpan(start: now, end: now) }
    remaining -= points.count - first
  }

  private func seconds(_ instant: UInt64) -> Double { instant > begin ? Double(instant - begin) * 1e-9 : 0 }
}

/// A point of a batch.
struct ReplicaPoint {
  let batch: ReplicaBatch
  let index: Int
}
