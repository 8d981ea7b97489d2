public import NadirEvaluation

/// The numbers that a value of any shape encodes, in the order of its paths; integers, booleans and texts are none.
///
/// - Throws: ``EvaluationFailure`` that names the place which cannot be encoded.
public func encodedNumbers(in value: some Encodable) throws(EvaluationFailure) -> [Double] {
  do throws(ShapeMismatch) {
    return try FlatTree.write(value).numbers
  } catch {
    throw EvaluationFailure(.unreadable, "'\(error.path)' is \(error.found), but must be \(error.expected)")
  }
}
