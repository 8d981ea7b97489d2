internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The process groups of the programs that have been started and not been ended yet.
enum RunningPrograms {
  private static let groups = Mutex<Set<pid_t>>([])

  static func insert(_ group: pid_t) { _ = groups.withLock { $0.insert(group) } }

  static func remove(_ group: pid_t) { _ = groups.withLock { $0.remove(group) } }

  static func killAll() {
    groups.withLock { groups in
      for group in groups { kill(-group, SIGKILL) }
    }
  }
}

extension Program {
  /// Kills all programs that evaluators of this process have under way, with everything that they have started.
  ///
  /// This is for a process that is about to exit without waiting for its runs. To end a run, cancel its task.
  public static func killAll() { RunningPrograms.killAll() }
}
