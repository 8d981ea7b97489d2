public import NadirEvaluation
public import NadirEvaluators

/// Anything that can be evaluated at parameters of one shape: a Swift ``Objective`` or an ``ExternalObjective``.
public protocol ObjectiveSource<Shape>: Sendable {
  associatedtype Shape: Sendable

  /// Runs to the end, evaluating on the given workers, and leaves nothing behind.
  func run(_ run: Run<Shape>, on workers: Workers) async throws(OptimizationError) -> Outcome<Shape>
}

extension Objective: ObjectiveSource {
  public typealias Shape = Parameters

  public func run(_ run: Run<Parameters>, on workers: Workers) async throws(OptimizationError) -> Outcome<Parameters> {
    let flat = run.space.flattened(self)
    if case .inline = workers { return try await run(with: .inline(flat)) }
    return try await run(on: closureEvaluator(flat, workers: workers), provides: flat.provides)
  }
}
