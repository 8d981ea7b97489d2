internal import NadirEvaluation
internal import NadirJSON

/// What a command left behind at its end, from which its result is read.
struct CommandAnswer {
  /// The longest answer that can be read, in bytes.
  static let longest = 16 << 20

  let event: ChildProcess.Event
  let ending: ChildProcess.Ending?
  let conversation: Conversation
  let timeout: Duration?

  func result(_ reader: AnswerReader, at x: [Double]) -> PointResult {
    if event == .interrupted { return .failure(.cancelled) }
    if event == .timedOut { return failure(.timedOut, "the program took longer than \(timeout ?? .zero)") }
    guard let ending else { return failure(.exited, "the end of the program was not seen") }
    guard ending == .exited(0) else { return failure(.exited, "the program \(ending)") }
    guard let line = lastLine else { return failure(.unreadable, "the program printed nothing") }
    do throws(JSON.SyntaxError) {
      let answer =
        if let value = number(line) { JSON.object([("value", .number(value))]) } else { try JSON(parsing: line) }
      return reader.result(of: answer, at: x).mapError { failure in
        guard failure.kind == .unreadable else { return failure }
        return EvaluationFailure(.unreadable, "\(failure.message): \(line.prefix(200))", errors: conversation.errors)
      }
    } catch {
      let reason = "the program's last line is neither a number nor JSON (\(error))"
      return failure(.unreadable, "\(reason): \(line.prefix(200))")
    }
  }

  private func failure(_ kind: EvaluationFailure.Kind, _ message: String) -> PointResult {
    .failure(EvaluationFailure(kind, message, errors: conversation.errors))
  }

  private var lastLine: String? {
    conversation.output.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
      .last { !$0.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
      .map { String(decoding: $0, as: UTF8.self).trimmingSpace }
  }

  /// A number in the spelling of any language: also `nan`, `-inf`, and Fortran's `1.0D-3`.
  private func number(_ line: String) -> Double? {
    guard line.utf8.count <= 64 else { return nil }
    return Double(line) ?? Double(line.replacingExponentLetter)
  }
}

extension String {
  /// The same with `e` for `d`, as in the numbers that Fortran prints.
  fileprivate var replacingExponentLetter: String { String(map { $0 == "d" || $0 == "D" ? "e" : $0 }) }
}
