public import NadirEvaluation

/// Evaluates a closure in processes that run this program again; see ``Workers/processes(_:named:timeout:fileID:line:column:)``.
///
/// Points of all batches under way wait in one line, and each process is given as many in advance as it evaluates in
/// two fifths of a millisecond, so that a cheap objective is not spent on waiting and a slow one leaves no process idle. All
/// processes are talked to on one thread, which is the ``executor`` for runs as well.
///
/// A process that dies is replaced. The point under evaluation fails and is not tried again; the others that it was given
/// are evaluated elsewhere. What a Swift objective throws arrives as its description.
public final class ProcessEvaluator: Evaluator {
  public let width: Int
  private let crew: ReplicaCrew
  private let place: PlaceInUse

  init(
    _ arrival: Arrival, using place: PlaceInUse, width: Int, timeout: Duration? = nil,
    startTimeout: Duration = .seconds(30)
  ) {
    self.place = place
    self.width = max(1, width)
    crew = ReplicaCrew(arrival, width: self.width, timeout: timeout, startTimeout: startTimeout)
  }

  // The crew itself may be looked after for a moment longer, and replicas of the next run ask at once.
  deinit { crew.remember() }

  public var activity: Activity { crew.activity }

  public var executor: (any TaskExecutor)? { crew.poller }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    guard points.count > 0 else { return [] }
    let results = await crew.evaluate(points, for: demand)
    if Task.isCancelled, crew.isIdle { await crew.close() }
    return results
  }

  /// Ends the processes. Returns when all have ended. A later batch starts new ones.
  public func close() async {
    await crew.close()
    place.end()
  }
}
