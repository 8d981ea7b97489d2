public import NadirEvaluation

/// Evaluates an asynchronous objective in tasks, several at the same time.
///
/// The objective is expected to suspend while it waits. Tasks share the few threads of Swift's cooperative pool; a
/// function that blocks its thread belongs on a ``ThreadEvaluator``.
///
/// On cancellation no further point is begun; the objective learns of it as of any task's cancellation, and what it
/// still gives is kept.
public struct TaskEvaluator: Evaluator {
  public let width: Int
  public let activity = Activity()
  private let call: Objective<[Double]>.Call

  /// - Parameters:
  ///   - objective: The objective; a synchronous one is called in the tasks too.
  ///   - width: How many evaluations may be under way at the same time, at least 1.
  public init(_ objective: Objective<[Double]>, width: Int) {
    self.width = max(1, width)
    call = objective.call
  }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    let batch = BatchUnderWay(points, reportingTo: activity)
    let call = call
    await inLanes(min(width, points.count)) { lane in await batch.work(call, for: demand, in: lane) }
    return batch.results
  }
}
