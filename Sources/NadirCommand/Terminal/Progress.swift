import Nadir
import NadirStudies
import Synchronization

/// What is known of a run under way, or of many, written by them and read by whoever shows it.
final class Progress: Sendable {
  struct Snapshot {
    /// The largest number of a run that has begun; `nil` before any.
    var run: Int?
    /// The iterations of all runs together.
    var iterations = 0
    /// The rounds that had to wait for one another.
    var rounds = 0
    var best: Double?
    var evaluations = 0
    /// How many evaluations there are in all, where that is known from the start.
    var total: Int?
    var busy = 0
    var seconds = 0.0
  }

  private struct State {
    var run: Int?
    var iterations: [Int: Int] = [:]
    var allIterations = 0
    var path: CriticalPath
    var best: Double?
    var activity: Activity?
    var total: Int?
  }

  private let state: Mutex<State>
  private let direction: Direction
  private let begin = ContinuousClock.now

  /// - Parameter multistart: `nil` where there is one run.
  init(_ direction: Direction = .minimize, multistart: Multistart? = nil) {
    self.direction = direction
    state = Mutex(State(path: CriticalPath(multistart)))
  }

  /// Watches the iterations, of several runs at the same time where there are many.
  var observer: Observer<StudyParameters> {
    .watching { seen in
      self.note(seen.bestValue, after: seen.counts, of: seen.run)
    }
  }

  /// Takes note of the best value that a run has seen, and of what that run has spent until now.
  func note(_ best: Double, after counts: Counts, of run: Int) {
    state.withLock { state in
      state.allIterations += counts.iterations - (state.iterations.updateValue(counts.iterations, forKey: run) ?? 0)
      state.path.note(counts.rounds, ofRun: run)
      state.run = max(run, state.run ?? run)
      let isBetter = state.best.map { !(direction.sign * $0 <= direction.sign * best) } ?? true
      if isBetter, !best.isNaN { state.best = best }
    }
  }

  /// From now on the evaluations are watched too.
  ///
  /// - Parameter total: How many there are going to be, where that is known.
  func watch(_ activity: Activity, of total: Int? = nil) {
    state.withLock { state in
      state.activity = activity
      state.total = total
    }
  }

  var snapshot: Snapshot {
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    return state.withLock { state in
      Snapshot(
        run: state.run, iterations: state.allIterations, rounds: state.path.rounds, best: state.best,
        evaluations: state.activity?.finished ?? 0, total: state.total, busy: state.activity?.busy ?? 0,
        seconds: seconds)
    }
  }
}

/// How a run under way, or many, are told in one line.
struct ProgressLine {
  let workers: Int
  let budget: Budget
  /// Where there are many runs.
  var multistart: Multistart?

  /// The parts of the line, the most important first.
  func parts(_ now: Progress.Snapshot) -> [String] {
    let rate = now.seconds > 0 ? Double(now.evaluations) / now.seconds : 0
    return [
      now.total == nil ? stage(now) : nil,
      now.best.map { "best \($0.text(digits: 7))" },
      effort(now),
      "\(rate.text(digits: 3))/s",
      "\(now.busy) of \(workers) busy",
      timeLeft(now, rate).map { "\($0.timeText) left" },
    ].compactMap(\.self)
  }

  /// How far it is.
  private func stage(_ now: Progress.Snapshot) -> String {
    guard let multistart else { return "iteration \(now.iterations)" }
    if now.run == nil, case .sampled(_, let samples) = multistart.starts, now.evaluations < samples {
      return "sampling \(counted(samples, "point"))"
    }
    return "run \(now.run ?? 1) of \(multistart.runs)"
  }

  private func effort(_ now: Progress.Snapshot) -> String {
    if let total = now.total { return "\(now.evaluations) of \(counted(total, "evaluation"))" }
    let evaluations = counted(now.evaluations, "evaluation")
    return now.rounds > 0 ? "\(evaluations) in \(counted(now.rounds, "round"))" : evaluations
  }

  /// The line, without the parts that do not fit.
  func text(_ now: Progress.Snapshot, width: Int) -> String {
    var parts = parts(now)
    while parts.count > 1, parts.joined(separator: "  ").count > width { parts.removeLast() }
    return String(parts.joined(separator: "  ").prefix(max(0, width)))
  }

  /// How long it takes at most, in seconds; `nil` where that is not known.
  private func timeLeft(_ now: Progress.Snapshot, _ rate: Double) -> Double? {
    let byTime = budget.time.map { $0 / .seconds(1) - now.seconds }
    let evaluations = now.total ?? budget.evaluations
    let byEvaluations = rate > 0 ? evaluations.map { Double($0 - now.evaluations) / rate } : nil
    guard let least = [byTime, byEvaluations].compactMap(\.self).min() else { return nil }
    return max(0, least)
  }
}

/// Does work, and shows its progress meanwhile unless that is not wanted.
func showing<Success>(
  _ progress: Progress, as line: ProgressLine, quietly: Bool, _ work: () async -> Success
) async -> Success {
  let display = quietly ? nil : Task { await show(progress, as: line) }
  let result = await work()
  display?.cancel()
  await display?.value
  return result
}

/// Shows the progress on standard error until the task is cancelled: on a terminal a line that is drawn again and
/// again and cleared at the end, elsewhere lines with growing gaps.
private func show(_ progress: Progress, as line: ProgressLine) async {
  if Console.isTerminal {
    while (try? await Task.sleep(for: .milliseconds(100))) != nil {
      // The last column stays free: some terminals wrap when it is written.
      Console.draw("\r\(line.text(progress.snapshot, width: Console.width - 1))\u{1B}[K")
    }
    Console.draw("\r\u{1B}[K")
  } else {
    var gap = 1
    while (try? await Task.sleep(for: .seconds(gap))) != nil {
      let now = progress.snapshot
      Console.complain("\(now.seconds.timeText)  " + line.text(now, width: .max))
      gap = min(2 * gap, 60)
    }
  }
}
