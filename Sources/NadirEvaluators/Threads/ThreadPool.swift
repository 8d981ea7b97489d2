/// Threads for work that blocks: synchronous objectives, and waiting for programs.
///
/// The pool grows to the concurrency that is asked for and never makes work wait for other work: there are always as
/// many threads as pieces of work. How much is asked for is up to others; see ``Crew``. A thread that has had nothing to do for a quarter of a second ends, so that nothing
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
  /// Starts a thread; `false` where there is none to give.
  private let start: @Sendable (_ body: @escaping @Sendable () -> Void) -> Bool

  /// An empty pool.
  public convenience init() { self.init { startThread($0) } }

  init(start: @escaping @Sendable (_ body: @escaping @Sendable () -> Void) -> Bool) { self.start = start }

  /// The number of threads there are now.
  public var threadCount: Int { state.withLock { $0.threads } }

  /// Runs `work` on a thread and returns what it gives.
  func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      submit { continuation.resume(returning: work()) }
    }
  }

  /// Queues the job and sees to it that there is a thread for it. Where the system has no more threads to give, it is done
  /// by a thread that is there or, in the end, by the calling one.
  func submit(_ job: @escaping @Sendable () -> Void) {
    let isMissing = state.withLock { state in
      state.queue.append(job)
      guard state.queue.count > state.idle else { return false }
      state.threads += 1
      state.idle += 1
      return true
    }
    if !isMissing {
      state.signal()
    } else if !start({ self.serve() }) {
      serveWithoutThread()
    }
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
