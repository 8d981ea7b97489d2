public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

/// Anything that can be evaluated at parameters of one shape: a Swift ``Objective`` or an ``ExternalObjective``.
public protocol ObjectiveSource<Shape>: Sendable {
  associatedtype Shape: Parameters

  /// Runs to the end, evaluating on the given workers, and leaves nothing behind.
  func run(_ run: Run<Shape>, on workers: Workers) async throws(OptimizationError) -> Outcome<Shape>
}

extension Objective: ObjectiveSource where Parameters: NadirParameters.Parameters {
  public typealias Shape = Parameters

  public func run(_ run: Run<Parameters>, on workers: Workers) async throws(OptimizationError) -> Outcome<Parameters> {
    let flat = run.space.flattened(self)
    let evaluator = closureEvaluator(flat, workers: workers)
    guard !evaluator.suspends else { return try await run(on: evaluator, provides: flat.provides) }
    return try await run(
      on: evaluator, provides: flat.provides, plain: flat.value, plainWithGradient: flat.valueAndGradient)
  }
}

extension Objective<[Double]> {
  /// The function for value and gradient, where there is a synchronous one.
  fileprivate var valueAndGradient: (([Double]) throws -> Evaluation<[Double]>)? {
    guard provides.contains(.gradient), case .synchronous(let function) = call else { return nil }
    return { x in try function(x, [.value, .gradient]) }
  }
}
