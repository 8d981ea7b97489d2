/// A program in any language that evaluates an objective, and how it is run.
public struct Program: Sendable, Hashable {
  /// The executable and its arguments.
  ///
  /// An executable without a slash is looked for in `PATH`; any other is a path, relative to the working directory.
  /// What a ``CommandEvaluator`` puts in the place of placeholders such as `{rate}` is told there.
  public var arguments: [String]
  /// The directory the program runs in; `nil` is that of the calling process.
  public var workingDirectory: String?
  /// Variables that are set beside, or instead of, those of the calling process.
  public var environment: [String: String]
  /// The wall time that one evaluation may take, the start of a command included; `nil` does not limit it.
  public var timeout: Duration?
  /// How often an evaluation is repeated whose program failed, 0 unless given.
  public var retries: Int
  /// The wall time that a worker may take to write its first line; `nil` is 30 s, or the ``timeout`` where that is longer.
  /// A command has no start of its own.
  public var startTimeout: Duration?

  /// A program from its executable and arguments; it runs here, without limit and once, unless more is said.
  public init(
    arguments: [String], workingDirectory: String? = nil, environment: [String: String] = [:],
    timeout: Duration? = nil, retries: Int = 0, startTimeout: Duration? = nil
  ) {
    self.arguments = arguments
    self.workingDirectory = workingDirectory
    self.environment = environment
    self.timeout = timeout
    self.retries = retries
    self.startTimeout = startTimeout
  }

  /// A line that the system's shell runs: `/bin/sh -c line`.
  public static func shell(_ line: String) -> Program { Program(arguments: ["/bin/sh", "-c", line]) }
}
