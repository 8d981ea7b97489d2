/// The wall time of a run, read as seldom as is good enough.
///
/// Reading a clock takes longer than a cheap evaluation. So the time is read, and whether the task was cancelled is
/// looked at, about every 100 µs while evaluations are cheap, and at every one when they are slow.
struct Stopwatch {
  private let elapsed: () -> Duration
  private let limit: Double
  private var ticksUntilReading: Int
  private var interval = 1
  /// The last reading.
  private(set) var seconds = 0.0

  /// - Parameters:
  ///   - limit: The time at which the run is to end.
  ///   - readsAtTicks: Whether ticks read the clock; otherwise only ``read()`` does.
  ///   - elapsed: The wall time since the start.
  init(limit: Duration?, readsAtTicks: Bool, elapsed: @escaping () -> Duration) {
    self.elapsed = elapsed
    self.limit = limit?.inSeconds ?? .infinity
    ticksUntilReading = readsAtTicks ? 1 : .max
  }

  /// Counts an evaluation; `true` when the time is found to be over or the task to be cancelled, which ``interruption``
  /// tells apart.
  @inline(__always)
  mutating func tick() -> Bool {
    ticksUntilReading &-= 1
    return ticksUntilReading == 0 && readAtTick()
  }

  @inline(never)
  private mutating func readAtTick() -> Bool {
    let before = seconds
    read()
    let perTick = (seconds - before) / Double(interval)
    let wanted = perTick > 0 ? 1e-4 / perTick : .infinity
    interval = Int(max(1, min(wanted, Double(8 * interval), 1024)))
    ticksUntilReading = interval
    return seconds >= limit || Task.isCancelled
  }

  /// Why the run is to end.
  var interruption: Interruption { seconds >= limit ? .time : .cancelled }

  /// Reads the clock.
  mutating func read() { seconds = elapsed().inSeconds }
}

extension Duration {
  /// The duration as a number of seconds.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
