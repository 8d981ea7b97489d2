import NadirEvaluation
import NadirEvaluators

/// Evaluates what derivatives at a point are made of: it counts, and remembers why the first evaluation failed.
struct Inquiry {
  /// Takes what is wanted from an evaluation, and throws where it is not there or not finite.
  typealias Reader<Value> = (Evaluation<[Double]>) throws(EvaluationFailure) -> Value

  private let evaluator: any Evaluator
  /// The names of the coordinates.
  let names: [String]
  private(set) var counts = Counts()
  private var firstFailure: EvaluationFailure?

  init(_ evaluator: any Evaluator, names: [String]) {
    self.evaluator = evaluator
    self.names = names
  }

  /// An inquiry about a function of the free coordinates.
  init(_ objective: Objective<[Double]>, on workers: Workers, names: [String]) throws(DerivativeError) {
    try checked { () throws(InvalidArgument) in try workers.validate() }
    self.init(closureEvaluator(objective, workers: workers), names: names)
  }

  /// The derivatives that a plan comes to.
  ///
  /// - Parameters:
  ///   - demand: What is evaluated at its points.
  ///   - read: What of it the plan takes.
  mutating func estimate<Value, Estimate>(
    _ plan: some DifferencePlan<Value, Estimate>, for demand: Demand = .value, reading read: Reader<Value>
  ) async throws(DerivativeError) -> Estimate {
    let result = try await plan.estimate { points throws(DerivativeError) -> [Value?] in
      try await evaluations(at: points, for: demand, reading: read)
    }
    switch result {
    case .success(let estimate): return estimate
    case .failure(let failure):
      let reason = firstFailure.map { "; the first failure: \($0)" } ?? ""
      throw .failed(EvaluationFailure(firstFailure?.kind ?? .notFinite, "\(text(failure))\(reason)"), counts)
    }
  }

  private func text(_ failure: DifferenceFailure) -> String {
    guard case .noDifference(let coordinates) = failure else { return "\(failure)" }
    let along = coordinates.map { names[$0] }.joined(separator: ", ")
    return firstFailure == nil
      ? "no difference along \(along) is a finite number" : "the function fails at every point tried along \(along)"
  }

  /// What is wanted at one point.
  mutating func evaluation<Value>(
    at x: [Double], for demand: Demand, reading read: Reader<Value>
  ) async throws(DerivativeError) -> Value {
    try await evaluations(together: PointBatch([x]), for: demand, reading: read)[0]
  }

  /// What is wanted at all points of a batch, where a failure at one is a failure of the whole.
  mutating func evaluations<Value>(
    together points: PointBatch, for demand: Demand, reading read: Reader<Value>
  ) async throws(DerivativeError) -> [Value] {
    let failuresBefore = counts.failures
    let values = try await evaluations(at: points, for: demand, reading: read)
    if let firstFailure, counts.failures > failuresBefore { throw .failed(firstFailure, counts) }
    return values.compactMap { $0 }
  }

  private mutating func evaluations<Value>(
    at points: PointBatch, for demand: Demand, reading read: Reader<Value>
  ) async throws(DerivativeError) -> [Value?] {
    counts.rounds += 1
    var values: [Value?] = []
    for result in await evaluator.evaluate(points, for: demand) {
      do throws(EvaluationFailure) {
        values.append(try read(try result.get()))
      } catch {
        if error.kind == .cancelled {
          throw .failed(EvaluationFailure(.cancelled, "the task was cancelled before all was evaluated"), counts)
        }
        firstFailure = firstFailure ?? error
        counts.failures += 1
        values.append(nil)
      }
      counts.evaluations += 1
    }
    return values
  }
}
