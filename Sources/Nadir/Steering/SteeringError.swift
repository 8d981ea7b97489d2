/// Why an answer was not taken. The run goes on as if it had not been given.
public enum SteeringError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The run has asked no such question.
  case unknown(QuestionID)
  /// The question has been answered before.
  case answered(QuestionID)
  /// The answer does not say what was asked, or has another size.
  case unfit(QuestionID, String)

  public var description: String {
    switch self {
    case .unknown(let id): "there is no question \(id)"
    case .answered(let id): "the question \(id) has been answered before"
    case .unfit(let id, let reason): "this is no answer to the question \(id): \(reason)"
    }
  }
}
