/// Why a file cannot be read as the result of a run.
public struct ResultError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Problem: Sendable, Hashable {
    /// The file cannot be read, is no JSON, or is no result.
    case file(String)
    /// A member that has to be there and is not.
    case missing
    /// A value, as it is written, that is not what was expected.
    case value(String, expected: String)
  }

  public var file: String
  /// The path of the member, such as `rows[2].start`; empty for the file as a whole.
  public var member: String
  public var problem: Problem

  public var description: String {
    switch problem {
    case .file(let message): "\(file): \(message)"
    case .missing: "\(file): '\(member)' is missing"
    case .value(let value, let expected): "\(file): '\(member)' is \(value), but must be \(expected)"
    }
  }
}
