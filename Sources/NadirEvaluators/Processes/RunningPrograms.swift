internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The process groups of the programs that have been started and not been ended yet.
enum RunningPrograms {
  private struct State {
    var groups: Set<pid_t> = []
    /// Programs that may be running already, but whose number is not known yet.
    var starting = 0
    var isClosed = false
  }

  private static let state = Mutex(State())

  /// Announces a program that is about to be started; `false` when none may be started any more.
  static func announce() -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.starting += 1
      return true
    }
  }

  /// An announced program has been started, or could not be.
  static func settle(_ group: pid_t?) {
    state.withLock { state in
      state.starting -= 1
      guard let group else { return }
      if state.isClosed { kill(-group, SIGKILL) } else { state.groups.insert(group) }
    }
  }

  static func remove(_ group: pid_t) { _ = state.withLock { $0.groups.remove(group) } }

  /// Kills all groups, those included that are just being started, which takes a moment.
  static func killAll() {
    let areStarting = {
      state.withLock { state in
        state.isClosed = true
        for group in state.groups { kill(-group, SIGKILL) }
        return state.starting > 0
      }
    }
    for _ in 0..<1000 where areStarting() { usleep(1000) }
  }
}

extension Program {
  /// Kills all programs that evaluators of this process have under way, with everything that they have started, and lets
  /// none be started any more.
  ///
  /// This is for a process that is about to exit without waiting for its runs. To end a run, cancel its task.
  public static func killAll() { RunningPrograms.killAll() }
}
