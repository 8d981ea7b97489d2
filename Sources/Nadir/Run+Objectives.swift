public import NadirEvaluation
public import NadirEvaluators
import NadirParameters

extension Run {
  /// Runs to the end, evaluating the objective on the given workers.
  public func callAsFunction(
    _ objective: some ObjectiveSource<Shape>, on workers: Workers = .inline
  ) async throws(OptimizationError) -> Outcome<Shape> {
    if case .threads(let count) = workers, count < 1 {
      throw .invalid(InvalidArgument("the number of threads", is: "\(count)", expected: "1 or more"))
    }
    return try await objective.run(self, on: workers)
  }

  /// Runs to the end in this thread, evaluating the objective here too.
  ///
  /// The algorithm is the same asynchronous code; it begins at once and, as nothing that it asks for ever suspends, has
  /// ended when the call that begins it returns.
  public func synchronously(_ objective: Objective<Shape>) throws(OptimizationError) -> Outcome<Shape> {
    guard case .synchronous = objective.call else {
      throw .invalid(
        InvalidArgument("the objective", is: "asynchronous", expected: "synchronous here; await the run instead"))
    }
    nonisolated(unsafe) var result: Result<Outcome<Shape>, OptimizationError>?
    let run = self
    Task.immediate {
      do throws(OptimizationError) {
        result = .success(try await run(objective, on: .inline))
      } catch {
        result = .failure(error)
      }
    }
    guard let result else {
      throw .invalid(InvalidArgument("the objective", is: "suspending", expected: "synchronous"))
    }
    return try result.get()
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
