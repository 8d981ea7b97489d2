internal import NadirEvaluation

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A process that runs this program again, as its parent sees it. It belongs to a crew, under whose lock it is used.
final class Replica {
  enum Phase: Equatable {
    /// It has not come to the call yet.
    case starting(until: UInt64)
    case serving
    /// It has been killed, or has fallen silent, and is about to have exited.
    case ending(until: UInt64)
    /// It has exited, or should have, and is being reaped.
    case ended
  }

  /// Why it was killed.
  enum Verdict { case late, slow, cancelled, closed }

  let process: ChildProcess
  private(set) var phase: Phase
  private(set) var verdict: Verdict?
  var isBeingReaped = false
  /// The points that it was given and has not answered, the next one first.
  private(set) var assigned = WaitingLine<ReplicaPoint>()
  private(set) var errors: [UInt8] = []
  /// The number of evaluations that it has answered.
  private(set) var answered: UInt64 = 0
  private let file: Descriptor
  private let startTimeout: UInt64
  private var progress: ReplicaProgress?
  private var outgoing: [UInt8] = []
  private var incoming: [UInt8] = []

  /// - Parameter startTimeout: How many nanoseconds it may take to come to the call, or to an earlier one.
  init(_ process: ChildProcess, progress file: Descriptor, startTimeout: UInt64) {
    self.process = process
    self.file = file
    self.startTimeout = startTimeout
    phase = .starting(until: nanoseconds() + startTimeout)
  }

  /// Whether it came to the call.
  var hasServed: Bool { progress != nil }

  /// The position among ``assigned`` of the point under evaluation, and when that began.
  var current: (position: Int, beginning: UInt64)? {
    guard let (evaluation, beginning) = progress?.current, evaluation >= answered,
      evaluation - answered < UInt64(assigned.count)
    else { return nil }
    return (Int(evaluation - answered), beginning)
  }

  func assign(_ point: ReplicaPoint) {
    assigned.append(point)
    ReplicaRequest.write(point.index, of: point.batch.points, for: point.batch.demand, to: &outgoing)
  }

  /// Takes all points from it.
  func unassign() -> [ReplicaPoint] {
    defer { assigned = WaitingLine() }
    return assigned.elements
  }

  /// What is waited for: its answers, its standard error, its end.
  var sources: [pollfd] {
    let isOver = phase == .ended
    let events = outgoing.isEmpty ? POLLIN : POLLIN | POLLOUT
    return [
      pollfd(fd: isOver ? -1 : process.output.number, events: Int16(events), revents: 0),
      pollfd(fd: isOver ? -1 : process.errors.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isOver ? -1 : process.exitDescriptor, events: Int16(POLLIN), revents: 0),
    ]
  }

  /// Writes what fits.
  func send() {
    guard !outgoing.isEmpty, process.input.isOpen else { return }
    if let count = sendAvailable(outgoing, to: process.input.number) {
      outgoing.removeFirst(count)
    } else {
      // Nobody reads it, so that the process has ended, or will be seen to have.
      outgoing = []
    }
  }

  /// Reads from the sources that are ready.
  func hear(_ sources: ArraySlice<pollfd>, _ take: (ReplicaPoint, ReplicaAnswer) -> Void) {
    guard phase != .ended else { return }
    let first = sources.startIndex
    if sources[first + 1].revents != 0 { hearErrors() }
    if sources[first].revents & ~Int16(POLLOUT) != 0 { hearAnswers(take) }
    // What it wrote before its end is read before that is seen.
    if sources[first + 2].revents != 0 || (process.exitDescriptor < 0 && isEnding && process.hasExited) {
      while process.output.isOpen, hearAnswers(take) {}
      while process.errors.isOpen, hearErrors() {}
      phase = .ended
    }
  }

  var isEnding: Bool {
    if case .ending = phase { true } else { false }
  }

  /// Whether there was something.
  @discardableResult
  private func hearErrors() -> Bool {
    let before = errors.count
    if !readAvailable(from: process.errors.number, into: &errors) { process.errors.close() }
    defer { if errors.count > 65_536 { errors.removeFirst(errors.count - 32_768) } }
    return errors.count > before
  }

  /// Whether there was something.
  @discardableResult
  private func hearAnswers(_ take: (ReplicaPoint, ReplicaAnswer) -> Void) -> Bool {
    let before = incoming.count
    if !readAvailable(from: process.output.number, into: &incoming) {
      process.output.close()
      if !isEnding { phase = .ending(until: nanoseconds() + 1_000_000_000) }
    }
    guard incoming.count > before else { return false }
    if progress == nil { heed() }
    if progress != nil { takeAnswers(take) }
    return true
  }

  /// Looks for what it says among what the program prints.
  private func heed() {
    while progress == nil, let signal = ReplicaSignal.take(from: &incoming) {
      switch signal {
      case .recall(let arrival):
        let records = ReplicaMemory.records(of: "\(arrival)")
        outgoing.append(UInt64(records.count))
        outgoing += records
        if case .starting = phase { phase = .starting(until: nanoseconds() + startTimeout) }
      case .ready:
        progress = ReplicaProgress(file.number)
        file.close()
        guard case .starting = phase else { return }
        if progress == nil { return kill(for: .late, at: nanoseconds()) }
        phase = .serving
      }
    }
  }

  private func takeAnswers(_ take: (ReplicaPoint, ReplicaAnswer) -> Void) {
    let position = incoming.withUnsafeBytes { bytes in
      var reader = RecordReader(bytes)
      while !assigned.isEmpty, let answer = ReplicaAnswer(&reader), let point = assigned.popFirst() {
        answered += 1
        take(point, answer)
      }
      return reader.position
    }
    incoming.removeFirst(position)
  }

  /// Kills it with everything that it has started.
  func kill(for verdict: Verdict, at now: UInt64) {
    guard phase != .ended, self.verdict == nil else { return }
    self.verdict = verdict
    process.killGroup()
    if !isEnding { phase = .ending(until: now + 1_000_000_000) }
  }

  /// It is not waited for any longer.
  func giveUp() { phase = .ended }
}
