/// The thread that makes it, as an actor: what is isolated to it runs at once, right where it is enqueued.
///
/// It lets a synchronous function run asynchronous code that never suspends. `Task.immediate` does so too, but its
/// tasks take a lock at every return from an asynchronous call (Swift 6.3), which for a cheap objective is a good part
/// of the cost of an evaluation.
actor CallingThread {
  private let executor = ImmediateExecutor()

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// What `work` gives, which runs to its end in this thread; `nil` if it suspends.
  ///
  /// It is the same asynchronous code that others await. It begins at once and, as nothing that it asks for ever suspends,
  /// has ended when the call that begins it returns.
  nonisolated static func result<Value: Sendable>(of work: @escaping @Sendable () async -> Value) -> Value? {
    // The task writes it during the call below, in this thread.
    nonisolated(unsafe) var result: Value?
    run { result = await work() }
    return result
  }

  /// Runs `work` as a task until it ends or first suspends.
  private nonisolated static func run(_ work: @escaping @Sendable () async -> Void) {
    let here = CallingThread()
    here.assumeIsolated { $0.begin(work) }
  }

  private func begin(_ work: @escaping @Sendable () async -> Void) {
    Task {
      _ = self
      await work()
    }
  }
}

/// Runs every job in the thread that enqueues it. One belongs to one ``CallingThread``, which one thread uses, so jobs
/// do not overlap.
private final class ImmediateExecutor: SerialExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    job.runSynchronously(on: asUnownedSerialExecutor())
  }

  /// Whoever made the actor is in its thread.
  func checkIsolated() {}
}
