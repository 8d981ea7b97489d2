internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A budget of workers that everything shares which is part of the same evaluations, however deep runs nest.
///
/// A crew has `width` slots, numbered from 0. Code of the user's is called by threads that have one, so it never runs on
/// more than `width` threads. They do two kinds of work:
/// - jobs: a crew is an executor, and the tasks that prefer it are the code of runs and of asynchronous objectives;
/// - steps of ``SharedWork``: the points of batches, the inputs of maps.
///
/// Whoever has shared work on a thread of the crew does the steps itself, and others help as they have nothing else to
/// do. So where there are as many runs as slots, each has its own thread evaluate its points, and nothing is handed over.
/// What is given from elsewhere is done by the threads of the crew alone. Threads come from a ``ThreadPool`` when there
/// is something to do, and go back when there is not. A thread that finds both kinds of work takes them by turns, so
/// that neither waits for the other for good.
///
/// A run that begins inside an evaluation joins the crew around it; see ``Surroundings``. Where a task has to wait for
/// helpers, it suspends, and its thread does something else. Where a thread has to, in a synchronous function, it gives
/// its slot back and takes one again afterwards, before anything new is begun.
///
/// **The budget is not exceeded.** A slot is had by one thread at a time, and every call of the user's code for the crew
/// is made by a thread that has one: it takes it before its first step or job, and is without one only while it waits.
///
/// **Nothing waits for ever**, as long as the user's functions end. Say that a thread or task waits for shared work whose
/// last steps others are at. It has opened that work before they took these steps. If one of them waits in the middle
/// of its step in turn, it is for work that was opened later still. So along a chain of those who wait for one another
/// the work is ever younger, and the chain ends: with somebody who runs the user's code, with a task that is to run,
/// or with a thread that waits for a slot. Slots are had by nobody who waits. They are given to threads that wait for one
/// first, then to tasks and open work in turn, so each gets one in the end. And nobody waits for a step that has not been
/// begun unless it has a claim to a slot of its own: a thread has done all steps that nobody else took before it waits,
/// and work from elsewhere is open until a thread with a slot has found nothing left in it.
///
/// **Where the system has no thread to give**, the one that wanted it does its work; inside the same crew it need not,
/// because it comes back for it anyway.
final class Crew: TaskExecutor {
  let width: Int
  let pool: ThreadPool
  private let state: Monitor<CrewState>
  /// What ``CrewState/urgent`` was at the last change.
  private let urgent = Atomic(0)

  init(width: Int, pool: ThreadPool = .shared) {
    self.width = width
    self.pool = pool
    state = Monitor(CrewState(width: width))
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    follow(change { $0.add(job) })
  }

  /// Does shared work, and returns when it has ended.
  func perform(_ work: SharedWork) async {
    if let seat = Seat.current, seat.crew === self {
      guard !takePart(in: work, seat) else { return }
    } else {
      follow(change { $0.open(work) })
    }
    await withCheckedContinuation { continuation in
      follow(change { $0.wait(for: work, continuation) })
    }
  }

  /// Does shared work on a thread that has a slot, and returns when it has ended.
  func perform(_ work: SharedWork, _ seat: Seat) {
    guard !takePart(in: work, seat) else { return }
    let thread = Parking()
    guard let orders = change({ $0.wait(for: work, thread, givingBack: seat.slot) }) else { return }
    follow(orders)
    seat.slot = thread.wait()
  }

  /// From now on nobody begins to help.
  func close(_ work: SharedWork) { follow(change { $0.close(work) }) }

  /// Does `body` in the calling thread, which works for no crew, as soon as there is a slot for it.
  func seated<Value>(_ body: (Seat) -> Value) -> Value {
    let thread = Parking()
    follow(change { $0.seat(thread) })
    let seat = Seat(self, slot: thread.wait())
    defer { follow(change { $0.giveBack(seat.slot) }) }
    return seat.occupied { body(seat) }
  }

  /// Takes steps of the work until none is left, while others may help. Returns whether all have ended.
  private func takePart(in work: SharedWork, _ seat: Seat) -> Bool {
    guard work.limit > 1 else {
      // Nobody else can take part, so nobody need know.
      let worker = work.numbersItself ? 0 : seat.slot
      Surroundings.whileBlocking { while work.step(worker) {} }
      return true
    }
    let (number, orders) = change { state in (work.enter(), state.open(work)) }
    follow(orders)
    Surroundings.whileBlocking { while work.step(number ?? seat.slot) {} }
    return !change { $0.leave(work, number) }
  }

  // MARK: Threads

  /// What a thread does as long as there is something to do.
  private func serve(_ slot: Int) {
    if Seat.current?.crew === self {
      follow(change { $0.leaveEmpty(slot) })
      return
    }
    let seat = Seat(self, slot: slot)
    seat.occupied {
      var duty = next(seat, after: nil, isDone: false)
      while let current = duty {
        var isDone = false
        switch current {
        case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
        case .help(let work, let number): isDone = help(with: work, seat, number)
        }
        duty = next(seat, after: current, isDone: isDone)
      }
    }
  }

  private func next(_ seat: Seat, after last: CrewState.Duty?, isDone: Bool) -> CrewState.Duty? {
    let (duty, orders) = change { $0.next(seat, after: last, isDone: isDone) }
    follow(orders)
    return duty
  }

  /// Takes steps until none is left, which it returns, or there is something more urgent.
  private func help(with work: SharedWork, _ seat: Seat, _ number: Int?) -> Bool {
    Surroundings.whileBlocking {
      repeat {
        guard work.step(number ?? seat.slot) else { return true }
      } while urgent.load(ordering: .relaxed) == 0
      return false
    }
  }

  private func change<Result>(_ body: (inout CrewState) -> Result) -> Result {
    state.withLock { state in
      defer { urgent.store(state.urgent, ordering: .relaxed) }
      return body(&state)
    }
  }

  private func follow(_ orders: CrewState.Orders) {
    if let (thread, slot) = orders.seated { thread.give(slot) }
    orders.resumed?.resume()
    for slot in orders.starts { pool.submit { self.serve(slot) } }
  }
}

/// How many cores there are.
let coreCount = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))
