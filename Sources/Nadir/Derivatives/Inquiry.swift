import NadirEvaluation
import NadirEvaluators

/// Evaluates what derivatives at a point are made of: it counts, and remembers why the first evaluation failed.
struct Inquiry {
  private let evaluator: any Evaluator
  /// The names of the coordinates.
  private let names: [String]
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
  ///   - read: What of it the plan wants; `nil` where it is not there or not finite.
  mutating func estimate<Value, Estimate>(
    _ plan: some DifferencePlan<Value, Estimate>, for demand: Demand = .value,
    reading read: (Evaluation<[Double]>) -> Value?
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
    return "the function fails at every point tried along " + coordinates.map { names[$0] }.joined(separator: ", ")
  }

  /// What is wanted at one point.
  mutating func evaluation<Value>(
    at x: [Double], for demand: Demand, reading read: (Evaluation<[Double]>) -> Value?
  ) async throws(DerivativeError) -> Value {
    try await evaluations(together: PointBatch([x]), for: demand, reading: read)[0]
  }

  /// What is wanted at all points of a batch, where a failure at one is a failure of the whole.
  mutating func evaluations<Value>(
    together points: PointBatch, for demand: Demand, reading read: (Evaluation<[Double]>) -> Value?
  ) async throws(DerivativeError) -> [Value] {
    let values = try await evaluations(at: points, for: demand, reading: read)
    let known = values.compactMap { $0 }
    guard known.count == values.count else {
      throw .failed(firstFailure ?? EvaluationFailure(.notFinite, "what the function gave is not finite"), counts)
    }
    return known
  }

  private mutating func evaluations<Value>(
    at points: PointBatch, for demand: Demand, reading read: (Evaluation<[Double]>) -> Value?
  ) async throws(DerivativeError) -> [Value?] {
    counts.rounds += 1
    var values: [Value?] = []
    for result in await evaluator.evaluate(points, for: demand) {
      switch result {
      case .failure(let failure) where failure.kind == .cancelled: throw .failed(failure, counts)
      case .failure(let failure):
        firstFailure = firstFailure ?? failure
        values.append(nil)
      case .success(let evaluation): values.append(read(evaluation))
      }
      counts.evaluations += 1
    }
    counts.failures += values.count { $0 == nil }
    return values
  }
}

extension Double {
  /// The number itself, unless it is NaN or infinite.
  var finite: Double? { isFinite ? self : nil }
}

extension [Double] {
  /// The vector itself, unless something in it is NaN or infinite.
  var finite: [Double]? { allSatisfy(\.isFinite) ? self : nil }
}
