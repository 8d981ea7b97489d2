internal import NadirEvaluation
internal import NadirLinear

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
    var evaluation = Evaluation<[Double]>(value: .nan)
    if demand.contains(.residuals) {
      evaluation = Evaluation(try residuals(of: answer, at: x))
    } else {
      evaluation.value = try value(of: answer)
    }
    guard evaluation.value.isFinite else {
      throw EvaluationFailure(.notFinite, "the value is \(evaluation.value)")
    }
    if demand.contains(.gradient) {
      guard let gradient = answer["gradient"] else { throw unreadable("it has no gradient") }
      evaluation.gradient = try codec.decodeGradient(gradient, x)
    }
    return evaluation
  }

  private func value(of answer: JSON) throws(EvaluationFailure) -> Double {
    if let value = answer["value"] {
      // What Python's and other writers make of a value that is not there.
      if case .null = value { throw EvaluationFailure(.notFinite, "the value is null") }
      guard let number = value.asNumber else { throw unreadable("its value is no number") }
      return number
    }
    guard let residuals = try numbers(answer["residuals"], "residuals") else {
      throw unreadable("it has neither a value nor residuals")
    }
    return Terms(.residuals, residuals).sum
  }

  /// The residuals, with their Jacobian where it is wanted.
  private func residuals(of answer: JSON, at x: [Double]) throws(EvaluationFailure) -> Terms {
    guard let residuals = try numbers(answer["residuals"], "residuals") else { throw unreadable("it has no residuals") }
    guard demand.contains(.jacobian) else { return Terms(.residuals, residuals) }
    let rows = try jacobianRows(of: answer, residuals, at: x)
    do throws(RaggedRows) {
      return Terms(.residuals, residuals, derivatives: try Matrix(rows: rows))
    } catch {
      throw unreadable("its jacobian is no matrix: \(error)")
    }
  }

  /// The rows of the Jacobian, each read as a gradient.
  private func jacobianRows(
    of answer: JSON, _ residuals: [Double], at x: [Double]
  ) throws(EvaluationFailure) -> [[Double]] {
    guard let rows = answer["jacobian"]?.asArray, rows.count == residuals.count else {
      throw unreadable("it has no jacobian with one row for each of the \(residuals.count) residuals")
    }
    var derivatives: [[Double]] = []
    for row in rows { derivatives.append(try codec.decodeGradient(row, x)) }
    return derivatives
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
