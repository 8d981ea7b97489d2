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
    let history: History

    init(_ result: Result<Termination, Interruption>, _ oracle: Oracle) {
      self.result = result
      bestPoint = oracle.bestValue == nil ? nil : oracle.bestPoint
      bestValue = oracle.bestValue ?? .nan
      bestGradient = oracle.bestGradient
      bestTerms = oracle.bestTerms
      linearization = oracle.linearization
      counts = oracle.counts
      seconds = oracle.secondsElapsed
      history = oracle.history
    }
  }

  /// Runs to the end, where the evaluator answers soonest, unless the caller is an actor.
  ///
  /// - Parameter watch: Told after each iteration, with the oracle to look at.
  func callAsFunction(
    _ algorithm: any Algorithm, with means: Means, watch: (@Sendable (Oracle) -> Watch)?
  ) async -> Ending {
    guard let executor = means.evaluator.executor else { return await ending(algorithm, with: means, watch: watch) }
    return await withTaskExecutorPreference(executor) { await ending(algorithm, with: means, watch: watch) }
  }

  private func ending(
    _ algorithm: any Algorithm, with means: Means, watch: (@Sendable (Oracle) -> Watch)?
  ) async -> Ending {
    let clock = ContinuousClock()
    let begin = clock.now
    let oracle = Oracle(
      evaluator: means.evaluator, provides: means.provides, plain: means.plain,
      plainWithGradient: means.plainWithGradient, box: box, direction: direction, budget: budget,
      policy: failurePolicy, differences: differences, keepsHistory: keepsHistory, elapsed: { clock.now - begin })
    let result: Result<Termination, Interruption>
    do throws(Interruption) {
      result = .success(try await drive(algorithm, oracle, watch?(oracle)))
    } catch {
      result = .failure(error)
    }
    return Ending(result, oracle)
  }

  private func drive<A: Algorithm>(
    _ algorithm: A, _ oracle: Oracle, _ watch: Watch?
  ) async throws(Interruption) -> Termination {
    var state: A.State?
    return try await algorithm.drive(&state, from: start, asking: oracle, iterations: budget.iterations, watch: watch)
  }

  /// Runs to the end in this thread, with means that do not suspend.
  ///
  /// The algorithm is the same asynchronous code. It begins at once and, as nothing that it asks for ever suspends, has
  /// ended when the call that begins it returns; `nil` if it did suspend after all.
  func synchronously(
    _ algorithm: any Algorithm, with means: Means, watch: (@Sendable (Oracle) -> Watch)?
  ) -> Ending? {
    // The task writes it during the call below, in this thread.
    nonisolated(unsafe) var ending: Ending?
    CallingThread.run { ending = await self(algorithm, with: means, watch: watch) }
    return ending
  }
}
