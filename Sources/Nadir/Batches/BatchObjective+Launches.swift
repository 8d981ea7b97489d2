import NadirEvaluation
import NadirEvaluators
import NadirParameters

extension BatchObjective {
  /// Where the function evaluates points of the free coordinates of a space.
  func evaluator(in space: ParameterSpace<Shape>, on workers: Workers) -> BatchEvaluator {
    let objective = self
    @Sendable func placed(_ points: PointBatch) -> PlacedPoints<Shape> {
      PlacedPoints(parts: [PlacedPoints.Part(space: space, points: points)])
    }
    if isAsynchronous {
      return BatchEvaluator(
        .asynchronous { points, demand in try await objective.awaitedResults(at: placed(points), for: demand) },
        on: workers)
    }
    return BatchEvaluator(
      .synchronous { points, demand in try objective.results(at: placed(points), for: demand) }, on: workers)
  }

  var isAsynchronous: Bool {
    switch call {
    case .shaped, .flat: false
    case .asynchronouslyShaped, .asynchronouslyFlat: true
    }
  }

  /// One launch of a synchronous function.
  func results(at points: PlacedPoints<Shape>, for demand: Demand) throws -> [EvaluationBatch.Element] {
    switch call {
    case .shaped(let function):
      let parameters = points.parameters
      let readable = parameters.compactMap { try? $0.get() }
      let evaluations = readable.isEmpty ? [] : try function(readable, demand)
      return try shapedResults(evaluations, of: parameters, at: points, readable.count)
    case .flat(let function):
      return try flatResults(function(points.numbers, demand), at: points)
    case .asynchronouslyShaped, .asynchronouslyFlat:
      throw EvaluationFailure(.unavailable, "the objective is asynchronous")
    }
  }

  /// One launch of an asynchronous function.
  func awaitedResults(at points: PlacedPoints<Shape>, for demand: Demand) async throws -> [EvaluationBatch.Element] {
    switch call {
    case .shaped, .flat:
      return try results(at: points, for: demand)
    case .asynchronouslyShaped(let function):
      let parameters = points.parameters
      let readable = parameters.compactMap { try? $0.get() }
      let evaluations = readable.isEmpty ? [] : try await function(readable, demand)
      return try shapedResults(evaluations, of: parameters, at: points, readable.count)
    case .asynchronouslyFlat(let function):
      return try flatResults(await function(points.numbers, demand), at: points)
    }
  }

  /// What the launch gave, put beside what the type refused.
  private func shapedResults(
    _ evaluations: [Evaluation<Shape>], of parameters: [Result<Shape, EvaluationFailure>],
    at points: PlacedPoints<Shape>, _ readable: Int
  ) throws(EvaluationFailure) -> [EvaluationBatch.Element] {
    guard evaluations.count == readable else { throw .count(of: "values", evaluations.count, for: readable) }
    var rest = evaluations[...]
    return points.map { i, space, x in
      Result { () throws(EvaluationFailure) in
        _ = try parameters[i].get()
        return try space.flattened(rest.removeFirst(), at: x)
      }
    }
  }

  private func flatResults(
    _ evaluations: [Evaluation<[Double]>], at points: PlacedPoints<Shape>
  ) throws(EvaluationFailure) -> [EvaluationBatch.Element] {
    guard evaluations.count == points.count else { throw .count(of: "values", evaluations.count, for: points.count) }
    // Values alone are the same in every coordinates.
    if evaluations.allSatisfy(\.isValueAlone) { return evaluations.map { .success($0) } }
    return points.map { i, space, x in
      Result { () throws(EvaluationFailure) in try space.freeCoordinates(ofNumbers: evaluations[i], at: x) }
    }
  }
}

extension Evaluation {
  fileprivate var isValueAlone: Bool { gradient == nil && terms == nil && hessian == nil }
}
