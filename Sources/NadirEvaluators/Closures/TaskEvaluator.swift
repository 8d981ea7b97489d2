public import NadirEvaluation

/// Evaluates an asynchronous objective in tasks, several at the same time.
///
/// The objective is expected to suspend while it waits, and holds no thread then. At most `width` evaluations are under
/// way at the same time, from however many runs; what they execute is on at most as many threads. An evaluation inside
/// another one, of a run inside an objective, is executed by the workers of the outer one. Like all asynchronous code, an
/// objective must not block its thread until another task has done something.
///
/// On cancellation no further point is begun; the objective learns of it as of any task's cancellation, and what it
/// still gives is kept.
public struct TaskEvaluator: Evaluator {
  public let width: Int
  public let activity = Activity()
  private let call: Objective<[Double]>.Call
  private let crew: Crew
  private let permits: Permits

  /// - Parameters:
  ///   - objective: The objective; a synchronous one is called in the tasks too.
  ///   - width: How many evaluations may be under way at the same time, at least 1.
  public init(_ objective: Objective<[Double]>, width: Int) {
    self.width = max(1, width)
    call = objective.call
    crew = Crew(width: self.width)
    permits = Permits(self.width)
  }

  /// The threads of its tasks, or those of the evaluation around.
  public var executor: (any TaskExecutor)? { Crew.forEvaluations(own: crew) }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    let batch = BatchUnderWay(points, reportingTo: activity)
    guard points.count > 0 else { return batch.results }
    let crew = Crew.forEvaluations(own: crew)
    let lanes = min(width, crew.width, points.count)
    let (call, permits) = (call, permits)
    // Inside one of its own evaluations, it has that one's permit.
    let isPermitted = Surroundings.current.hasPermit(ObjectIdentifier(permits))
    let inside = Surroundings.current.awaiting(crew, permits: [ObjectIdentifier(permits)])
    await Surroundings.$current.withValue(inside) {
      await crew.inLanes(lanes) { lane in
        guard !isPermitted else { return await batch.work(call, for: demand, in: lane) }
        while await permits.withPermit({ await batch.step(call, for: demand, in: $0) }) == true {}
      }
    }
    return batch.results
  }
}
