public import NadirEvaluation

/// Evaluates a synchronous objective on threads, several points at the same time.
///
/// It has `width` workers, which share the points of all batches that are given to it, from however many runs. An
/// evaluation inside another one, of a run inside an objective, is done by the workers of the outer one, at most `width`
/// of them, so that nothing multiplies threads. A run that is executed where the threads are, by ``executor``, has its
/// points evaluated by the thread that it is on, with the help of others.
///
/// On cancellation no further point is begun; a closure in progress cannot be stopped, so it is awaited and its value is
/// kept.
public struct ThreadEvaluator: Evaluator {
  public let width: Int
  public let activity = Activity()
  private let function: @Sendable ([Double], Demand) throws -> Evaluation<[Double]>
  private let crew: Crew

  /// An evaluator of a synchronous objective, or `nil` for an asynchronous one: that is for a ``TaskEvaluator``.
  ///
  /// - Parameters:
  ///   - objective: The objective, which is called from several threads at the same time.
  ///   - width: How many evaluations may run at the same time, at least 1. It may exceed the number of cores.
  ///   - pool: Where the threads come from.
  public init?(_ objective: Objective<[Double]>, width: Int, pool: ThreadPool = .shared) {
    guard case .synchronous(let function) = objective.call else { return nil }
    self.init(function, width: width, pool: pool)
  }

  init(
    _ function: @escaping @Sendable ([Double], Demand) throws -> Evaluation<[Double]>, width: Int,
    pool: ThreadPool = .shared
  ) {
    self.function = function
    self.width = max(1, width)
    crew = Crew(width: self.width, pool: pool)
  }

  /// Its threads, or those of the evaluation around.
  public var executor: (any TaskExecutor)? { Crew.forEvaluations(own: crew) }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    if points.count == 1, let seat = Seat.current { return evaluate(points, for: demand, in: seat) }
    let batch = BatchUnderWay(points, reportingTo: activity)
    guard points.count > 0 else { return batch.results }
    let crew = Crew.forEvaluations(own: crew)
    let function = function
    let work = SharedWork(limit: min(width, crew.width, points.count), of: crew, numbersBelow: width) { worker in
      batch.next(in: worker) { x in result { () throws in try function(x, demand) } }
    }
    await withTaskCancellationHandler {
      await crew.perform(work)
    } onCancel: {
      batch.cancel()
      crew.close(work)
    }
    return batch.results
  }

  /// Evaluates a single point on a thread of a crew.
  private func evaluate(_ point: PointBatch, for demand: Demand, in seat: Seat) -> EvaluationBatch {
    let worker = width < seat.crew.width ? 0 : seat.slot
    return Surroundings.whileBlocking {
      EvaluationBatch(evaluating: point, as: worker, reportingTo: activity) { x in
        result { () throws in try function(x, demand) }
      }
    }
  }
}
