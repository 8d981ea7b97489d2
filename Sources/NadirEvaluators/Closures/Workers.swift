public import NadirEvaluation

/// Where the evaluations of a Swift closure happen.
public enum Workers: Sendable, Hashable {
  /// In the calling task, one after the other.
  case inline
  /// On this many threads at the same time, which may exceed the number of cores: an objective may wait. For an
  /// asynchronous objective, in this many tasks. A run inside an objective of a run draws on the workers of the outer one.
  case threads(Int)
  /// In processes that run this program again; ``processes(_:named:timeout:fileID:line:column:)`` makes it.
  case replicas(Replicas)

  /// In this many processes, each of which runs this program again up to this call, so that an objective that traps,
  /// leaks or corrupts memory costs no more than the points where it does.
  ///
  ///     let outcome = try await minimize(from: [3, 4], on: .processes(4)) { x in simulate(x) }
  ///
  /// A process that has come as far as the parent evaluates the same closure for it, until the run ends. What the program
  /// does before runs again in each process, so it should be cheap, have no effects, and lead to the same call: the k-th
  /// arrival at the place where `.processes` is written is the k-th in every process. Code that runs in several tasks has
  /// no such order; there, and in a function that is called from several places, each run needs a name of its own. A run
  /// that begins at a place, or with a name, while another one is under way there is an error.
  ///
  /// A process that dies takes the point that it was evaluating with it, which becomes a failure of kind `.workerDied`
  /// and is not tried again, as a trap would only be met again. Another process takes its place and its other points.
  ///
  /// - Parameters:
  ///   - count: The largest number of processes, at least 1. They are started when they are needed.
  ///   - name: Tells apart runs that are not told apart by where `.processes` is written.
  ///   - timeout: The wall time that one evaluation may take; unlimited unless given. A process that takes longer is
  ///     killed, and its point is a failure of kind `.timedOut`.
  public static func processes(
    _ count: Int, named name: String? = nil, timeout: Duration? = nil, fileID: String = #fileID, line: Int = #line,
    column: Int = #column
  ) -> Workers {
    let place = name.map { Replicas.Place.named($0) } ?? .written(fileID: fileID, line: line, column: column)
    return .replicas(Replicas(count: count, place: place, timeout: timeout))
  }

  /// Throws where there is no worker.
  public func validate() throws(InvalidArgument) {
    switch self {
    case .inline: break
    case .threads(let count):
      guard count > 0 else {
        throw InvalidArgument("the number of threads", is: "\(count)", expected: "1 or more")
      }
    case .replicas(let replicas): try replicas.validate()
    }
  }
}

/// The evaluator that suits the objective: threads for a synchronous one, tasks for an asynchronous one, processes for
/// either.
///
/// It is to be closed in the end.
public func closureEvaluator(_ objective: Objective<[Double]>, workers: Workers) -> any Evaluator {
  switch (objective.call, workers) {
  case (.synchronous(let function), .threads(let width)): ThreadEvaluator(function, width: width)
  case (_, .inline): InlineEvaluator(objective)
  case (.asynchronous, .threads(let width)): TaskEvaluator(objective, width: width)
  case (_, .replicas(let replicas)): replicas.evaluator(of: objective)
  }
}
