public import NadirEvaluation

/// Evaluates many points with one call of a function: vectorized code, or an accelerator.
///
/// In the calling task a batch is one call, a launch. On k threads, or in k tasks where the function is asynchronous, it is
/// split into at most k contiguous parts, which are launched at the same time.
///
/// On cancellation no further part is launched. A synchronous function in progress cannot be stopped, so it is awaited and
/// its values are kept; an asynchronous one learns of it as of any task's cancellation.
public struct BatchEvaluator: Evaluator {
  /// A function that gives one result for each point of a batch, in their order.
  public enum Function: Sendable {
    case synchronous(@Sendable (PointBatch, Demand) throws -> [EvaluationBatch.Element])
    case asynchronous(@Sendable (PointBatch, Demand) async throws -> [EvaluationBatch.Element])
  }

  private let function: Function
  private let workers: Workers
  private let launcher = Launcher()

  /// - Parameters:
  ///   - function: The function. What it throws fails all points of the launch, as another number of results than there are
  ///     points does; a failure among the results fails its point alone.
  ///   - workers: Where it is called: in the calling task unless given.
  public init(_ function: Function, on workers: Workers = .inline) {
    self.function = function
    self.workers = workers
  }

  /// How many launches may be under way at the same time.
  public var width: Int { workers.lanes }

  /// A synchronous function in the calling task does not suspend it.
  public var suspends: Bool {
    if case (.synchronous, .inline) = (function, workers) { false } else { true }
  }

  public var activity: Activity { launcher.activity }

  /// The number of launches so far: how often the function was called.
  public var launches: Int { launcher.launches }

  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    switch function {
    case .synchronous(let function):
      await launcher.evaluate(
        points.count, on: workers, .synchronous { range in try function(points.part(range), demand) })
    case .asynchronous(let function):
      await launcher.evaluate(
        points.count, on: workers, .asynchronous { range in try await function(points.part(range), demand) })
    }
  }
}

extension PointBatch {
  /// The points `range`; the batch itself where that is all of it.
  fileprivate func part(_ range: Range<Int>) -> PointBatch { range.count == count ? self : self[range] }
}
