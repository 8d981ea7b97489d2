public import NadirEvaluation

/// Where the evaluations of a Swift closure happen.
public enum Workers: Sendable, Hashable {
  /// In the calling task, one after the other.
  case inline
  /// On this many threads at the same time, which may exceed the number of cores: an objective may wait. For an
  /// asynchronous objective, in this many tasks. A run inside an objective of a run draws on the workers of the outer one.
  case threads(Int)

  /// Throws where there is no worker.
  public func validate() throws(InvalidArgument) {
    guard case .threads(let count) = self, count < 1 else { return }
    throw InvalidArgument("the number of threads", is: "\(count)", expected: "1 or more")
  }
}

/// The evaluator that suits the objective: threads for a synchronous one, tasks for an asynchronous one.
public func closureEvaluator(_ objective: Objective<[Double]>, workers: Workers) -> any Evaluator {
  switch (objective.call, workers) {
  case (.synchronous(let function), .threads(let width)): ThreadEvaluator(function, width: width)
  case (_, .inline): InlineEvaluator(objective)
  case (.asynchronous, .threads(let width)): TaskEvaluator(objective, width: width)
  }
}
