internal import NadirEvaluation
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What this process is, if it was started to evaluate for another process of the same program.
struct ReplicaProcess: Sendable {
  /// The call whose objective it evaluates.
  let arrival: Arrival

  /// Whether it has come to that call. Whoever talks to the parent before holds the lock meanwhile.
  static let isServing = Mutex(false)

  /// The variable that tells a process so: the number of its parent, and the arrival.
  private static let variable = "NADIR_REPLICA"

  /// What this process is; `nil` in one that nobody has started for that.
  static let own: ReplicaProcess? = {
    guard let text = getenv(variable).map({ String(cString: $0) }), let space = text.firstIndex(of: " "),
      let arrival = Arrival(String(text[text.index(after: space)...]))
    else { return nil }
    if Int32(text[..<space]) == getppid() { return ReplicaProcess(arrival: arrival) }
    // Either it is one that a replica has started, which inherits the variable but is not meant, or the parent has ended.
    // Then nobody wants anything of this process any more, least of all to do the parent's work.
    var conversation = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    if poll(&conversation, 1, 0) > 0, conversation.revents & Int16(POLLHUP) != 0 { _exit(0) }
    return nil
  }()

  /// This program again, to come to the same arrival.
  ///
  /// - Throws: A failure of kind `.unavailable` where that would start something else.
  static func program(for arrival: Arrival) throws(EvaluationFailure) -> Program {
    let executable = try executable()
    try checkIsNoTestRunner(executable)
    return Program(
      arguments: [executable] + CommandLine.arguments.dropFirst(),
      environment: [
        variable: "\(getpid()) \(arrival)",
        // The process ends with the message of a trap, and not seconds later with a page about it.
        "SWIFT_BACKTRACE": "enable=no",
      ])
  }

  private static func executable() throws(EvaluationFailure) -> String {
    #if canImport(Darwin)
      var size: UInt32 = 0
      _NSGetExecutablePath(nil, &size)
      var path = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&path, &size) == 0 else {
        throw EvaluationFailure(.unavailable, "the executable of this program cannot be found")
      }
      return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    #else
      // It is this very file, even where another one has its name by now.
      return "/proc/self/exe"
    #endif
  }

  /// A test runner would run its tests again, in whatever order, and so would a shell for Swift its session.
  private static func checkIsNoTestRunner(_ executable: String) throws(EvaluationFailure) {
    let names = [executable, CommandLine.arguments.first ?? ""].map { path in
      path.split(separator: "/").last.map(String.init) ?? ""
    }
    let runners = ["xctest", "swiftpm-testing-helper", "swiftpm-xctest-helper", "repl_swift", "lldb", "swift-frontend"]
    guard let runner = names.first(where: { $0.hasSuffix(".xctest") || runners.contains($0) }) else { return }
    throw EvaluationFailure(
      .unavailable,
      """
      '.processes' starts the program again, which is no use in \(runner): evaluate in an executable of your own, or use \
      '.threads' here
      """)
  }
}
