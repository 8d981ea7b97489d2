public import NadirEvaluation

/// Evaluates one point after the other, in the task that asks.
///
/// There is no faster place for a function that costs less than some microseconds. A function that blocks the thread
/// for long is better off on a ``ThreadEvaluator``.
public struct InlineEvaluator: Evaluator {
  public let activity = Activity()
  private let call: Objective<[Double]>.Call

  /// An evaluator of a synchronous or asynchronous objective.
  public init(_ objective: Objective<[Double]>) { call = objective.call }

  /// One.
  public var width: Int { 1 }

  /// Only an asynchronous objective makes it suspend.
  public var suspends: Bool {
    if case .asynchronous = call { true } else { false }
  }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    if points.count == 1, case .synchronous(let function) = call {
      return Surroundings.whileBlockingWhatAwaits {
        EvaluationBatch(evaluating: points, as: 0, reportingTo: activity) { x in
          result { () throws in try function(x, demand) }
        }
      }
    }
    let batch = BatchUnderWay(points, reportingTo: activity)
    await batch.work(call, for: demand, in: 0)
    return batch.results
  }
}

extension BatchUnderWay {
  /// Evaluates points in the calling task until none is left or the task is cancelled.
  func work(_ call: Objective<[Double]>.Call, for demand: Demand, in lane: Int) async {
    while await step(call, for: demand, in: lane) {}
  }

  /// Evaluates the next point in the calling task; `false` when none is left or the task is cancelled.
  func step(_ call: Objective<[Double]>.Call, for demand: Demand, in lane: Int) async -> Bool {
    switch call {
    case .synchronous(let function):
      !Task.isCancelled
        && Surroundings.whileBlockingWhatAwaits {
          next(in: lane) { x in result { () throws in try function(x, demand) } }
        }
    case .asynchronous(let function):
      await next(in: lane) { x in await result { () async throws in try await function(x, demand) } }
    }
  }
}

/// What the function gave; what it throws is the point's failure.
func result(_ function: () throws -> Evaluation<[Double]>) -> PointResult {
  do {
    return .success(try function())
  } catch {
    return .failure(EvaluationFailure(thrown: error))
  }
}

/// What the asynchronous function gave; what it throws is the point's failure.
func result(_ function: () async throws -> Evaluation<[Double]>) async -> PointResult {
  do {
    return .success(try await function())
  } catch {
    return .failure(EvaluationFailure(thrown: error))
  }
}
