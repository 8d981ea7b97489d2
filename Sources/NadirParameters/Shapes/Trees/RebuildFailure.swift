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

  /// What it means when parameters are read as a type that should be encoded alike.
  func failure(reading type: Any.Type) -> EvaluationFailure {
    switch self {
    case .shape(let path, let what):
      EvaluationFailure(.threw, "\(type) is not encoded as the parameters are: '\(path)' is \(what)")
    case .refused(let path, let message, let error):
      EvaluationFailure(
        .threw,
        path.components.isEmpty
          ? "\(type) refuses the parameters: \(message)" : "\(type) refuses the parameters at '\(path)': \(message)",
        underlying: error)
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
    let value = try read(type, with: reading)
    if let unread = reading.unread.first { throw .shape(path: path(ofNumber: unread), what: "not read") }
    return value
  }

  /// A value with others in the place of the numbers, and the positions of the numbers for which none was taken.
  func rebuild<Value: Decodable>(
    _ type: Value.Type, _ numbers: [Double], carrying carried: CarriedNumbers
  ) throws(RebuildFailure) -> (value: Value, untracked: [Int]) {
    let reading = TreeReading(self, numbers, carrying: carried)
    let value = try read(type, with: reading)
    let unread = reading.unread
    if unread.isEmpty, reading.plain.isEmpty { return (value, []) }
    return (value, Set(unread).union(reading.plain.joined()).sorted())
  }

  private func read<Value: Decodable>(
    _ type: Value.Type, with reading: TreeReading
  ) throws(RebuildFailure) -> Value {
    do {
      return try reading.value(type, at: .node(0))
    } catch {
      throw RebuildFailure(thrown: error)
    }
  }
}
