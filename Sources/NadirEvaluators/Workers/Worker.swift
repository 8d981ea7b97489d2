internal import NadirEvaluation
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// One worker process. Whoever took it from the idle ones has it alone.
final class Worker: Sendable {
  /// Why a worker is of no more use.
  enum Breakdown: Error {
    case timedOut, flooded, interrupted
    /// It wrote no first line.
    case saidNothing(for: Duration)
    /// It ended, or closed its standard input or output.
    case silent
    /// It said something else than what it was asked.
    case garbage([UInt8])
  }

  /// The longest line that is read, in bytes.
  private static let longestLine = 32 << 20

  private struct State {
    var conversation = Conversation(outputLimit: longestLine)
    /// How much of the output is known to hold no end of a line.
    var searched = 0
    /// The beginning of a line of standard error.
    var unlogged: [UInt8] = []
  }

  private let process: ChildProcess
  private let poller: Poller
  private let state = Mutex(State())
  private let log: @Sendable (String) -> Void

  private init(_ process: ChildProcess, _ poller: Poller, log: @escaping @Sendable (String) -> Void) {
    self.process = process
    self.poller = poller
    self.log = log
  }

  /// Starts a worker and waits for what it offers.
  ///
  /// - Throws: A failure of kind `.unavailable` when it does not start, says nothing in time or something else, and
  ///   `.cancelled`.
  static func start(
    _ program: Program, on poller: Poller, within timeout: Duration, reading: ResidualReading,
    log: @escaping @Sendable (String) -> Void
  ) async throws(EvaluationFailure) -> (Worker, WorkerOffer) {
    let worker = Worker(try await ChildProcess.start(program, arguments: program.arguments), poller, log: log)
    let greeting: [UInt8]
    do throws(Breakdown) {
      greeting = try await worker.exchange([], until: .now + timeout)
    } catch {
      let breakdown = if case .timedOut = error { Breakdown.saidNothing(for: timeout) } else { error }
      let failure = await worker.dismiss(after: breakdown)
      throw failure.kind == .cancelled ? failure : EvaluationFailure(.unavailable, "at its start, \(failure.message)")
    }
    do throws(EvaluationFailure) {
      return (worker, try WorkerOffer(greeting, for: reading))
    } catch {
      await worker.end()
      throw error
    }
  }

  /// Whether the process has ended by itself.
  var isDead: Bool { process.hasExited }

  /// Sends a request, waits for the next line, and returns that. Cancellation ends the waiting.
  func exchange(_ request: [UInt8], until deadline: ContinuousClock.Instant?) async throws(Breakdown) -> [UInt8] {
    var state = self.state.withLock { state in
      defer { state = State() }
      return state
    }
    let result = await withTaskCancellationHandler {
      await talk(request, until: deadline, &state)
    } onCancel: {
      process.interrupt()
    }
    self.state.withLock { $0 = state }
    return try result.get()
  }

  private func talk(
    _ request: [UInt8], until deadline: ContinuousClock.Instant?, _ state: inout State
  ) async -> Result<[UInt8], Breakdown> {
    state.conversation.outgoing += request
    while true {
      if let line = takeLine(&state) { return .success(line) }
      if state.conversation.output.count > Worker.longestLine { return .failure(.flooded) }
      if !process.output.isOpen || !process.input.isOpen { return .failure(.silent) }
      let heard = state.conversation.errors.count
      let event = await process.turn(&state.conversation, until: deadline, on: poller)
      passOn(state.conversation.errors[heard...], &state.unlogged)
      state.conversation.forget()
      switch event {
      case .moved: continue
      case .exited: return takeLine(&state).map { .success($0) } ?? .failure(.silent)
      case .timedOut: return .failure(.timedOut)
      case .interrupted: return .failure(.interrupted)
      }
    }
  }

  /// The next line of the output that is not blank.
  private func takeLine(_ state: inout State) -> [UInt8]? {
    while let end = firstNewline(in: state.conversation.output, from: state.searched) {
      let line = Array(state.conversation.output[..<end])
      state.conversation.output.removeFirst(end + 1)
      state.searched = 0
      if !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return line }
    }
    state.searched = state.conversation.output.count
    return nil
  }

  private func firstNewline(in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard start < buffer.count, let base = buffer.baseAddress,
        let found = memchr(base + start, 0x0A, buffer.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Hands the whole lines of standard error to the log.
  private func passOn(_ errors: ArraySlice<UInt8>, _ unlogged: inout [UInt8]) {
    guard !errors.isEmpty else { return }
    unlogged += errors
    // A line without end is passed on in pieces.
    guard let end = unlogged.lastIndex(of: 0x0A) ?? (unlogged.count > 4096 ? unlogged.count - 1 : nil) else { return }
    for line in unlogged[...end].split(separator: 0x0A) { log(String(decoding: line, as: UTF8.self)) }
    unlogged.removeFirst(end + 1)
  }

  /// Asks the worker to leave by closing its input, waits a second for it, and ends it otherwise.
  func leave() async {
    await ThreadPool.shared.run {
      self.process.input.close()
      self.state.withLock { self.process.listen(&$0.conversation, for: .seconds(1)) }
    }
    await end()
  }

  /// Ends the worker and says why in the form of a failure.
  func dismiss(after breakdown: Breakdown) async -> EvaluationFailure {
    let ending = await end(after: breakdown)
    let errors = state.withLock { $0.conversation.errors }
    switch breakdown {
    case .interrupted: return .cancelled
    case .timedOut:
      return EvaluationFailure(.timedOut, "the worker took longer than its time limit", errors: errors)
    case .saidNothing(let limit):
      return EvaluationFailure(.timedOut, "the worker took longer than \(limit) for its first line", errors: errors)
    case .flooded: return EvaluationFailure(.unreadable, "the worker printed a line without end", errors: errors)
    case .garbage(let line):
      return EvaluationFailure(.unreadable, "the worker printed what is no reply: \(excerpt(line))", errors: errors)
    case .silent:
      let event = ending.map(\.description) ?? "closed its standard input or output"
      return EvaluationFailure(.workerDied, "the worker \(event)", errors: errors)
    }
  }

  /// Ends the worker. Returns how it ended if that was by itself.
  @discardableResult
  private func end(after breakdown: Breakdown? = nil) async -> ChildProcess.Ending? {
    let endedByItself = await ThreadPool.shared.run {
      self.state.withLock { state in
        // Of a process that ends, the pipes are closed a moment before it is seen to have ended.
        if case .silent = breakdown { self.process.listen(&state.conversation, for: .milliseconds(100)) }
        let hasExited = self.process.hasExited
        if !hasExited { self.process.terminate(&state.conversation) }
        return hasExited
      }
    }
    let ending = await process.end()
    return endedByItself ? ending : nil
  }
}
