internal import NadirEvaluation

/// Reads what a program answered about one point: an object with `value` or `residuals`, and `gradient` or `jacobian`
/// where a gradient was asked for, or with `error`.
struct AnswerReader: Sendable {
  let codec: ParameterCodec
  let demand: Demand

  /// What the answer says of the point x, in free coordinates.
  func result(of answer: JSON, at x: [Double]) -> PointResult {
    Result { () throws(EvaluationFailure) in try evaluation(of: answer, at: x) }
  }

  private func evaluation(of answer: JSON, at x: [Double]) throws(EvaluationFailure) -> Evaluation<[Double]> {
    if let error = answer["error"], error != .null {
      throw EvaluationFailure(.threw, error.asString ?? error.description)
    }
    let residuals = try numbers(answer["residuals"], "residuals")
    let value = try value(answer["value"], residuals)
    guard value.isFinite else { throw EvaluationFailure(.notFinite, "the value is \(value)") }
    guard demand.contains(.gradient) else { return Evaluation(value: value) }
    return Evaluation(value: value, gradient: try gradient(of: answer, residuals, at: x))
  }

  private func value(_ value: JSON?, _ residuals: [Double]?) throws(EvaluationFailure) -> Double {
    if let value {
      // What Python's and other writers make of a value that is not there.
      if case .null = value { throw EvaluationFailure(.notFinite, "the value is null") }
      guard let number = value.asNumber else { throw unreadable("its value is no number") }
      return number
    }
    guard let residuals else { throw unreadable("it has neither a value nor residuals") }
    return residuals.reduce(0) { $0 + $1 * $1 }
  }

  private func gradient(
    of answer: JSON, _ residuals: [Double]?, at x: [Double]
  ) throws(EvaluationFailure) -> [Double] {
    if let gradient = answer["gradient"] { return try codec.decodeGradient(gradient, x) }
    guard let jacobian = answer["jacobian"], let residuals else { throw unreadable("it has no gradient") }
    guard let rows = jacobian.asArray, rows.count == residuals.count else {
      throw unreadable("its jacobian has not one row for each of the \(residuals.count) residuals")
    }
    var gradient = [Double](repeating: 0, count: x.count)
    for (row, residual) in zip(rows, residuals) {
      let derivatives = try codec.decodeGradient(row, x)
      for i in gradient.indices { gradient[i] += 2 * residual * derivatives[i] }
    }
    return gradient
  }

  private func numbers(_ json: JSON?, _ name: String) throws(EvaluationFailure) -> [Double]? {
    guard let json else { return nil }
    guard let numbers = json.asNumbers else { throw unreadable("its \(name) are no array of numbers") }
    return numbers
  }

  private func unreadable(_ reason: String) -> EvaluationFailure {
    EvaluationFailure(.unreadable, "the answer cannot be read: \(reason)")
  }
}
