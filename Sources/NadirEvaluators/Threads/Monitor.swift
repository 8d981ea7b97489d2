#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A value behind a lock, with a condition that threads can wait for; `Synchronization.Mutex` has none.
final class Monitor<Value>: Guarded<Value>, @unchecked Sendable {
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  override init(_ value: sending Value) {
    super.init(value)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
  }

  /// Waits until `isReady` or until `seconds` have passed, then runs `body`. Meanwhile the counter `waiters` is one
  /// higher.
  func withLock<Result>(
    waitingFor seconds: Double, until isReady: (Value) -> Bool, whileWaiting waiters: WritableKeyPath<Value, Int>,
    _ body: (inout Value) -> Result
  ) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if !isReady(value) {
      value[keyPath: waiters] += 1
      var deadline = Monitor.time(in: seconds)
      while !isReady(value), pthread_cond_timedwait(condition, mutex, &deadline) != ETIMEDOUT {}
      value[keyPath: waiters] -= 1
    }
    return body(&value)
  }

  /// Waits until `isReady`, then runs `body`.
  func withLock<Result>(waitingUntil isReady: (Value) -> Bool, _ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isReady(value) { pthread_cond_wait(condition, mutex) }
    return body(&value)
  }

  /// Wakes one thread that waits.
  func signal() { pthread_cond_signal(condition) }

  private static func time(in seconds: Double) -> timespec {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let nanoseconds = now.tv_nsec + Int(seconds * 1e9)
    return timespec(tv_sec: now.tv_sec + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
  }
}
