internal import Synchronization

/// Lets at most so many tasks proceed at the same time, first come, first served.
final class Permits: Sendable {
  private struct State {
    var available: Int
    var waiting: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    var nextTicket = 0
    /// Tickets whose tasks were cancelled before they could wait.
    var cancelled: Set<Int> = []
  }

  private let state: Mutex<State>

  init(_ count: Int) { state = Mutex(State(available: count)) }

  /// Waits for a permit and does `body` with it; `nil` when the task is cancelled before there is one.
  func withPermit<Value: Sendable>(_ body: () async -> Value) async -> Value? {
    guard await acquire() else { return nil }
    let value = await body()
    release()
    return value
  }

  private func acquire() async -> Bool {
    guard !Task.isCancelled else { return false }
    let (isAvailable, ticket) = state.withLock { state in
      if state.available > 0 {
        state.available -= 1
        return (true, 0)
      }
      state.nextTicket += 1
      return (false, state.nextTicket)
    }
    if isAvailable { return true }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in wait(ticket, continuation) }
    } onCancel: {
      cancel(ticket)
    }
  }

  private func wait(_ ticket: Int, _ continuation: CheckedContinuation<Bool, Never>) {
    let answer: Bool? = state.withLock { state in
      if state.cancelled.remove(ticket) != nil { return false }
      if state.available > 0 {
        state.available -= 1
        return true
      }
      state.waiting.append((ticket, continuation))
      return nil
    }
    if let answer { continuation.resume(returning: answer) }
  }

  private func cancel(_ ticket: Int) {
    let continuation: CheckedContinuation<Bool, Never>? = state.withLock { state in
      guard let i = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
        // A task that was given its permit meanwhile leaves its ticket here; tickets are not used twice.
        state.cancelled.insert(ticket)
        return nil
      }
      return state.waiting.remove(at: i).continuation
    }
    continuation?.resume(returning: false)
  }

  private func release() {
    let continuation: CheckedContinuation<Bool, Never>? = state.withLock { state in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst().continuation }
      state.available += 1
      return nil
    }
    continuation?.resume(returning: true)
  }
}
