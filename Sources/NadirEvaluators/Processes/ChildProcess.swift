internal import NadirEvaluation
internal import Subprocess
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
  internal import System
#else
  internal import Glibc
  internal import SystemPackage
#endif

/// A running program: the leader of a process group of its own, and our ends of its three pipes.
///
/// Subprocess starts and reaps it. What is said through the pipes is ours (``turn(_:until:heeding:)``): a conversation
/// has to write while it reads, to end on time whatever the program does, and to cost microseconds.
///
/// The process is reaped only in ``end()``, so that its number means this process and group until then. Whoever started
/// it calls `end()` once; a process that is let go of without it is killed.
final class ChildProcess: Sendable {
  /// How a process ended.
  enum Ending: Sendable, Equatable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  let identifier: pid_t
  /// Becomes readable when the process ends; −1 where the system has no such thing. Open until ``end()``.
  let exitDescriptor: CInt
  let input: Descriptor
  let output: Descriptor
  let errors: Descriptor
  /// Readable from the interruption on.
  let interruption: Pipe
  private let dismissal: AsyncStream<Never>.Continuation
  private let execution: Task<Ending, any Error>
  private let hasEnded = Atomic(false)

  /// What a process has for standard input, output and error.
  struct Channels {
    let input: Descriptor
    let output: Descriptor
    let errors: Descriptor
    /// The process's ends of them.
    let inherited: [Descriptor]

    /// Three pipes; `nil` when there is no file descriptor left.
    static var pipes: Channels? {
      guard let input = Pipe(), let output = Pipe(), let errors = Pipe() else { return nil }
      return Channels(
        input: input.writing, output: output.reading, errors: errors.reading,
        inherited: [input.reading, output.writing, errors.writing])
    }
  }

  private init(
    _ process: ProcessIdentifier, _ channels: Channels, _ interruption: Pipe,
    _ dismissal: AsyncStream<Never>.Continuation, _ execution: Task<Ending, any Error>
  ) {
    identifier = process.value
    #if os(Linux)
      exitDescriptor = process.processDescriptor
    #else
      exitDescriptor = -1
    #endif
    input = channels.input
    output = channels.output
    errors = channels.errors
    self.interruption = interruption
    self.dismissal = dismissal
    self.execution = execution
    for descriptor in [input, output, errors] { descriptor.doNotBlock() }
  }

  deinit {
    if !hasEnded.load(ordering: .relaxed) {
      killGroup()
      RunningPrograms.remove(identifier)
    }
    dismissal.finish()
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: The arguments in the place of the program's own, the executable first.
  ///   - name: What the program sees as its first argument, the executable unless given.
  ///   - channels: Its standard input, output and error, pipes unless given.
  /// - Throws: A failure of kind `.unavailable` that says why it could not be started.
  static func start(
    _ program: Program, arguments: [String], calledAs name: String? = nil, over channels: Channels? = .pipes
  ) async throws(EvaluationFailure) -> ChildProcess {
    guard let executable = arguments.first, !executable.isEmpty else {
      throw EvaluationFailure(.unavailable, "no program is given")
    }
    guard let channels, let interruption = Pipe() else {
      throw EvaluationFailure(.unavailable, "\(executable) cannot be started: \(Errno(rawValue: errno))")
    }
    guard RunningPrograms.announce() else {
      throw EvaluationFailure(.unavailable, "\(executable) is not started: this process is about to exit")
    }
    let configuration = configuration(of: program, arguments, calledAs: name)
    let inherited = channels.inherited
    let (isDismissed, dismissal) = AsyncStream.makeStream(of: Never.self)
    let (starts, start) = AsyncStream.makeStream(of: ProcessIdentifier.self)

    // Detached, so that no cancellation reaches Subprocess: the order in which a process is ended is ours.
    let execution = Task.detached {
      let isSettled = Atomic(false)
      defer {
        if !isSettled.load(ordering: .relaxed) { RunningPrograms.settle(nil) }
        start.finish()
      }
      let result = try await Subprocess.run(
        configuration,
        input: .fileDescriptor(FileDescriptor(rawValue: inherited[0].number), closeAfterSpawningProcess: false),
        output: .fileDescriptor(FileDescriptor(rawValue: inherited[1].number), closeAfterSpawningProcess: false),
        error: .fileDescriptor(FileDescriptor(rawValue: inherited[2].number), closeAfterSpawningProcess: false)
      ) { execution in
        RunningPrograms.settle(execution.processIdentifier.value)
        isSettled.store(true, ordering: .relaxed)
        for end in inherited { end.close() }
        start.yield(execution.processIdentifier)
        start.finish()
        for await _ in isDismissed {}
      }
      return Ending(result.terminationStatus)
    }
    // Waited for in a task of its own, so that a cancelled caller still gets the process, and can end it.
    if let process = await Task.detached(operation: { await starts.first { _ in true } }).value {
      return ChildProcess(process, channels, interruption, dismissal, execution)
    }
    if case .failure(let error) = await execution.result {
      throw EvaluationFailure(.unavailable, "\(executable) cannot be started: \(error)", underlying: error)
    }
    throw EvaluationFailure(.unavailable, "\(executable) cannot be started")
  }

  /// Makes a conversation with the process end at once, from any thread and at any time.
  func interrupt() { _ = writeAvailable([0], to: interruption.writing.number) }

  /// Kills the process group; ``end()`` is still to come.
  func killGroup() { kill(-identifier, SIGKILL) }

  /// Kills whatever is left of the process group, reaps the process, and closes the pipes.
  func end() async -> Ending? {
    guard !hasEnded.exchange(true, ordering: .relaxed) else { return nil }
    killGroup()
    RunningPrograms.remove(identifier)
    dismissal.finish()
    let ending = try? await execution.value
    for descriptor in [input, output, errors] { descriptor.close() }
    return ending
  }

  private static func configuration(
    of program: Program, _ arguments: [String], calledAs name: String?
  ) -> Configuration {
    let path = arguments[0]
    var environment: [Environment.Key: String?] = [:]
    for (name, value) in program.environment { environment[Environment.Key(stringLiteral: name)] = value }
    var options = PlatformOptions()
    options.processGroupID = 0
    return Configuration(
      executable: path.contains("/") ? .path(FilePath(path)) : .name(path),
      arguments: Arguments(executablePathOverride: name, remainingValues: Array(arguments.dropFirst())),
      environment: .inherit.updating(environment),
      workingDirectory: program.workingDirectory.map { FilePath($0) },
      platformOptions: options)
  }
}

extension ChildProcess.Ending: CustomStringConvertible {
  init(_ status: TerminationStatus) {
    switch status {
    case .exited(let code): self = .exited(code)
    case .signaled(let signal): self = .killed(signal: signal)
    }
  }

  var description: String {
    switch self {
    case .exited(let status): "ended with status \(status)"
    case .killed(let signal): "was killed by signal \(signal)"
    }
  }
}
