import NadirEvaluation

/// Why a value did not come back from its tree.
enum RebuildFailure: Error {
  /// The type asks for what the tree does not have, or leaves out what it has.
  case shape(path: ParameterPath, what: String)
  /// The type refuses the numbers.
  case refused(path: ParameterPath, message: String, error: any Error)

  /// What a decoder threw.
  init(thrown error: any Error) {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      self = .shape(
        path: ParameterPath(codingPath: context.codingPath + [key]), what: "missing")
    case DecodingError.valueNotFound(_, let context):
      self = .shape(path: ParameterPath(codingPath: context.codingPath), what: "missing")
    case DecodingError.typeMismatch(_, let context):
      self = .shape(path: ParameterPath(codingPath: context.codingPath), what: context.debugDescription)
    case DecodingError.dataCorrupted(let context):
      self = .refused(
        path: ParameterPath(codingPath: context.codingPath), message: context.debugDescription, error: error)
    default: self = .refused(path: ParameterPath(), message: "\(error)", error: error)
    }
  }

  /// What it means for a run that has begun.
  var failure: EvaluationFailure {
    switch self {
    case .shape(let path, let what):
      EvaluationFailure(.threw, "the shape of the parameters depends on their values: '\(path)' is \(what)")
    case .refused(let path, let message, let error):
      EvaluationFailure(
        .threw,
        path.components.isEmpty
          ? "the type of the parameters refuses the numbers: \(message)"
          : "the type of the parameters refuses the numbers at '\(path)': \(message)",
        underlying: error)
    }
  }
}

extension FlatTree {
  /// The value with these numbers, as many as the tree has.
  func rebuild<Value: Decodable>(_ type: Value.Type, _ numbers: [Double]) throws(RebuildFailure) -> Value {
    let reading = TreeReading(self, numbers)
    let value: Value
    do {
      value = try reading.value(type, at: .node(0))
    } catch {
      throw RebuildFailure(thrown: error)
    }
    if let unread = reading.firstUnread { throw .shape(path: path(ofNumber: unread), what: "not read") }
    return value
  }
}
