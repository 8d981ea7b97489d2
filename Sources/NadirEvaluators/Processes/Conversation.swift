#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What is still to be said to a process, and what it has said.
struct Conversation {
  /// What has not been written to its standard input yet.
  var outgoing: ArraySlice<UInt8> = []
  /// Whether its standard input ends after that.
  var endsInput = false
  /// What it wrote to standard output, or at least the last ``outputLimit`` bytes of that.
  var output: [UInt8] = []
  /// The end of what it wrote to standard error.
  var errors: [UInt8] = []
  let outputLimit: Int

  /// How much of standard error is kept.
  static let errorsLimit = 65_536

  /// Forgets what was written longer ago than anybody wants to know.
  mutating func forget() {
    output.keepLast(outputLimit)
    errors.keepLast(Conversation.errorsLimit)
  }
}

extension [UInt8] {
  /// Removes all but the last `count` bytes once there are twice as many.
  fileprivate mutating func keepLast(_ count: Int) {
    if self.count > 2 * count { removeFirst(self.count - count) }
  }
}

extension ChildProcess {
  /// What ended a turn of a conversation.
  enum Event {
    /// Something was written or read, or may be now.
    case moved
    /// The process has ended, and everything that it wrote before is read.
    case exited
    /// The time is over.
    case timedOut
    /// ``interrupt()`` was called.
    case interrupted
  }

  /// What ends a turn early.
  struct Heed: OptionSet {
    let rawValue: Int
    static let exit = Heed(rawValue: 1)
    static let interruption = Heed(rawValue: 2)
  }

  /// Waits until something happens, and writes and reads what can be at once. Blocks its thread.
  func turn(
    _ conversation: inout Conversation, until deadline: ContinuousClock.Instant?,
    heeding heed: Heed = [.exit, .interruption]
  ) -> Event {
    send(&conversation)
    guard let milliseconds = timeLeft(until: deadline) else { return .timedOut }
    var sources = sources(conversation, heeding: heed)
    guard poll(&sources, nfds_t(sources.count), milliseconds) >= 0 else { return .moved }
    return hear(sources, &conversation, heeding: heed)
  }

  /// Waits until something happens, and writes and reads what can be at once. Suspends its task.
  func turn(
    _ conversation: inout Conversation, until deadline: ContinuousClock.Instant?, on poller: Poller
  ) async -> Event {
    send(&conversation)
    guard let milliseconds = timeLeft(until: deadline) else { return .timedOut }
    let heed: Heed = [.exit, .interruption]
    let ready = await poller.poll(sources(conversation, heeding: heed), milliseconds: milliseconds)
    return hear(ready, &conversation, heeding: heed)
  }

  /// What a turn waits for; `poll` ignores descriptors of −1.
  private func sources(_ conversation: Conversation, heeding heed: Heed) -> [pollfd] {
    [
      pollfd(fd: heed.contains(.interruption) ? interruption.reading.number : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: heed.contains(.exit) ? exitDescriptor : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: conversation.outgoing.isEmpty ? -1 : input.number, events: Int16(POLLOUT), revents: 0),
    ]
  }

  /// Reads from the sources that are ready.
  private func hear(_ sources: [pollfd], _ conversation: inout Conversation, heeding heed: Heed) -> Event {
    if sources[0].revents != 0 { return .interrupted }
    if sources[2].revents != 0, !readAvailable(from: output.number, into: &conversation.output) { output.close() }
    if sources[3].revents != 0, !readAvailable(from: errors.number, into: &conversation.errors) { errors.close() }
    if heed.contains(.exit), sources[1].revents != 0 || (exitDescriptor < 0 && hasExited) {
      drain(&conversation)
      return .exited
    }
    return .moved
  }

  /// Writes `input`, reads everything, and waits for the end of the process. One that does not end by itself, in time
  /// and without interruption, is asked to. Blocks its thread.
  func communicate(
    _ input: [UInt8], keeping outputLimit: Int, until deadline: ContinuousClock.Instant?
  ) -> (event: Event, conversation: Conversation) {
    var conversation = Conversation(outgoing: input[...], endsInput: true, outputLimit: outputLimit)
    while true {
      let event = turn(&conversation, until: deadline)
      conversation.forget()
      switch event {
      case .moved: continue
      case .exited: return (event, conversation)
      case .timedOut, .interrupted:
        terminate(&conversation)
        return (event, conversation)
      }
    }
  }

  /// Asks the process group to end, and waits half a second for it; ``end()`` kills what is left. Blocks its thread.
  func terminate(_ conversation: inout Conversation) {
    kill(-identifier, SIGTERM)
    listen(&conversation, for: .milliseconds(500))
  }

  /// Reads until the process and all that hold its pipes have ended, or the time is over. Blocks its thread.
  func listen(_ conversation: inout Conversation, for duration: Duration) {
    let deadline = ContinuousClock.now + duration
    var heed: Heed = .exit
    while heed.contains(.exit) || output.isOpen || errors.isOpen {
      switch turn(&conversation, until: deadline, heeding: heed) {
      case .exited: heed = []
      case .timedOut: return
      case .moved, .interrupted: break
      }
      conversation.forget()
    }
  }

  /// Whether the process has ended; it is not reaped by asking.
  var hasExited: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(identifier), &information, WEXITED | WNOHANG | WNOWAIT) == 0
      && information.si_signo == SIGCHLD
  }

  private func send(_ conversation: inout Conversation) {
    if !conversation.outgoing.isEmpty {
      if input.isOpen, let count = writeAvailable(conversation.outgoing, to: input.number) {
        conversation.outgoing.removeFirst(count)
      } else {
        conversation.outgoing = []
        input.close()
      }
    }
    if conversation.endsInput, conversation.outgoing.isEmpty { input.close() }
  }

  /// Reads what an ended process left in its pipes. Another process may hold them and write on, so not without limit.
  private func drain(_ conversation: inout Conversation) {
    for _ in 0..<64 where output.isOpen {
      let before = conversation.output.count
      if !readAvailable(from: output.number, into: &conversation.output) { output.close() }
      if conversation.output.count == before { break }
    }
    for _ in 0..<64 where errors.isOpen {
      let before = conversation.errors.count
      if !readAvailable(from: errors.number, into: &conversation.errors) { errors.close() }
      if conversation.errors.count == before { break }
    }
  }

  /// The milliseconds to wait at most, −1 for as long as it takes; `nil` when the time is over.
  private func timeLeft(until deadline: ContinuousClock.Instant?) -> CInt? {
    // Without a descriptor that tells of the end of a process, it is asked for now and then.
    let longest: CInt? = exitDescriptor < 0 ? 20 : nil
    guard let deadline else { return longest ?? -1 }
    let left = deadline - .now
    guard left > .zero else { return nil }
    return min(CInt(clamping: Int(min(left / .milliseconds(1), 1e9).rounded(.up))), longest ?? .max)
  }
}
