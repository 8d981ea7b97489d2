import NadirAlgorithms
import NadirEvaluation
import NadirEvaluators

/// What local runs came to, one by one.
struct LocalEnding: Sendable {
  let run: Int
  let start: [Double]
  let bestPoint: [Double]?
  /// In the user's own direction; NaN where all failed.
  let bestValue: Double
  let termination: Termination
  let counts: Counts
}

/// What many runs came to.
struct ManyRunsEnding: Sendable {
  let locals: [LocalEnding]
  /// The minima, the best first: the points, the values in the user's own direction, and the runs.
  let basins: [(point: [Double], value: Double, runs: [Int])]
}

/// A search by many runs under way.
struct SearchUnderWay {
  private var search: MultistartSearch
  /// What was sampled before; `nil` for given starts.
  private let exploration: FlatRun.Ending?
  private var locals: [Int: LocalEnding] = [:]
  private var histories: [Int: History] = [:]
  /// Endings with all that belongs to their best points, of those runs that may be the best one.
  private var candidates: [Int: FlatRun.Ending] = [:]
  /// The best of the first runs that are part of the search, and how many these are; of equal ones the first.
  private var best: (run: Int, value: Double)?
  private var compared = 0
  /// Why runs failed whose starts failed, or that ended with an error.
  private var errors: [Int: Interruption] = [:]
  /// What ended the search at once: a limit, the target, or someone.
  private var stop: Result<Termination, Interruption>?

  init(_ search: MultistartSearch, after exploration: FlatRun.Ending? = nil) {
    self.search = search
    self.exploration = exploration
  }

  /// The search to its end.
  ///
  /// Where the runner evaluates in the calling task, runs go on one after the other, and else side by side.
  func finished(by runner: LocalRunner) async -> FlatRun.Ending {
    var underWay = self
    let evaluator = runner.means.evaluator
    if runner.means.plain != nil || !evaluator.suspends || evaluator is InlineEvaluator {
      await underWay.goOnOneByOne(runner)
    } else {
      await underWay.goOnSideBySide(runner)
    }
    return underWay.ending(runner)
  }

  private var isOver: Bool { stop != nil || search.isOver }

  private mutating func goOnOneByOne(_ runner: LocalRunner) async {
    while !isOver, let plan = search.next() { take(await runner(plan), runner.flat.direction) }
  }

  private mutating func goOnSideBySide(_ runner: LocalRunner) async {
    let evaluator = runner.means.evaluator
    let direction = runner.flat.direction
    await withTaskGroup(of: LocalRunner.Report.self) { group in
      begin(in: &group, runner)
      while let report = await group.next() {
        take(report, direction)
        if isOver { group.cancelAll() } else { begin(in: &group, runner) }
        // Not before the next ones are announced, so that who waits for all does not go on with fewer of them.
        evaluator.leave()
      }
    }
  }

  /// Begins all runs that can be planned.
  private mutating func begin(in group: inout TaskGroup<LocalRunner.Report>, _ runner: LocalRunner) {
    while let plan = search.next() {
      runner.means.evaluator.join()
      group.addTask(executorPreference: runner.means.evaluator.executor) { await runner(plan) }
    }
  }

  private mutating func take(_ report: LocalRunner.Report, _ direction: Direction) {
    let ending = report.ending
    // What comes after the end was cancelled, and is no reason.
    if !isOver {
      switch ending.result {
      case .failure(.time), .failure(.target), .failure(.cancelled), .success(.stopped(.callback)): stop = ending.result
      case .failure(.start), .failure(.failure), .failure(.evaluations), .failure(.journalDiverged), .success: break
      }
    }
    if case .failure(let interruption) = ending.result { errors[report.run] = interruption }
    locals[report.run] = LocalEnding(
      run: report.run, start: report.start, bestPoint: ending.bestPoint, bestValue: ending.bestValue,
      termination: report.result.termination, counts: ending.counts)
    histories[report.run] = ending.histories[0].history
    candidates[report.run] = ending
    search.complete(report.run, report.result)
    compare(direction)
  }

  /// Finds the best of the runs that are part of the search by now, and lets go of what belongs to the points of the
  /// others: Jacobians are large.
  private mutating func compare(_ direction: Direction) {
    while compared < search.runs {
      compared += 1
      let value = direction.sign * (locals[compared]?.bestValue ?? .nan)
      if value < best?.value ?? .infinity {
        if let best { candidates[best.run] = nil }
        best = (compared, value)
      } else {
        candidates[compared] = nil
      }
    }
  }

  private mutating func ending(_ runner: LocalRunner) -> FlatRun.Ending {
    let direction = runner.flat.direction
    if stop != nil { search.stop() }
    compare(direction)
    let runs = Array(1..<(search.runs + 1))
    var counts = exploration?.counts ?? Counts()
    for run in runs {
      guard let local = locals[run]?.counts else { continue }
      counts.evaluations += local.evaluations
      counts.iterations += local.iterations
      counts.failures += local.failures
    }
    counts.rounds = search.rounds
    let many = ManyRunsEnding(
      locals: runs.compactMap { locals[$0] },
      basins: search.basins.map { (point: $0.point, value: direction.sign * $0.value, runs: $0.runs) })
    let sampled = exploration.flatMap { direction.sign * $0.bestValue < best?.value ?? .infinity ? $0 : nil }
    return FlatRun.Ending(
      result, sampled ?? best.flatMap { candidates[$0.run] }, counts: counts, seconds: runner.elapsed().inSeconds,
      histories: (exploration?.histories ?? [])
        + runs.compactMap { run in histories[run].map { (run: run, history: $0) } },
      many: many)
  }

  /// What ended the search, or else how its best run ended.
  private var result: Result<Termination, Interruption> {
    if let stop { return stop }
    if let error = errors[search.runs], search.endedByRun { return .failure(error) }
    if search.hasSpentAll { return .failure(.evaluations) }
    if let local = best.flatMap({ locals[$0.run] }) ?? locals[1], local.bestPoint != nil || exploration != nil {
      return .success(local.termination)
    }
    return .failure(errors[1] ?? .evaluations)
  }
}
