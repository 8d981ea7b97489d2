public import NadirEvaluation
internal import Synchronization

/// Evaluates a synchronous objective on threads, several points at the same time.
///
/// Each batch has its own allowance of `width` threads, so an objective that starts a run of its own cannot wait for
/// threads that wait for it. On cancellation no further point is begun; a closure in progress cannot be stopped, so it
/// is awaited and its value is kept.
public struct ThreadEvaluator: Evaluator {
  public let width: Int
  public let activity = Activity()
  private let function: @Sendable ([Double], Demand) throws -> Evaluation<[Double]>
  private let pool: ThreadPool

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
    self.pool = pool
  }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    let batch = BatchUnderWay(points, reportingTo: activity)
    let function = function
    await withTaskCancellationHandler {
      await pool.run(copies: min(width, points.count)) { copy in
        while batch.next(in: copy, { x in result { () throws in try function(x, demand) } }) {}
      }
    } onCancel: {
      batch.cancel()
    }
    return batch.results
  }
}
