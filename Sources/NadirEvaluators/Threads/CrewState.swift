/// What a crew has to do, and the slots that nobody has. Every change tells what follows from it, for when it is
/// unlocked.
struct CrewState {
  /// What a thread with a slot does next.
  enum Duty {
    case job(UnownedJob)
    /// Steps of shared work, as the worker of this number; `nil` for the number of the slot.
    case help(SharedWork, number: Int?)
  }

  /// What follows from a change.
  struct Orders {
    /// Slots that threads are needed for.
    var starts: [Int] = []
    /// A thread that waited for a slot, and the slot.
    var seated: (thread: Parking, slot: Int)?
    /// A task that waited for the end of work.
    var resumed: CheckedContinuation<Void, Never>?
  }

  private var jobs = Queue<UnownedJob>()
  /// Work that can be helped with, the oldest first.
  private var open: [SharedWork] = []
  /// Threads that wait for a slot. While there are any, no slot is free.
  private var standing = Queue<Parking>()
  /// The slots that nobody has, the lowest last.
  private var free: [Int]
  /// How many threads have been given a slot and have not looked yet what there is to do.
  private var coming = 0

  init(width: Int) { free = (0..<width).reversed() }

  /// How much there is that a thread leaves shared work for.
  var urgent: Int { jobs.count + standing.count }

  // MARK: Work

  mutating func add(_ job: UnownedJob) -> Orders {
    jobs.append(job)
    return starting()
  }

  /// Lets others help with work, unless it was cancelled before it began.
  mutating func open(_ work: SharedWork) -> Orders {
    guard !work.isClosed else { return Orders() }
    open.append(work)
    return starting()
  }

  /// From now on nobody begins to help.
  mutating func close(_ work: SharedWork) -> Orders {
    var orders = Orders()
    remove(work)
    settle(work.endedWaiter, &orders)
    return orders
  }

  /// A task waits for the end of work that has been opened.
  mutating func wait(for work: SharedWork, _ continuation: CheckedContinuation<Void, Never>) -> Orders {
    work.waiter = .task(continuation)
    var orders = Orders()
    settle(work.endedWaiter, &orders)
    return orders
  }

  /// A worker that has done the last step of its work leaves it. Returns whether others are still at theirs.
  mutating func leave(_ work: SharedWork, _ number: Int?) -> Bool {
    remove(work)
    // Nobody waits for it yet: that is the caller's part.
    _ = work.leave(number)
    return work.inside > 0
  }

  // MARK: Slots

  /// The next duty of a thread that has a slot, after it has left what it was at; `nil` when it has a slot no more.
  mutating func next(_ seat: Seat, after last: Duty?, isDone: Bool) -> (Duty?, Orders) {
    var orders = Orders()
    switch last {
    case nil: coming -= 1
    case .job: break
    case .help(let work, let number):
      if isDone { remove(work) }
      settle(work.leave(number), &orders)
    }
    if standing.isEmpty {
      if !seat.hasRunJob, let job = nextJob(for: seat) { return (job, orders) }
      if let work = open.first(where: { $0.inside < $0.limit }) {
        seat.hasRunJob = false
        return (.help(work, number: work.enter()), orders)
      }
      if let job = nextJob(for: seat) { return (job, orders) }
    }
    vacate(seat.slot, &orders)
    return (nil, orders)
  }

  private mutating func nextJob(for seat: Seat) -> Duty? {
    guard let job = jobs.popFirst() else { return nil }
    seat.hasRunJob = true
    return .job(job)
  }

  /// The thread in the slot goes away, or has to wait; somebody else gets the slot if there is something to do.
  mutating func giveBack(_ slot: Int) -> Orders {
    var orders = Orders()
    vacate(slot, &orders)
    return orders.seated == nil ? starting() : orders
  }

  /// There is no thread for the slot that one was to come to, but some that will see what there is to do.
  mutating func leaveEmpty(_ slot: Int) -> Orders {
    coming -= 1
    var orders = Orders()
    vacate(slot, &orders)
    return orders
  }

  /// A thread needs a slot, now or as soon as there is one.
  mutating func seat(_ thread: Parking) -> Orders {
    var orders = Orders()
    settle(.thread(thread), &orders)
    return orders
  }

  /// A thread gives its slot back and waits for the end of work, and then for a slot; `nil` where the work has ended, so
  /// that it keeps the slot.
  mutating func wait(for work: SharedWork, _ thread: Parking, givingBack slot: Int) -> Orders? {
    guard work.inside > 0 else { return nil }
    work.waiter = .thread(thread)
    return giveBack(slot)
  }

  private mutating func vacate(_ slot: Int, _ orders: inout Orders) {
    if let thread = standing.popFirst() {
      orders.seated = (thread, slot)
    } else {
      free.insert(slot, at: free.firstIndex { $0 < slot } ?? free.endIndex)
    }
  }

  /// Somebody who waited goes on, a thread with a slot.
  private mutating func settle(_ waiter: SharedWork.Waiter?, _ orders: inout Orders) {
    switch waiter {
    case nil: break
    case .task(let continuation): orders.resumed = continuation
    case .thread(let thread):
      if let slot = free.popLast() { orders.seated = (thread, slot) } else { standing.append(thread) }
    }
  }

  /// Threads for what there is to do, beside those that are coming.
  private mutating func starting() -> Orders {
    var orders = Orders()
    guard !free.isEmpty else { return orders }
    let wanted = wanted
    while coming < wanted, let slot = free.popLast() {
      orders.starts.append(slot)
      coming += 1
    }
    return orders
  }

  /// How many threads could do something.
  private var wanted: Int { open.reduce(jobs.count) { $0 + $1.limit - $1.inside } }

  private mutating func remove(_ work: SharedWork) {
    work.isClosed = true
    if let i = open.firstIndex(where: { $0 === work }) { open.remove(at: i) }
  }
}
