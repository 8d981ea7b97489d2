package import NadirEvaluation
internal import Synchronization

/// Brings together what several runs await.
///
/// There is a turn when every run that has joined and not left is waiting, and, with a limit, when the first of those that
/// wait has waited that long. In a turn all points that are awaited and alike are one launch. Turns follow each other:
/// what is asked for while one is under way belongs to the next.
///
/// A turn belongs to no run. One whose task is cancelled stops waiting; where it already is part of a turn it gets what that
/// gives, and a turn is only cancelled when all of its runs are.
package final class LockStep<Points: Sendable>: Sendable {
  /// Evaluates the points of several requests together, one after the other.
  package typealias Launch = @Sendable (_ parts: [Points], _ demand: Demand) async -> EvaluationBatch

  private struct Request: Sendable {
    let id: Int
    let points: Points
    let count: Int
    let kind: Int
    let demand: Demand
    let since: ContinuousClock.Instant
    let continuation: CheckedContinuation<EvaluationBatch, Never>
  }

  private struct State {
    /// The number of runs that have joined and not left.
    var runs = 0
    var waiting: [Request] = []
    /// The next turn or the one under way.
    var turn: Task<Void, Never>?
    /// The requests in the turn under way whose tasks are not cancelled.
    var underWay: Set<Int> = []
    var timer: Task<Void, Never>?
    /// Whether the first that waits has waited for as long as the limit.
    var isOverdue = false

    var isDue: Bool { !waiting.isEmpty && (waiting.count >= runs || isOverdue) }
  }

  private let waitingLimit: Duration?
  private let launch: Launch
  private let state = Mutex(State())
  private let requests = Atomic(0)
  private let launched = Atomic(0)

  package init(waitingLimit: Duration?, launch: @escaping Launch) {
    self.waitingLimit = waitingLimit
    self.launch = launch
  }

  /// The number of runs that have joined and not left.
  package var runs: Int { state.withLock { $0.runs } }

  /// The number of launches so far.
  package var launches: Int { launched.load(ordering: .relaxed) }

  package func join(_ count: Int = 1) { state.withLock { $0.runs += count } }

  package func leave() {
    state.withLock { state in
      state.runs -= 1
      beginTurnIfDue(&state)
    }
  }

  /// What the points give, together with what others await.
  ///
  /// - Parameters:
  ///   - count: The number of points.
  ///   - kind: What must be the same for points to be evaluated together.
  package func evaluation(
    of points: Points, count: Int, kind: Int = 0, for demand: Demand
  ) async -> EvaluationBatch {
    guard count > 0 else { return [] }
    let id = requests.add(1, ordering: .relaxed).newValue
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let request = Request(
          id: id, points: points, count: count, kind: kind, demand: demand, since: .now, continuation: continuation)
        if !enqueue(request) { continuation.resume(returning: .cancelled(count)) }
      }
    } onCancel: {
      cancel(id)
    }
  }

  /// `false` when the calling task is cancelled already; later on, ``cancel(_:)`` finds the request.
  private func enqueue(_ request: Request) -> Bool {
    state.withLock { state in
      guard !Task.isCancelled else { return false }
      state.waiting.append(request)
      beginTurnIfDue(&state)
      return true
    }
  }

  private func cancel(_ id: Int) {
    let withdrawn = state.withLock { state -> Request? in
      if let i = state.waiting.firstIndex(where: { $0.id == id }) { return state.waiting.remove(at: i) }
      if state.underWay.remove(id) != nil, state.underWay.isEmpty { state.turn?.cancel() }
      return nil
    }
    withdrawn?.continuation.resume(returning: .cancelled(withdrawn?.count ?? 0))
  }

  private func beginTurnIfDue(_ state: inout State) {
    guard state.turn == nil else { return }
    if state.isDue {
      state.turn = Task { await self.takeTurn() }
    } else {
      setTimer(&state)
    }
  }

  private func takeTurn() async {
    let taken = state.withLock { state -> [Request] in
      // Between the last request and now, runs may have joined: the turn waits for what they are about to ask.
      guard state.isDue else {
        state.turn = nil
        setTimer(&state)
        return []
      }
      let taken = state.waiting
      state.waiting = []
      state.underWay = Set(taken.map(\.id))
      state.isOverdue = false
      state.timer?.cancel()
      state.timer = nil
      return taken
    }
    guard !taken.isEmpty else { return }
    let results = await results(of: taken)
    state.withLock { state in
      state.turn = nil
      state.underWay = []
      beginTurnIfDue(&state)
    }
    for (request, result) in zip(taken, results) { request.continuation.resume(returning: result) }
  }

  /// One launch for each demand and kind, in the order in which they were first asked for.
  private func results(of taken: [Request]) async -> [EvaluationBatch] {
    var results = taken.map { EvaluationBatch.cancelled($0.count) }
    var rest = Array(taken.indices)
    while let first = rest.first {
      let (demand, kind) = (taken[first].demand, taken[first].kind)
      let group = rest.filter { taken[$0].demand == demand && taken[$0].kind == kind }
      rest.removeAll { taken[$0].demand == demand && taken[$0].kind == kind }
      launched.add(1, ordering: .relaxed)
      let begin = ContinuousClock.now
      let launched = await launch(group.map { taken[$0].points }, demand)
      let seconds = (ContinuousClock.now - begin).inSeconds
      let total = group.reduce(0) { $0 + taken[$1].count }
      var offset = 0
      for i in group {
        let range = offset..<offset + taken[i].count
        let waited = (begin - taken[i].since).inSeconds
        results[i] =
          launched.count == total
          ? launched.part(range, after: waited, lasting: seconds)
          : .failed(.count(of: "results", launched.count, for: total), range.count)
        offset = range.upperBound
      }
    }
    return results
  }

  private func setTimer(_ state: inout State) {
    guard let waitingLimit, state.timer == nil, !state.isOverdue, let first = state.waiting.first else { return }
    let deadline = first.since.advanced(by: waitingLimit)
    state.timer = Task { [weak self] in
      guard (try? await Task.sleep(until: deadline, clock: .continuous)) != nil else { return }
      self?.timeIsOver(for: first.id)
    }
  }

  private func timeIsOver(for id: Int) {
    state.withLock { state in
      state.timer = nil
      state.isOverdue = state.waiting.first?.id == id
      beginTurnIfDue(&state)
    }
  }
}

extension EvaluationBatch {
  fileprivate static func cancelled(_ count: Int) -> EvaluationBatch { failed(.cancelled, count) }

  fileprivate static func failed(_ failure: EvaluationFailure, _ count: Int) -> EvaluationBatch {
    EvaluationBatch([Element](repeating: .failure(failure), count: count))
  }

  /// The results of one of those that waited, on its own clock.
  fileprivate func part(_ range: Range<Int>, after waited: Double, lasting seconds: Double) -> EvaluationBatch {
    let spans = range.map { i in
      let span = self.spans?[i] ?? EvaluationSpan(start: 0, end: seconds)
      return EvaluationSpan(start: waited + span.start, end: waited + span.end, worker: span.worker)
    }
    return EvaluationBatch(Array(self[range]), spans: spans)
  }
}
