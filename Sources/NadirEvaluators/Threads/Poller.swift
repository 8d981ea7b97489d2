internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Waits for the descriptors of many tasks on one thread, and runs the tasks that prefer it there as well.
///
/// What is awaited from another process then costs no change of threads: the thread that sees an answer runs the task
/// that reads it and writes the next request, and looks for other answers before it sleeps. In exchange no task may
/// block it. The thread comes from ``ThreadPool/shared`` and goes back when there is nothing to do.
final class Poller: TaskExecutor {
  /// A task that waits.
  private struct Waiter {
    let sources: [pollfd]
    let deadline: ContinuousClock.Instant?
    let continuation: CheckedContinuation<[pollfd], Never>
  }

  private struct State {
    var jobs: [UnownedJob] = []
    /// Those that began to wait since the thread last looked.
    var waiters: [Waiter] = []
    /// Whether there is a thread.
    var isServed = false
    /// Whether the thread sleeps, so that it has to be alarmed.
    var isAsleep = false
  }

  private let state = Mutex(State())
  /// Readable when there is a new job or waiter. Where there is no descriptor left for it, the thread looks now and then.
  private let alarm = Pipe()

  init() {
    for end in [alarm?.reading, alarm?.writing] { end?.doNotBlock() }
  }

  /// Suspends until one of the sources is ready, as `poll` would block, or until that many milliseconds have passed,
  /// −1 for as long as it takes. Returns the sources with what happened to them.
  func poll(_ sources: [pollfd], milliseconds: CInt) async -> [pollfd] {
    let deadline = milliseconds < 0 ? nil : ContinuousClock.now + .milliseconds(Int(milliseconds))
    return await withCheckedContinuation { continuation in
      add { $0.waiters.append(Waiter(sources: sources, deadline: deadline, continuation: continuation)) }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    add { $0.jobs.append(job) }
  }

  private func add(_ append: (inout State) -> Void) {
    let (hasThread, isAsleep) = state.withLock { state in
      append(&state)
      defer { (state.isServed, state.isAsleep) = (true, false) }
      return (state.isServed, state.isAsleep)
    }
    if !hasThread { ThreadPool.shared.submit { self.serve() } }
    if isAsleep, let alarm { _ = writeAvailable([0], to: alarm.writing.number) }
  }

  private func serve() {
    var waiters: [Waiter] = []
    while let jobs = nextJobs(&waiters) {
      for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
      if jobs.isEmpty { wait(&waiters) }
    }
  }

  /// The jobs to run, none when it is time to wait; `nil` when there is nothing to wait for either.
  private func nextJobs(_ waiters: inout [Waiter]) -> [UnownedJob]? {
    state.withLock { state in
      let jobs = state.jobs
      waiters += state.waiters
      (state.jobs, state.waiters) = ([], [])
      state.isServed = !jobs.isEmpty || !waiters.isEmpty
      state.isAsleep = state.isServed && jobs.isEmpty
      return state.isServed ? jobs : nil
    }
  }

  /// Sleeps until something happens, and resumes those that waited for it.
  private func wait(_ waiters: inout [Waiter]) {
    var sources = [pollfd(fd: alarm?.reading.number ?? -1, events: Int16(POLLIN), revents: 0)]
    for waiter in waiters { sources += waiter.sources }
    _ = systemPoll(&sources, nfds_t(sources.count), milliseconds(until: waiters.compactMap(\.deadline).min()))
    state.withLock { $0.isAsleep = false }
    if sources[0].revents != 0, let alarm {
      var bytes: [UInt8] = []
      _ = readAvailable(from: alarm.reading.number, into: &bytes)
    }

    let now = ContinuousClock.now
    var first = 1
    var others: [Waiter] = []
    for waiter in waiters {
      let heard = sources[first..<first + waiter.sources.count]
      first += waiter.sources.count
      if heard.contains(where: { $0.revents != 0 }) || waiter.deadline.map({ $0 <= now }) == true {
        waiter.continuation.resume(returning: Array(heard))
      } else {
        others.append(waiter)
      }
    }
    waiters = others
  }

  private func milliseconds(until deadline: ContinuousClock.Instant?) -> CInt {
    let longest: CInt = alarm == nil ? 20 : -1
    guard let deadline else { return longest }
    let left = CInt(clamping: Int(min(max(0, (deadline - .now) / .milliseconds(1)), 1e9).rounded(.up)))
    return longest < 0 ? left : min(left, longest)
  }
}

/// The function of the system, which the method hides.
private func systemPoll(_ sources: inout [pollfd], _ count: nfds_t, _ milliseconds: CInt) -> CInt {
  poll(&sources, count, milliseconds)
}
