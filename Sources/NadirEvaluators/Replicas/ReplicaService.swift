internal import NadirEvaluation
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Takes the place of the evaluator in a process that was started to evaluate: what is asked of it here is never
/// answered. It answers its parent instead, until that wants no more, and then the process ends.
final class ReplicaService: Evaluator {
  let activity = Activity()
  private let call: Objective<[Double]>.Call

  init(_ objective: Objective<[Double]>) { call = objective.call }

  var width: Int { 1 }

  func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    let session: ReplicaSession? = ReplicaProcess.isServing.withLock { isServing in
      guard !isServing else { return nil }
      isServing = true
      return ReplicaSession(dimension: points.dimension)
    }
    if let session { serve(session) }
    // A checked continuation would complain that nobody resumes it.
    return await withUnsafeContinuation { (_: UnsafeContinuation<EvaluationBatch, Never>) in }
  }

  private func serve(_ session: ReplicaSession) {
    // Threads of its own, since neither of them comes to an end.
    var hasThreads = startThread { session.awaitEndOfParent() }
    switch call {
    case .synchronous(let function):
      hasThreads =
        hasThreads
        && startThread {
          session.serve { request in result { () throws in try function(request.point, request.demand) } }
        }
    case .asynchronous(let function):
      Task.detached {
        await session.serve { request in
          await result { () async throws in try await function(request.point, request.demand) }
        }
      }
    }
    if !hasThreads { _exit(71) }
  }
}

/// A replica's side of the conversation with its parent.
struct ReplicaSession: Sendable {
  /// How long an answer waits for others with which it is written, in nanoseconds: where half of what was asked for is
  /// still to be evaluated, and at most. A message costs a change of processes, so the last ones go in one with the rest.
  private static let patience: (usual: UInt64, longest: UInt64) = (200_000, 400_000)

  private let dimension: Int
  private let socket: CInt
  private let progress: ReplicaProgress

  /// Takes standard input and output over for the conversation, and says to the parent that this process evaluates. From
  /// now on what is printed goes to standard error, and standard input is empty.
  init(dimension: Int) {
    self.dimension = dimension
    // What was printed is not to be taken for a part of the conversation later.
    fflush(nil)
    let file = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    socket = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    let nothing = open("/dev/null", O_RDONLY)
    dup2(nothing, STDIN_FILENO)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    guard nothing >= 0, socket >= 0, let progress = ReplicaProgress(file) else { _exit(71) }
    close(nothing)
    close(file)
    self.progress = progress
    send(ReplicaSignal.ready.bytes)
  }

  /// Ends this process when the parent has ended, though an evaluation may be under way. Blocks its thread.
  func awaitEndOfParent() {
    var source = pollfd(fd: socket, events: 0, revents: 0)
    while source.revents == 0 { _ = poll(&source, 1, -1) }
    _exit(0)
  }

  /// Evaluates what the parent asks for until it asks no more. Blocks its thread.
  func serve(_ evaluate: (ReplicaRequest) -> PointResult) {
    var backlog = Backlog()
    while true {
      while let request = backlog.next() {
        let begin = begin(&backlog)
        finish(misfit(request) ?? evaluate(request), since: begin, &backlog)
      }
      flush(&backlog)
      backlog.forget()
      ReplicaSession.receive(socket, into: &backlog.incoming)
    }
  }

  /// Evaluates what the parent asks for until it asks no more.
  func serve(_ evaluate: (ReplicaRequest) async -> PointResult) async {
    var backlog = Backlog()
    while true {
      while let request = backlog.next() {
        let begin = begin(&backlog)
        if let misfit = misfit(request) {
          finish(misfit, since: begin, &backlog)
        } else {
          finish(await evaluate(request), since: begin, &backlog)
        }
      }
      flush(&backlog)
      backlog.forget()
      let socket = socket
      backlog.incoming += await ThreadPool.shared.run {
        var bytes: [UInt8] = []
        ReplicaSession.receive(socket, into: &bytes)
        return bytes
      }
    }
  }

  /// What is still to be evaluated, and what is still to be said.
  private struct Backlog {
    var incoming: [UInt8] = []
    var position = 0
    /// Where the requests end whose answers have been written.
    var answered = 0
    var outgoing: [UInt8] = []
    /// When the first answer began that is still to be said.
    var oldest: UInt64 = 0
    /// The number of evaluations begun.
    var count: UInt64 = 0

    mutating func next() -> ReplicaRequest? {
      incoming.withUnsafeBytes { bytes in
        var reader = RecordReader(bytes)
        reader.position = position
        defer { position = reader.position }
        return ReplicaRequest(&reader)
      }
    }

    /// Whether at least as much is still to be evaluated as is to be said.
    var isHalfLeft: Bool { incoming.count - position >= position - answered }

    /// Forgets the requests that have been taken.
    mutating func forget() {
      incoming.removeFirst(position)
      (position, answered) = (0, 0)
    }
  }

  /// What becomes of a point of other dimensions than this process came to.
  private func misfit(_ request: ReplicaRequest) -> PointResult? {
    guard request.point.count != dimension else { return nil }
    return .failure(
      EvaluationFailure(
        .unavailable,
        """
        a process came to another run than its parent, one of \(dimension) coordinates and not \(request.point.count): \
        give each run a name, '.processes(…, named: …)'
        """))
  }

  private func begin(_ backlog: inout Backlog) -> UInt64 {
    let now = nanoseconds()
    progress.begin(backlog.count, at: now)
    return now
  }

  private func finish(_ result: PointResult, since begin: UInt64, _ backlog: inout Backlog) {
    let now = nanoseconds()
    progress.end(backlog.count)
    backlog.count += 1
    if backlog.outgoing.isEmpty { backlog.oldest = begin }
    ReplicaAnswer(result, from: begin, to: now).write(to: &backlog.outgoing)
    let age = now - backlog.oldest
    if age > ReplicaSession.patience.usual, age > ReplicaSession.patience.longest || backlog.isHalfLeft {
      flush(&backlog)
    }
  }

  private func flush(_ backlog: inout Backlog) {
    send(backlog.outgoing)
    backlog.outgoing.removeAll(keepingCapacity: true)
    backlog.answered = backlog.position
  }

  private func send(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = write(socket, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          guard errno == EINTR else { _exit(0) }
        } else {
          rest = rest.dropFirst(count)
        }
      }
    }
  }

  /// Waits for requests; ends this process when there are no more. Blocks its thread.
  private static func receive(_ socket: CInt, into bytes: inout [UInt8]) {
    let before = bytes.count
    while bytes.count == before {
      // To read at once would be to wake up as well when the parent reads: its socket has room again then.
      var source = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      _ = poll(&source, 1, -1)
      guard readAvailable(from: socket, into: &bytes) else { _exit(0) }
    }
  }
}
