/// Lets at most so many tasks proceed at the same time, first come, first served.
///
/// Permits have numbers from 0, and the lowest that is free is given, so that those that were never needed at the same
/// time are never given.
final class Permits: Sendable {
  private struct State {
    /// The numbers of the permits that nobody has, the lowest last.
    var free: [Int]
    var waiting: [(ticket: Int, continuation: CheckedContinuation<Int?, Never>)] = []
    var nextTicket = 0
    /// Tickets whose tasks were cancelled before they could wait.
    var cancelled: Set<Int> = []
  }

  private let state: Guarded<State>

  init(_ count: Int) { state = Guarded(State(free: (0..<count).reversed())) }

  /// Waits for a permit and does `body` with its number; `nil` when the task is cancelled before there is one.
  func withPermit<Value: Sendable>(_ body: (Int) async -> Value) async -> Value? {
    guard let number = await acquire() else { return nil }
    let value = await body(number)
    release(number)
    return value
  }

  private func acquire() async -> Int? {
    guard !Task.isCancelled else { return nil }
    let (number, ticket): (Int?, Int) = state.withLock { state in
      if let number = state.free.popLast() { return (number, 0) }
      state.nextTicket += 1
      return (nil, state.nextTicket)
    }
    if let number { return number }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in wait(ticket, continuation) }
    } onCancel: {
      cancel(ticket)
    }
  }

  private func wait(_ ticket: Int, _ continuation: CheckedContinuation<Int?, Never>) {
    let (mustWait, number): (Bool, Int?) = state.withLock { state in
      if state.cancelled.remove(ticket) != nil { return (false, nil) }
      if let number = state.free.popLast() { return (false, number) }
      state.waiting.append((ticket, continuation))
      return (true, nil)
    }
    if !mustWait { continuation.resume(returning: number) }
  }

  private func cancel(_ ticket: Int) {
    let continuation: CheckedContinuation<Int?, Never>? = state.withLock { state in
      guard let i = state.waiting.firstIndex(where: { $0.ticket == ticket }) else {
        // A task that was given its permit meanwhile leaves its ticket here; tickets are not used twice.
        state.cancelled.insert(ticket)
        return nil
      }
      return state.waiting.remove(at: i).continuation
    }
    continuation?.resume(returning: nil)
  }

  private func release(_ number: Int) {
    let continuation: CheckedContinuation<Int?, Never>? = state.withLock { state in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst().continuation }
      let place = state.free.firstIndex { $0 < number } ?? state.free.endIndex
      state.free.insert(number, at: place)
      return nil
    }
    continuation?.resume(returning: number)
  }
}
