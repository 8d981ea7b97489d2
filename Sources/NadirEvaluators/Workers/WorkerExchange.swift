internal import NadirEvaluation
internal import NadirJSON

/// A request and how its reply is read.
///
/// One point is asked for as `{"id": 7, "parameters": {…}, "want": ["value"]}` and answered as
/// `{"id": 7, "value": 3.5}` or `{"id": 7, "error": "…"}`. Several are asked for as
/// `{"id": 8, "batch": [{…}, {…}], "want": ["value"]}` and answered as `{"id": 8, "values": [3.5, 4.5]}`, with
/// `gradients`, `residuals`, `jacobians` or series as wanted, one element for each point. A point that failed has `null` or
/// `"NaN"` for its value, and may have a message under its index: `"errors": {"1": "…"}`.
struct WorkerExchange: Sendable {
  let id: Int
  let points: PointBatch
  let wanted: [String]
  let reader: AnswerReader

  /// The request, as a line.
  var request: [UInt8] {
    let parameters = (0..<points.count).map { reader.codec.encode(points[$0]) }
    let subject: (key: String, value: JSON) =
      parameters.count == 1 ? ("parameters", parameters[0]) : ("batch", .array(parameters))
    let wanted = JSON.array(wanted.map { .string($0) })
    var line: [UInt8] = Array("{\"id\":\(id),\"\(subject.key)\":".utf8)
    subject.value.write(to: &line)
    line.append(contentsOf: ",\"want\":".utf8)
    wanted.write(to: &line)
    line.append(contentsOf: "}\n".utf8)
    return line
  }

  /// What the points gave, or `nil` when the line is no reply to this request.
  func results(_ line: [UInt8]) -> [PointResult]? {
    guard let reply = try? JSON(parsing: line), reply["id"]?.asNumber == Double(id) else { return nil }
    if points.count == 1 { return [reader.result(of: reply, at: points[0])] }
    if let error = reply["error"], error != .null {
      return (0..<points.count).map { reader.result(of: reply, at: points[$0]) }
    }
    return (0..<points.count).map { reader.result(of: answer(to: $0, in: reply), at: points[$0]) }
  }

  /// The part of a batch's reply that is about point `i`, in the form of an answer to that point alone.
  private func answer(to i: Int, in reply: JSON) -> JSON {
    if let error = reply["errors"]?["\(i)"], error != .null { return .object([("error", error)]) }
    let members =
      [("value", "values"), ("gradient", "gradients"), ("residuals", "residuals"), ("jacobian", "jacobians")]
      + reader.reading.series.map { ($0, $0) }
    return .object(
      members.compactMap { one, many in
        guard let elements = reply[many]?.asArray, i < elements.count else { return nil }
        return (one, elements[i])
      })
  }
}
