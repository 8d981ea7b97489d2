internal import Synchronization

/// Threads for work that blocks: synchronous objectives, and waiting for programs.
///
/// The pool grows to the concurrency that is asked for and never makes work wait for other work: there are always as
/// many threads as pieces of work. A thread that has had nothing to do for a quarter of a second ends, so that nothing
/// is left behind.
public final class ThreadPool: Sendable {
  /// The pool that everything shares.
  public static let shared = ThreadPool()

  private static let idleSeconds = 0.25

  private struct State {
    var queue: [@Sendable () -> Void] = []
    var threads = 0
    /// Threads that wait for work or have just been started: each of them will look at the queue.
    var idle = 0
  }

  private let state = Monitor(State())

  /// An empty pool.
  public init() {}

  /// The number of threads there are now.
  public var threadCount: Int { state.withLock { $0.threads } }

  /// Runs `work` on a thread and returns what it gives.
  func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      submit { continuation.resume(returning: work()) }
    }
  }

  /// Runs `work` on `copies` threads at the same time, each with a number from 0, and returns when all of them have ended.
  ///
  /// Where the system has no more threads to give, fewer copies run, but at least one.
  func run(copies: Int, _ work: @escaping @Sendable (Int) -> Void) async {
    guard copies > 0 else { return }
    await withCheckedContinuation { continuation in
      let remaining = Countdown(copies) { continuation.resume() }
      let begun = Atomic(0)
      submit(copies: copies) {
        work(begun.add(1, ordering: .relaxed).oldValue)
        remaining.countDown()
      }
    }
  }

  /// Queues the job and sees to it that there is a thread for each of its copies.
  func submit(copies: Int = 1, _ job: @escaping @Sendable () -> Void) {
    let missing = state.withLock { state in
      for _ in 0..<copies { state.queue.append(job) }
      let missing = max(0, state.queue.count - state.idle)
      state.threads += missing
      state.idle += missing
      return missing
    }
    for _ in 0..<max(0, copies - missing) { state.signal() }
    for _ in 0..<missing where !startThread({ self.serve() }) { serveWithoutThread() }
  }

  /// Works until there has been nothing to do for a while.
  private func serve() {
    state.withLock { $0.idle -= 1 }
    while let job = nextJob() { job() }
  }

  private func nextJob() -> (@Sendable () -> Void)? {
    state.withLock(waitingFor: ThreadPool.idleSeconds, until: { !$0.queue.isEmpty }, whileWaiting: \.idle) { state in
      guard state.queue.isEmpty else { return state.queue.removeFirst() }
      state.threads -= 1
      return nil
    }
  }

  /// Takes the place of a thread that could not be started.
  private func serveWithoutThread() {
    let job = state.withLock { state in
      state.idle -= 1
      state.threads -= 1
      return state.queue.isEmpty ? nil : state.queue.removeFirst()
    }
    job?()
  }
}

/// Does something when it has been counted down to zero.
private final class Countdown: Sendable {
  private let remaining: Atomic<Int>
  private let action: @Sendable () -> Void

  init(_ count: Int, _ action: @escaping @Sendable () -> Void) {
    remaining = Atomic(count)
    self.action = action
  }

  func countDown() {
    if remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { action() }
  }
}
