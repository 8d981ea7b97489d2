/// An argument or option that cannot be worked with, found before the first evaluation.
public struct InvalidArgument: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, as the caller names it.
  public var argument: String
  /// Its value.
  public var value: String
  /// What was expected instead.
  public var expected: String

  public init(_ argument: String, is value: String, expected: String) {
    self.argument = argument
    self.value = value
    self.expected = expected
  }

  public var description: String { "\(argument) is \(value), but must be \(expected)" }
}
