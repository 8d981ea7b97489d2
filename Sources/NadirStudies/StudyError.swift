/// Something in a study file that cannot be worked with, and where it is.
public struct StudyError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Problem: Sendable, Hashable {
    /// The file cannot be read, or is no YAML.
    case syntax(String)
    /// A key that means nothing here.
    case unknownKey(nearest: String?, known: [String])
    /// A key that has to be there and is not.
    case missing(expected: String)
    /// A key that is there more than once.
    case duplicate
    /// A value, as it is written, that is not what was expected.
    case value(String, expected: String)
  }

  public var file: String
  /// The line, from 1; `nil` where the error concerns the file as a whole.
  public var line: Int?
  /// The column, from 1, in Unicode scalars.
  public var column: Int?
  /// The path of the key, such as `parameters.rate.lower`; empty for the file as a whole.
  public var key: String
  public var problem: Problem

  public var description: String {
    let position = line.map { line in ":\(line)" + (column.map { ":\($0)" } ?? "") } ?? ""
    return "\(file)\(position): error: \(message)"
  }

  /// What is wrong, without the position.
  public var message: String {
    switch problem {
    case .syntax(let message):
      return message
    case .unknownKey(let nearest, let known):
      let suggestion = nearest.map { "did you mean '\($0)'? " } ?? ""
      return "unknown key '\(key)' (\(suggestion)known here: \(known.joined(separator: ", ")))"
    case .missing(let expected):
      return "'\(key)' is missing; expected \(expected)"
    case .duplicate:
      return "'\(key)' is given more than once"
    case .value(let value, let expected):
      return "'\(key)' is \(value), but must be \(expected)"
    }
  }
}

/// All errors that were found in a study file and the files that it names, in the order of their lines, the study first.
public struct StudyErrors: Error, Sendable, CustomStringConvertible {
  public let errors: [StudyError]

  init(_ errors: [StudyError], in study: String) {
    let files = [study] + errors.map(\.file)
    let places = errors.enumerated().map { i, error in
      (file: files.firstIndex(of: error.file) ?? 0, line: error.line ?? 0, column: error.column ?? 0, order: i)
    }
    self.errors = places.sorted { $0 < $1 }.map { errors[$0.order] }
  }

  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
