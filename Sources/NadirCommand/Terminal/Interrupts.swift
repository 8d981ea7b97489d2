import Dispatch
import Nadir
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Does work that SIGINT and SIGTERM cancel. A second signal ends the process at once, and all programs with it.
func interruptible<Success: Sendable>(
  _ work: @escaping @Sendable () async -> Success
) async -> Success {
  let task = Task { await work() }
  let interruptions = Atomic(0)
  let hasEnded = Atomic(false)
  // One queue for both, so that the second signal need not wait for another thread.
  let queue = DispatchQueue(label: "nadir.interrupts", qos: .userInteractive)
  let sources = [SIGINT, SIGTERM].map { number in
    // The source only sees what the process itself does not react to. Programs are started with the default again.
    signal(number, SIG_IGN)
    return DispatchSource.makeSignalSource(signal: number, queue: queue)
  }
  for source in sources {
    source.setEventHandler {
      // What was come to is told whole, whoever is impatient by then.
      guard !hasEnded.load(ordering: .relaxed) else { return }
      guard interruptions.add(1, ordering: .relaxed).newValue > 1 else { return task.cancel() }
      Program.killAll()
      Console.exitNow(.interrupted)
    }
    source.activate()
  }
  let result = await task.value
  hasEnded.store(true, ordering: .relaxed)
  for source in sources { source.cancel() }
  return result
}
