/// Where evaluations happen: a batch in, a batch out.
///
/// An evaluator gives one result for each point, in the order of the points, however they were distributed. It never
/// throws: what goes wrong at a point is that point's result. When the surrounding task is cancelled, it begins no
/// further evaluation, ends those it can end, marks what was not evaluated `.cancelled`, and returns only when nothing
/// that it started is left behind.
///
/// Where it knows when a point was evaluated and by which worker, it says so beside the results; see ``EvaluationSpan``.
public protocol Evaluator: Sendable {
  /// How many evaluations may run at the same time.
  var width: Int { get }

  /// Whether `evaluate` may suspend. One that evaluates in the calling task does not, and can serve synchronous callers.
  var suspends: Bool { get }

  /// How busy it is, for people who watch.
  var activity: Activity { get }

  /// Where the code of runs is best executed that ask it: where it does not have to change threads to be answered. `nil` where
  /// that makes no difference.
  var executor: (any TaskExecutor)? { get }

  /// Announces a run that is going to ask, so that what several runs await can be evaluated together.
  func join()

  /// A run that was announced asks no more.
  func leave()

  func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch

  /// Ends what was kept alive between batches, such as worker processes, and returns when it has ended.
  func close() async
}

extension Evaluator {
  public var suspends: Bool { true }

  public var executor: (any TaskExecutor)? { nil }

  public func join() {}

  public func leave() {}

  public func close() async {}
}
