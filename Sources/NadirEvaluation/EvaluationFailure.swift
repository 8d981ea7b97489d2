/// Why one evaluation gave no usable value.
public struct EvaluationFailure: Error, Sendable, Codable, CustomStringConvertible {
  public enum Kind: String, Sendable, Codable {
    /// The value or a component of the gradient is NaN or infinite.
    case notFinite
    /// The objective threw an error.
    case threw
    /// The evaluation took longer than its time limit.
    case timedOut
    /// The program ended with a status other than 0, or by a signal.
    case exited
    /// The program's answer could not be read as a value.
    case unreadable
    /// The worker that held the evaluation died.
    case workerDied
    /// The program or worker could not be started.
    case unavailable
    /// The run ended before the evaluation did; it counts as never made.
    case cancelled
  }

  public var kind: Kind
  /// What happened, in words, with the end of what the program wrote to standard error.
  public var message: String
  /// The error that a Swift objective threw. It is not encoded.
  public var underlying: (any Error)?

  private enum CodingKeys: CodingKey { case kind, message }

  public init(_ kind: Kind, _ message: String, underlying: (any Error)? = nil) {
    self.kind = kind
    self.message = message
    self.underlying = underlying
  }

  /// The failure of an objective that threw `error`.
  public init(thrown error: any Error) {
    if let failure = error as? EvaluationFailure {
      self = failure
    } else {
      self.init(.threw, "the objective threw \(error)", underlying: error)
    }
  }

  public static let cancelled = EvaluationFailure(.cancelled, "the run ended before this evaluation did")

  public var description: String { message }
}
