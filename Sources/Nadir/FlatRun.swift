import NadirAlgorithms
import NadirDerivatives
import NadirEvaluation

/// A run that knows nothing of the user's types: free coordinates, a box and the rules. It never changes.
final class FlatRun: Sendable {
  let start: [Double]
  let box: Box
  let direction: Direction
  let budget: Budget
  let failurePolicy: FailurePolicy
  let differences: Differences
  let keepsHistory: Bool

  init(
    start: [Double], box: Box, direction: Direction, budget: Budget,
    failurePolicy: FailurePolicy, differences: Differences, keepsHistory: Bool
  ) {
    self.start = start
    self.box = box
    self.direction = direction
    self.budget = budget
    self.failurePolicy = failurePolicy
    self.differences = differences
    self.keepsHistory = keepsHistory
  }

  /// Where evaluations happen, and the functions that may be called in the calling task.
  struct Means: Sendable {
    var evaluator: any Evaluator
    var provides: Demand
    var plain: (@Sendable ([Double]) throws -> Double)?
    var plainWithGradient: (@Sendable ([Double]) throws -> Evaluation<[Double]>)?
    /// Whether the caller has announced the run to the evaluator and takes its leave, too.
    var isAnnounced = false
  }

  /// How it ended and what it saw; values and gradient are in the user's own direction.
  final class Ending: Sendable {
    let result: Result<Termination, Interruption>
    let bestPoint: [Double]?
    let bestValue: Double
    let bestGradient: [Double]?
    let bestTerms: Terms?
    let linearization: Linearization?
    let counts: Counts
    let seconds: Double
    /// What was evaluated, run by run.
    let histories: [(run: Int, history: History)]
    /// What many runs came to; `nil` for one run from one start.
    let many: ManyRunsEnding?

    /// - Parameter run: The number of the run.
    init(_ result: Result<Termination, Interruption>, _ oracle: Oracle, run: Int = 1) {
      self.result = result
      bestPoint = oracle.bestValue == nil ? nil : oracle.bestPoint
      bestValue = oracle.bestValue ?? .nan
      bestGradient = oracle.bestGradient
      bestTerms = oracle.bestTerms
      linearization = oracle.linearization
      counts = oracle.counts
      seconds = oracle.secondsElapsed
      histories = [(run, oracle.history)]
      many = nil
    }

    /// The ending of many runs, with all that is known of the best one.
    ///
    /// - Parameter best: The ending of the best one, or of what was sampled; `nil` where all failed.
    init(
      _ result: Result<Termination, Interruption>, _ best: Ending?, counts: Counts, seconds: Double,
      histories: [(run: Int, history: History)], many: ManyRunsEnding
    ) {
      self.result = result
      bestPoint = best?.bestPoint
      bestValue = best?.bestValue ?? .nan
      bestGradient = best?.bestGradient
      bestTerms = best?.bestTerms
      linearization = best?.linearization
      self.counts = counts
      self.seconds = seconds
      self.histories = histories
      self.many = many
    }
  }

  /// Runs to the end, where the evaluator answers soonest, unless the caller is an actor.
  ///
  /// - Parameter watch: Told after each iteration, with the oracle to look at.
  func callAsFunction(
    _ algorithm: any Algorithm, with means: Means, watch: (@Sendable (Oracle) -> Watch)?
  ) async -> Ending {
    if !means.isAnnounced { means.evaluator.join() }
    defer { if !means.isAnnounced { means.evaluator.leave() } }
    guard let executor = means.evaluator.executor else { return await ending(algorithm, with: means, watch: watch) }
    return await withTaskExecutorPreference(executor) { await ending(algorithm, with: means, watch: watch) }
  }

  private func ending(
    _ algorithm: any Algorithm, with means: Means, watch: (@Sendable (Oracle) -> Watch)?
  ) async -> Ending {
    let clock = ContinuousClock()
    let begin = clock.now
    let oracle = oracle(with: means, elapsed: { clock.now - begin })
    return Ending(await drive(algorithm, from: start, asking: oracle, watch?(oracle)), oracle)
  }

  /// What an algorithm asks.
  ///
  /// - Parameters:
  ///   - evaluations: How many it may make; as the budget has it unless given.
  ///   - historyCapacity: That of the history; its own unless given.
  ///   - known: What is known of the point where it begins.
  ///   - isOneOfMany: Whether others go on when its start fails.
  func oracle(
    with means: Means, evaluations: Int? = nil, historyCapacity: Int? = nil, knowing known: KnownPoint? = nil,
    isOneOfMany: Bool = false, elapsed: @escaping () -> Duration
  ) -> Oracle {
    var budget = budget
    budget.evaluations = evaluations ?? budget.evaluations
    return Oracle(
      evaluator: means.evaluator, provides: means.provides, plain: means.plain,
      plainWithGradient: means.plainWithGradient, box: box, direction: direction, budget: budget,
      policy: failurePolicy, differences: differences, keepsHistory: keepsHistory, historyCapacity: historyCapacity,
      known: known, finishesBatches: isOneOfMany, elapsed: elapsed)
  }

  /// Drives an algorithm to its end.
  func drive<A: Algorithm>(
    _ algorithm: A, from x: [Double], asking oracle: Oracle, _ watch: Watch?
  ) async -> Result<Termination, Interruption> {
    var state: A.State?
    do throws(Interruption) {
      return .success(
        try await algorithm.drive(&state, from: x, asking: oracle, iterations: budget.iterations, watch: watch))
    } catch {
      return .failure(error)
    }
  }
}
