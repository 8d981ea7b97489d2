import NadirEvaluation

/// A point with its value and gradient.
struct Iterate: Codable, Sendable, Equatable {
  var point: [Double]
  var value: Double
  var gradient: [Double]

  /// The iterate at the start point, where a failure has already ended the run.
  static func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> Iterate {
    let (value, gradient) = try await oracle.valueAndGradient(at: x)
    guard let gradient else {
      throw .start(EvaluationFailure(.notFinite, "there is no gradient at the start point"))
    }
    return Iterate(point: x, value: value, gradient: gradient)
  }
}
