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

  private init(
    _ process: ProcessIdentifier, _ standard: (input: Pipe, output: Pipe, errors: Pipe), _ interruption: Pipe,
    _ dismissal: AsyncStream<Never>.Continuation, _ execution: Task<Ending, any Error>
  ) {
    identifier = process.value
    #if os(Linux)
      exitDescriptor = process.processDescriptor
    #else
      exitDescriptor = -1
    #endif
    input = standard.input.writing
    output = standard.output.reading
    errors = standard.errors.reading
    self.interruption = interruption
    self.dismissal = dismissal
    self.execution = execution
    for descriptor in [input, output, errors] { descriptor.doNotBlock() }
  }

  deinit {
    if !hasEnded.load(ordering: .relaxed) {
      kill(-identifier, SIGKILL)
      RunningPrograms.remove(identifier)
    }
    dismissal.finish()
  }

  /// Starts a program.
  ///
  /// - Parameter arguments: The arguments in the place of the program's own, the executable first.
  /// - Throws: A failure of kind `.unavailable` that says why it could not be started.
  static func start(_ program: Program, arguments: [String]) async throws(EvaluationFailure) -> ChildProcess {
    guard let executable = arguments.first, !executable.isEmpty else {
      throw EvaluationFailure(.unavailable, "no program is given")
    }
    guard let input = Pipe(), let output = Pipe(), let errors = Pipe(), let interruption = Pipe() else {
      throw EvaluationFailure(.unavailable, "\(executable) cannot be started: \(Errno(rawValue: errno))")
    }
    guard RunningPrograms.announce() else {
      throw EvaluationFailure(.unavailable, "\(executable) is not started: this process is about to exit")
    }
    let configuration = configuration(of: program, arguments)
    let inherited = [input.reading, output.writing, errors.writing]
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
      return ChildProcess(process, (input, output, errors), interruption, dismissal, execution)
    }
    if case .failure(let error) = await execution.result {
      throw EvaluationFailure(.unavailable, "\(executable) cannot be started: \(error)", underlying: error)
    }
    throw EvaluationFailure(.unavailable, "\(executable) cannot be started")
  }

  /// Makes a conversation with the process end at once, from any thread and at any time.
  func interrupt() { _ = writeAvailable([0], to: interruption.writing.number) }

  /// Kills whatever is left of the process group, reaps the process, and closes the pipes.
  func end() async -> Ending? {
    guard !hasEnded.exchange(true, ordering: .relaxed) else { return nil }
    kill(-identifier, SIGKILL)
    RunningPrograms.remove(identifier)
    dismissal.finish()
    let ending = try? await execution.value
    for descriptor in [input, output, errors] { descriptor.close() }
    return ending
  }

  private static func configuration(of program: Program, _ arguments: [String]) -> Configuration {
    let path = arguments[0]
    var environment: [Environment.Key: String?] = [:]
    for (name, value) in program.environment { environment[Environment.Key(stringLiteral: name)] = value }
    var options = PlatformOptions()
    options.processGroupID = 0
    return Configuration(
      executable: path.contains("/") ? .path(FilePath(path)) : .name(path),
      arguments: Arguments(Array(arguments.dropFirst())),
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
