internal import NadirEvaluation
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The replicas that evaluate for one arrival, and what they are to evaluate.
///
/// Whatever happens to them happens on the poller's thread, in two steps: before it sleeps, what can be done is done
/// (``prepare(_:)``), and when it wakes, what was said is heard (``hear(_:)``).
final class ReplicaCrew: Poller.Guest {
  /// How many nanoseconds' worth of points a replica is given in advance, and how many points at most.
  private static let advance = (nanoseconds: 400_000.0, points: 64)
  /// How long a replica may take to finish what nobody wants any more, in nanoseconds.
  private static let grace: UInt64 = 50_000_000
  /// How many replicas in a row may die without having evaluated anything.
  private static let patience = 3

  private enum Slot {
    case vacant, starting
    case filled(Replica)

    var replica: Replica? {
      if case .filled(let replica) = self { replica } else { nil }
    }

    var isVacant: Bool {
      if case .vacant = self { true } else { false }
    }

    /// Whether nothing is expected of it.
    var isAtRest: Bool {
      switch self {
      case .vacant: true
      case .starting: false
      case .filled(let replica): replica.phase == .serving && replica.assigned.isEmpty
      }
    }
  }

  private struct State {
    var work = ReplicaWork()
    /// One for each worker number.
    var slots: [Slot]
    /// Those whose sources were last polled.
    var polled: [Replica] = []
    /// When replicas are killed that still evaluate for a cancelled batch; `.max` when there are none.
    var endOfGrace = UInt64.max
    /// How long an evaluation takes, in nanoseconds, rather too long than too short; 0 before the first.
    var pace = 0.0
    /// How many replicas can be had, less than there are slots once one could not be started beside others.
    var limit: Int
    /// The replicas in a row that died without having evaluated.
    var barren = 0
    /// Whether the poller looks after this.
    var isVisiting = false
    /// Those who wait until all replicas have ended.
    var closing: [CheckedContinuation<Void, Never>] = []
    /// Those who have waited for that, and are to be told.
    var closed: [CheckedContinuation<Void, Never>] = []
  }

  let activity = Activity()
  /// All replicas are talked to on one thread.
  let poller = Poller()
  private let arrival: Arrival
  private let timeout: (duration: Duration, nanoseconds: UInt64)?
  private let startTimeout: Duration
  private let tickets = Atomic(0)
  private let state: Mutex<State>

  init(_ arrival: Arrival, width: Int, timeout: Duration?, startTimeout: Duration) {
    self.arrival = arrival
    self.timeout = timeout.map { ($0, $0.wholeNanoseconds) }
    self.startTimeout = startTimeout
    state = Mutex(State(slots: [Slot](repeating: .vacant, count: width), limit: width))
  }

  /// Keeps what was evaluated for the replicas of later runs.
  func remember() { state.withLock { $0.work.memory.keep(for: arrival) } }

  /// Whether nothing is under way.
  var isIdle: Bool { state.withLock { $0.work.isEmpty } }

  func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
    let ticket = tickets.add(1, ordering: .relaxed).newValue
    let results = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in submit(points, demand, ticket, continuation) }
    } onCancel: {
      visit { state in
        state.work.cancel(ticket)
        state.endOfGrace = nanoseconds() + ReplicaCrew.grace
      }
    }
    if Task.isCancelled { state.withLock { $0.work.forget(ticket) } }
    return results
  }

  private func submit(
    _ points: PointBatch, _ demand: Demand, _ ticket: Int, _ continuation: UnsafeContinuation<EvaluationBatch, Never>
  ) {
    let activity = activity
    visit { $0.work.add(ReplicaBatch(ticket, points, demand, reportingTo: activity, continuation)) }
  }

  /// Ends all replicas, and returns when they have ended.
  func close() async {
    await withCheckedContinuation { continuation in
      visit { $0.closing.append(continuation) }
    }
  }

  /// Changes something, and has the poller look after it.
  private func visit(_ change: (inout State) -> Void) {
    let isVisiting = changeState { state in
      change(&state)
      defer { state.isVisiting = true }
      return state.isVisiting
    }
    if isVisiting { poller.wake() } else { poller.receive(self) }
  }

  /// Changes something, and then tells those who have waited for it.
  ///
  /// They are told when nothing is locked any more: who cancels a task holds the task's own lock while it waits for this
  /// one, and who resumes a task takes that lock.
  private func changeState<Result: Sendable>(_ change: (inout State) -> Result) -> Result {
    let (result, endings, closed) = state.withLock { state in
      let result = change(&state)
      defer { state.closed = [] }
      return (result, state.work.takeEndings(), state.closed)
    }
    for ending in endings { ending.tell() }
    for continuation in closed { continuation.resume() }
    return result
  }

  func prepare(_ sources: inout [pollfd]) -> UInt64? {
    changeState { state in
      let now = nanoseconds()
      endWhatIsOver(&state, at: now)
      if !state.closing.isEmpty, state.slots.allSatisfy(\.isVacant) {
        state.work.memory.keep(for: arrival)
        state.closed += state.closing
        state.closing = []
      }
      if state.closing.isEmpty {
        giveOut(&state)
        startReplicas(&state)
      }
      state.polled = state.slots.compactMap(\.replica)
      for replica in state.polled {
        replica.send()
        sources += replica.sources
      }
      state.isVisiting = !state.work.isEmpty || !state.closing.isEmpty || !state.slots.allSatisfy(\.isAtRest)
      return state.isVisiting ? nextInstant(state, now) : nil
    }
  }

  func hear(_ sources: ArraySlice<pollfd>) {
    changeState { state in
      for (i, replica) in state.polled.enumerated() {
        let own = sources[(sources.startIndex + 3 * i)...].prefix(3)
        guard own.contains(where: { $0.revents != 0 }) || replica.isEnding else { continue }
        let number = state.slots.firstIndex { $0.replica === replica }
        replica.hear(own) { point, answer in
          state.work.put(answer.result, at: point, during: answer.span, by: number)
          let duration = Double(answer.span.end - answer.span.begin)
          state.pace = max(duration, (state.pace + duration) / 2)
          state.barren = 0
        }
      }
    }
  }

  // MARK: - What is given out

  /// Gives the points that wait to the replicas that have the fewest.
  private func giveOut(_ state: inout State) {
    guard state.work.waiting > 0 else { return }
    let affordable = state.pace > 0 ? ReplicaCrew.advance.nanoseconds / state.pace : 1
    let depth = Int(min(max(1, affordable), Double(ReplicaCrew.advance.points)))
    let serving = state.slots.compactMap(\.replica).filter { $0.phase == .serving }
    while state.work.waiting > 0, let next = serving.min(by: { $0.assigned.count < $1.assigned.count }),
      next.assigned.count < depth
    {
      next.assign(state.work.take())
    }
  }

  /// Starts as many replicas as there are points for.
  private func startReplicas(_ state: inout State) {
    guard state.work.waiting > 0 else { return }
    let wanted = min(state.limit, state.work.waiting + state.work.taken)
    var missing = wanted - state.slots.count { !$0.isVacant }
    for number in state.slots.indices where missing > 0 && state.slots[number].isVacant {
      state.slots[number] = .starting
      Task.detached(executorPreference: poller) { await self.startReplica(number) }
      missing -= 1
    }
  }

  private func startReplica(_ number: Int) async {
    do throws(EvaluationFailure) {
      let program = try ReplicaProcess.program(for: arrival)
      guard let (channels, file) = ReplicaProcess.channels() else {
        throw EvaluationFailure(.unavailable, "there is no file descriptor left for another process")
      }
      let process = try await ChildProcess.start(
        program, arguments: program.arguments, calledAs: CommandLine.arguments.first, over: channels)
      let patience = startTimeout.wholeNanoseconds
      visit { $0.slots[number] = .filled(Replica(process, progress: file, startTimeout: patience)) }
    } catch {
      visit { state in
        state.slots[number] = .vacant
        noteFailedStart(error, &state)
      }
    }
  }

  // MARK: - What is ended

  /// Kills the replicas whose time is over, and reaps those that have ended.
  private func endWhatIsOver(_ state: inout State, at now: UInt64) {
    let isGraceOver = state.endOfGrace <= now
    if isGraceOver { state.endOfGrace = .max }
    for (number, replica) in state.slots.enumerated().compactMap({ number, slot in slot.replica.map { (number, $0) } })
    {
      if !state.closing.isEmpty { replica.kill(for: .closed, at: now) }
      switch replica.phase {
      case .starting(let deadline):
        if deadline <= now { replica.kill(for: .late, at: now) }
      case .serving:
        if let timeout, let current = replica.current, current.beginning + timeout.nanoseconds <= now {
          replica.kill(for: .slow, at: now)
        } else if isGraceOver, replica.assigned.elements.contains(where: { $0.batch.isCancelled }) {
          replica.kill(for: .cancelled, at: now)
        }
      case .ending(let deadline):
        if deadline <= now { replica.giveUp() }
      case .ended: break
      }
      if replica.phase == .ended, !replica.isBeingReaped {
        replica.isBeingReaped = true
        let process = replica.process
        Task.detached(executorPreference: poller) { self.bury(number, await process.end()) }
      }
    }
  }

  /// A replica has been reaped: settles what it had, and makes room for another.
  private func bury(_ number: Int, _ ending: ChildProcess.Ending?) {
    visit { state in
      guard let replica = state.slots[number].replica else { return }
      state.slots[number] = .vacant
      guard replica.hasServed else {
        if replica.verdict != .closed {
          noteFailedStart(replica.startFailure(ending, instead: arrival, within: startTimeout), &state)
        }
        return
      }
      let current = replica.current
      var points = replica.unassign()
      if replica.verdict == nil || replica.verdict == .slow {
        if let current {
          let point = points.remove(at: current.position)
          let failure = replica.failure(ending, within: timeout?.duration)
          state.work.put(.failure(failure), at: point, during: (current.beginning, nanoseconds()), by: number)
          state.barren = 0
        } else {
          state.barren += 1
        }
      }
      state.work.giveBack(points)
      if state.barren > ReplicaCrew.patience {
        state.barren = 0
        state.work.failWaiting(
          EvaluationFailure(
            .unavailable, "processes end without having evaluated; the last one \(Replica.text(ending))",
            errors: replica.errors))
      }
    }
  }

  /// Makes do with the replicas that there are; where there are none, all that waits fails.
  private func noteFailedStart(_ failure: EvaluationFailure, _ state: inout State) {
    let live = state.slots.count { $0.replica?.hasServed == true }
    state.limit = max(1, live)
    // Another one that is starting may fare better.
    if live == 0, !state.slots.contains(where: { !$0.isVacant }) { state.work.failWaiting(failure) }
  }

  /// When something is to be done although nothing is heard.
  private func nextInstant(_ state: State, _ now: UInt64) -> UInt64 {
    var next = state.endOfGrace
    for replica in state.polled {
      switch replica.phase {
      case .starting(let deadline), .ending(let deadline): next = min(next, deadline)
      case .serving:
        guard let timeout, !replica.assigned.isEmpty else { continue }
        next = min(next, (replica.current?.beginning ?? now) + timeout.nanoseconds)
      case .ended: break
      }
      // Where no descriptor tells of its end, it is asked for now and then.
      if replica.isEnding, replica.process.exitDescriptor < 0 { next = min(next, now + 20_000_000) }
    }
    return next
  }
}

extension Duration {
  /// Nanoseconds, as many as can be counted.
  fileprivate var wholeNanoseconds: UInt64 { UInt64(max(0, min(self / .nanoseconds(1), 1e18))) }
}
