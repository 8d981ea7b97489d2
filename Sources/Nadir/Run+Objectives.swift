public import NadirEvaluation
public import NadirEvaluators
import NadirParameters

extension Run {
  /// Runs to the end, evaluating the objective on the given workers.
  public func callAsFunction(
    _ objective: some ObjectiveSource<Shape>, on workers: Workers = .inline
  ) async throws(OptimizationError) -> Outcome<Shape> {
    do throws(InvalidArgument) { try workers.validate() } catch { throw .invalid(error) }
    return try await objective.run(self, on: workers)
  }

  /// Runs to the end in this thread, evaluating the objective here too.
  public func synchronously(_ objective: Objective<Shape>) throws(OptimizationError) -> Outcome<Shape> {
    try synchronously(with: .inline(space.flattened(objective)))
  }

  /// Runs to the end in this thread with a closure that need be neither escaping nor `Sendable`.
  public func synchronously(_ objective: (Shape) throws -> Double) throws(OptimizationError) -> Outcome<Shape> {
    let result: Result<Outcome<Shape>, OptimizationError> = withoutActuallyEscaping(objective) { objective in
      // It is called in this thread only, and no longer than this scope.
      nonisolated(unsafe) let objective = objective
      return Result { () throws(OptimizationError) in
        try synchronously(Objective { x in try objective(x) })
      }
    }
    return try result.get()
  }
}

extension FlatRun.Means {
  /// In the calling task, called directly where the objective is synchronous.
  static func inline(_ objective: Objective<[Double]>) -> FlatRun.Means {
    FlatRun.Means(
      evaluator: InlineEvaluator(objective), provides: objective.provides, plain: objective.value,
      plainWithGradient: objective.valueAndGradient)
  }
}

extension Objective<[Double]> {
  /// The function for value and gradient, where there is a synchronous one.
  fileprivate var valueAndGradient: (@Sendable ([Double]) throws -> Evaluation<[Double]>)? {
    guard provides.contains(.gradient), case .synchronous(let function) = call else { return nil }
    return { x in try function(x, [.value, .gradient]) }
  }
}
