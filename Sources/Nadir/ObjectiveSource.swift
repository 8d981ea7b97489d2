public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

/// Anything that can be evaluated at parameters of one shape: a Swift ``Objective`` or an ``ExternalObjective``.
public protocol ObjectiveSource<Shape>: Sendable {
  associatedtype Shape: Sendable

  /// Runs to the end, evaluating on the given workers, and leaves nothing behind.
  func run(_ run: Run<Shape>, on workers: Workers) async throws(OptimizationError) -> Outcome<Shape>

  /// The values at points of the free coordinates of a space, all of them as one batch, and leaves nothing behind.
  ///
  /// Failures stand beside values, point by point; values that are not finite are failures.
  func values(
    at points: [[Double]], in space: ParameterSpace<Shape>, on workers: Workers
  ) async throws(OptimizationError) -> [Result<Double, EvaluationFailure>]
}

extension Objective: ObjectiveSource {
  public typealias Shape = Parameters

  public func run(_ run: Run<Parameters>, on workers: Workers) async throws(OptimizationError) -> Outcome<Parameters> {
    do throws(InvalidArgument) { try workers.validate() } catch { throw .invalid(error) }
    let flat = run.space.flattened(self)
    if case .inline = workers { return try await run(with: .inline(flat)) }
    let evaluator = closureEvaluator(flat, workers: workers)
    return try await run(closing: evaluator, provides: flat.provides)
  }

  public func values(
    at points: [[Double]], in space: ParameterSpace<Parameters>, on workers: Workers
  ) async throws(OptimizationError) -> [Result<Double, EvaluationFailure>] {
    do throws(InvalidArgument) { try workers.validate() } catch { throw .invalid(error) }
    let evaluator = closureEvaluator(space.flattened(self), workers: workers)
    let values = await evaluator.values(at: points)
    await evaluator.close()
    return values
  }
}

extension Evaluator {
  /// The values at points, where what is not finite is a failure.
  func values(at points: [[Double]]) async -> [Result<Double, EvaluationFailure>] {
    await evaluate(PointBatch(points), for: .value).map { result in
      Result { () throws(EvaluationFailure) in try Inquiry.value(try result.get()) }
    }
  }
}
