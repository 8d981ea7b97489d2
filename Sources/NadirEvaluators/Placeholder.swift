public import NadirEvaluation
public struct InlineEvaluator: Evaluator {
  let objective: Objective<[Double]>
  public let activity = Activity()
  public var width: Int { 1 }
  public var suspends: Bool { false }
  public init(_ objective: Objective<[Double]>) { self.objective = objective }
  public func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    guard case .synchronous(let f) = objective.call else { return [] }
    return (0..<points.count).map { i in do { return .success(try f(points[i], demand)) } catch { return .failure(EvaluationFailure(thrown: error)) } }
  }
}
public enum Workers: Sendable, Hashable { case inline; case threads(Int) }
public func closureEvaluator(_ objective: Objective<[Double]>, workers: Workers) -> any Evaluator { InlineEvaluator(objective) }
