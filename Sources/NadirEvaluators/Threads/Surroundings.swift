/// What an evaluation that begins here is part of, where the thread does not tell: tasks go from thread to thread.
enum Surroundings: Sendable {
  case none
  /// An evaluation that awaits, and holds no worker meanwhile. With the permits that it has.
  case awaiting(Crew, permits: [ObjectIdentifier])
  /// A synchronous evaluation. Code that is not on its thread is in a task that was begun there, and the thread may be
  /// blocked until that task has ended. So it must not wait for the workers that are around it.
  case blocking

  @TaskLocal static var current = Surroundings.none

  /// Those of what awaits on the crew from here on.
  func awaiting(_ crew: Crew, permits: [ObjectIdentifier] = []) -> Surroundings {
    if case .awaiting(_, let held) = self {
      .awaiting(crew, permits: held + permits)
    } else {
      .awaiting(crew, permits: permits)
    }
  }

  /// Whether an evaluation that begins here has such a permit already. One that may block another one has it, too: it
  /// would wait for ever for what that one has.
  func hasPermit(_ permit: ObjectIdentifier) -> Bool {
    switch self {
    case .none: false
    case .awaiting(_, let held): held.contains(permit)
    case .blocking: true
    }
  }

  /// Does `body`, which evaluates synchronously on a thread of a crew.
  static func whileBlocking<Value>(_ body: () -> Value) -> Value {
    if case .blocking = current { return body() }
    return $current.withValue(.blocking, operation: body)
  }

  /// Does `body`, which evaluates synchronously, perhaps inside an evaluation that awaits otherwise.
  static func whileBlockingWhatAwaits<Value>(_ body: () -> Value) -> Value {
    if case .awaiting = current { whileBlocking(body) } else { body() }
  }
}

extension Crew {
  /// The crew for evaluations that begin here: the surrounding one, otherwise the evaluator's own.
  static func forEvaluations(own: Crew) -> Crew {
    if let seat = Seat.current { return seat.crew }
    switch Surroundings.current {
    case .none: return own
    case .awaiting(let crew, _): return crew
    case .blocking: return Crew(width: own.width, pool: own.pool)
    }
  }

  /// The crew for a function of the user's that works in parallel: the surrounding one, otherwise a new one.
  static func forFunctions(width: Int?) -> Crew {
    if let seat = Seat.current { return seat.crew }
    if case .awaiting(let crew, _) = Surroundings.current { return crew }
    return Crew(width: max(1, width ?? coreCount))
  }
}
