internal import NadirEvaluation
internal import NadirJSON
internal import NadirLinear

/// Reads what a program answered about one point: an object with `value`, `residuals` or the series that data are
/// compared with, and `gradient` or `jacobian` where those were asked for, or with `error`.
struct AnswerReader: Sendable {
  let codec: ParameterCodec
  let reading: ResidualReading
  let demand: Demand

  /// What the answer says of the point x, in free coordinates.
  func result(of answer: JSON, at x: [Double]) -> PointResult {
    Result { () throws(EvaluationFailure) in try evaluation(of: answer, at: x) }
  }

  private func evaluation(of answer: JSON, at x: [Double]) throws(EvaluationFailure) -> Evaluation<[Double]> {
    if let error = answer["error"], error != .null {
      throw EvaluationFailure(.threw, Self.shortened(error.asString ?? error.description))
    }
    var evaluation = Evaluation<[Double]>(value: .nan)
    if demand.contains(.residuals) || reading.makesValues {
      evaluation = Evaluation(try terms(of: answer, at: x))
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

  /// A message of any length: each failure keeps its own. Exceptions say what they are at the beginning, and traces why
  /// at the end.
  private static func shortened(_ message: String) -> String {
    let longest = 2048
    guard message.unicodeScalars.count > longest else { return message }
    let (beginning, end) = (message.unicodeScalars.prefix(longest / 2), message.unicodeScalars.suffix(longest / 2))
    return "\(Substring(beginning)) … \(Substring(end))"
  }

  private func value(of answer: JSON) throws(EvaluationFailure) -> Double {
    if let value = answer["value"] {
      // What Python's and other writers make of a value that is not there.
      if case .null = value { throw EvaluationFailure(.notFinite, "the value is null") }
      guard let number = value.asNumber else { throw unreadable("its value is no number") }
      return number
    }
    guard let residuals = try residuals(of: answer) else { throw unreadable("it has neither a value nor residuals") }
    return Terms(.residuals, residuals).sum
  }

  /// The residuals under the loss, with their Jacobian where it is wanted.
  private func terms(of answer: JSON, at x: [Double]) throws(EvaluationFailure) -> Terms {
    guard reading.data.isEmpty else {
      var residuals: [Double] = []
      for series in reading.data { residuals += try series.residuals(of: answer) }
      return Terms(.residuals, residuals, loss: reading.loss)
    }
    guard let residuals = try residuals(of: answer) else { throw unreadable("it has no residuals") }
    var terms = Terms(.residuals, residuals, loss: reading.loss)
    if demand.contains(.jacobian) { terms.derivatives = try jacobian(of: answer, rowCount: residuals.count, at: x) }
    return terms
  }

  /// The program's own residuals; `nil` where there are none.
  private func residuals(of answer: JSON) throws(EvaluationFailure) -> [Double]? {
    guard let json = answer["residuals"] else { return nil }
    if case .null = json { throw EvaluationFailure(.notFinite, "the residuals are null") }
    guard let residuals = json.asNumbers else { throw unreadable("its residuals are no array of numbers") }
    guard !residuals.isEmpty else { throw unreadable("its residuals are an empty array") }
    if let i = residuals.firstIndex(where: { !$0.isFinite }) {
      throw EvaluationFailure(.notFinite, "number \(i) of the residuals is \(residuals[i])")
    }
    return residuals
  }

  /// The Jacobian, of which each row is read as a gradient.
  private func jacobian(of answer: JSON, rowCount m: Int, at x: [Double]) throws(EvaluationFailure) -> Matrix {
    guard let json = answer["jacobian"] else { throw unreadable("it has no jacobian") }
    guard let rows = json.asArray else { throw unreadable("its jacobian is no array of rows") }
    guard rows.count == m else {
      throw unreadable("its jacobian has \(rows.count) rows, but there are \(m) residuals")
    }
    var derivatives: [[Double]] = []
    derivatives.reserveCapacity(m)
    for (i, row) in rows.enumerated() {
      do throws(EvaluationFailure) {
        derivatives.append(try codec.decodeGradient(row, x))
      } catch {
        throw EvaluationFailure(error.kind, "row \(i) of the jacobian: \(error.message)")
      }
    }
    do throws(RaggedRows) {
      return try Matrix(rows: derivatives)
    } catch {
      throw unreadable("its jacobian is no matrix: \(error)")
    }
  }

  private func unreadable(_ reason: String) -> EvaluationFailure {
    EvaluationFailure(.unreadable, "the answer cannot be read: \(reason)")
  }
}
