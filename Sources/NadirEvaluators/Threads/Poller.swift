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
  /// Somebody who waits for the same descriptors again and again, without a task.
  protocol Guest: AnyObject, Sendable {
    /// Does what can be done at once, and appends what is waited for.
    ///
    /// - Returns: Until when, in nanoseconds of ``nanoseconds()``, `.max` for as long as it takes; `nil` where there is
    ///   nothing to wait for, which ends the visit.
    func prepare(_ sources: inout [pollfd]) -> UInt64?

    /// Something has happened to the sources, or the time has passed.
    func hear(_ sources: ArraySlice<pollfd>)
  }

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
    /// Those that came since the thread last looked.
    var guests: [any Guest] = []
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

  /// Begins a visit, which lasts until the guest has nothing to wait for.
  func receive(_ guest: any Guest) { add { $0.guests.append(guest) } }

  /// Lets the guests prepare anew, as there is something new for one of them to do.
  func wake() {
    let isAsleep = state.withLock { state in
      defer { state.isAsleep = false }
      return state.isAsleep
    }
    if isAsleep { alarmThread() }
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
    if isAsleep { alarmThread() }
  }

  private func alarmThread() {
    if let alarm { _ = writeAvailable([0], to: alarm.writing.number) }
  }

  private func serve() {
    var waiters: [Waiter] = []
    var guests: [any Guest] = []
    while let jobs = nextJobs(&waiters, &guests) {
      for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
      if jobs.isEmpty { wait(&waiters, &guests) }
    }
  }

  /// The jobs to run, none when it is time to wait; `nil` when there is nothing to wait for either.
  private func nextJobs(_ waiters: inout [Waiter], _ guests: inout [any Guest]) -> [UnownedJob]? {
    state.withLock { state in
      let jobs = state.jobs
      waiters += state.waiters
      guests += state.guests
      (state.jobs, state.waiters, state.guests) = ([], [], [])
      state.isServed = !jobs.isEmpty || !waiters.isEmpty || !guests.isEmpty
      // From here on guests are prepared, and what comes later has to wake the thread.
      state.isAsleep = state.isServed && jobs.isEmpty
      return state.isServed ? jobs : nil
    }
  }

  /// Sleeps until something happens, and resumes those that waited for it.
  private func wait(_ waiters: inout [Waiter], _ guests: inout [any Guest]) {
    var sources = [pollfd(fd: alarm?.reading.number ?? -1, events: Int16(POLLIN), revents: 0)]
    for waiter in waiters { sources += waiter.sources }
    var deadline = milliseconds(until: waiters.lazy.compactMap(\.deadline).min())
    var visits: [(guest: any Guest, sources: Range<Int>)] = []
    for guest in guests {
      let first = sources.count
      guard let instant = guest.prepare(&sources) else { continue }
      visits.append((guest, first..<sources.count))
      if instant < .max { deadline = earlier(deadline, milliseconds(until: instant)) }
    }
    let hasEndedVisit = visits.count < guests.count
    guests = visits.map(\.guest)
    // Without guests there may be nothing left to wait for.
    if hasEndedVisit, guests.isEmpty, waiters.isEmpty { deadline = 0 }
    _ = systemPoll(&sources, nfds_t(sources.count), deadline)
    state.withLock { $0.isAsleep = false }
    if sources[0].revents != 0, let alarm {
      var bytes: [UInt8] = []
      _ = readAvailable(from: alarm.reading.number, into: &bytes)
    }
    for visit in visits { visit.guest.hear(sources[visit.sources]) }
    resume(&waiters, sources)
  }

  /// Resumes the waiters to whose sources, which begin after the alarm, something happened, or whose time has passed.
  private func resume(_ waiters: inout [Waiter], _ sources: [pollfd]) {
    guard !waiters.isEmpty else { return }
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

  private func milliseconds(until instant: UInt64) -> CInt {
    let now = nanoseconds()
    return instant > now ? CInt(clamping: (instant - now) / 1_000_000 + 1) : 0
  }

  /// The earlier of two times to wait, of which −1 never comes.
  private func earlier(_ a: CInt, _ b: CInt) -> CInt { a < 0 ? b : b < 0 ? a : min(a, b) }
}

/// The function of the system, which the method hides.
private func systemPoll(_ sources: inout [pollfd], _ count: nfds_t, _ milliseconds: CInt) -> CInt {
  poll(&sources, count, milliseconds)
}
