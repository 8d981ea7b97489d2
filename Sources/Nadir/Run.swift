public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirParameters
import Synchronization

/// One optimization under way: it drives the algorithm, looks at limits and observers between iterations, and makes the
/// outcome of whatever ended it.
///
/// `minimize` and `maximize` are the front doors to it. Use it directly to evaluate with an evaluator of your own, to
/// take snapshots and to resume from them.
public struct Run<Shape: Sendable>: Sendable {
  public let space: ParameterSpace<Shape>
  let observers: [Observer<Shape>]
  let choice: PreparedChoice
  let flat: FlatRun
  /// Where many runs begin; `nil` for one run from one start.
  private let manyRuns: ManyRuns?

  /// Whether small or large values are wanted.
  public var direction: Direction { flat.direction }

  /// The algorithm, given or chosen, with all its options.
  ///
  /// - Parameter provides: What the objective gives.
  /// - Throws: ``OptimizationError/invalid(_:)`` where the algorithm needs more than that.
  public func algorithm(for provides: Demand = .value) throws(OptimizationError) -> any Algorithm {
    do throws(InvalidArgument) { return try choice.algorithm(for: provides) } catch { throw .invalid(error) }
  }

  /// A run that has not begun. The rest is as in ``Optimization``.
  ///
  ///     Run(.minimize, in: try ParameterSpace(from: [1, 2], names: ["slope", "intercept"]))
  ///
  /// - Parameters:
  ///   - space: The parameters: start, bounds, scale, constraints, names.
  ///   - keepsHistory: Whether evaluations are kept for ``Outcome/history``. They are unless it says no, which in the front
  ///     door is ``Optimization/withoutHistory``.
  /// - Throws: ``OptimizationError/invalid(_:)``, naming the argument, its value and what was expected.
  public init(
    _ direction: Direction, in space: @autoclosure () throws(InvalidArgument) -> ParameterSpace<Shape>,
    using choice: some AlgorithmChoice = .automatic, tolerances: Tolerances = Tolerances(),
    budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst, differences: Differences = .forward,
    observers: [Observer<Shape>] = [], keepsHistory: Bool = true
  ) throws(OptimizationError) {
    self.observers = observers
    do throws(InvalidArgument) {
      self.space = try space()
      self.choice = PreparedChoice(
        choice: choice, tolerances: tolerances, direction: direction, box: self.space.box)
      _ = try self.choice.algorithm(for: nil)
      let coordinateDifferences = try differences.coordinates(of: self.space)
      try (choice as? ManyStarts)?.validate()
      try budget.validate()
      try failurePolicy.validate()
      let flat = FlatRun(
        start: self.space.startCoordinates, box: self.space.box, direction: direction, budget: budget,
        failurePolicy: failurePolicy, differences: coordinateDifferences, keepsHistory: keepsHistory)
      self.flat = flat
      manyRuns = if let options = choice.multistart { try ManyRuns(options, in: self.space, flat) } else { nil }
    } catch {
      throw .invalid(error)
    }
  }

  /// Runs to the end with an evaluator of your own, which evaluates functions of the free coordinates.
  ///
  /// - Parameters:
  ///   - evaluator: Where batches are evaluated.
  ///   - provides: The quantities that the evaluator can give.
  public func callAsFunction(
    on evaluator: any Evaluator, provides: Demand = .value
  ) async throws(OptimizationError) -> Outcome<Shape> {
    try await self(with: FlatRun.Means(evaluator: evaluator, provides: provides))
  }

  /// Runs to the end with an evaluator that nobody needs afterwards.
  func callAsFunction(
    closing evaluator: any Evaluator, provides: Demand
  ) async throws(OptimizationError) -> Outcome<Shape> {
    let result: Result<Outcome<Shape>, OptimizationError>
    do throws(OptimizationError) {
      result = .success(try await self(on: evaluator, provides: provides))
    } catch {
      result = .failure(error)
    }
    await evaluator.close()
    return try result.get()
  }

  func callAsFunction(with means: FlatRun.Means) async throws(OptimizationError) -> Outcome<Shape> {
    let algorithm = try algorithm(for: means.provides)
    return try outcome(of: await ending(algorithm, means), algorithm, means)
  }

  private func ending(_ algorithm: any Algorithm, _ means: FlatRun.Means) async -> FlatRun.Ending {
    let watch = watch
    if let manyRuns { return await manyRuns(algorithm, with: means, watch: watch) }
    guard let watch else { return await flat(algorithm, with: means, watch: nil) }
    return await flat(algorithm, with: means, watch: { oracle in watch(oracle, 1) })
  }

  func synchronously(with means: FlatRun.Means) throws(OptimizationError) -> Outcome<Shape> {
    let algorithm = try algorithm(for: means.provides)
    guard let ending = CallingThread.result(of: { await ending(algorithm, means) }) else {
      throw .invalid(
        InvalidArgument("the objective", is: "asynchronous", expected: "synchronous here; await the run instead"))
    }
    return try outcome(of: ending, algorithm, means)
  }

  private func outcome(
    of ending: FlatRun.Ending, _ algorithm: any Algorithm, _ means: FlatRun.Means
  ) throws(OptimizationError) -> Outcome<Shape> {
    Outcome(
      space: space, ending: ending, termination: try termination(of: ending), direction: direction,
      algorithm: type(of: algorithm).traits.name, workers: means.evaluator.width)
  }

  private func termination(of ending: FlatRun.Ending) throws(OptimizationError) -> Termination {
    switch ending.result {
    case .success(let termination): return termination
    case .failure(.evaluations): return .stopped(.evaluations)
    case .failure(.time): return .stopped(.time)
    case .failure(.target): return .converged(.target)
    case .failure(.cancelled): return .stopped(.cancelled)
    case .failure(.start(let failure)): throw .startFailed(failure)
    case .failure(.failure(let failure)):
      let best = ending.bestPoint.map { space.numbers(at: $0) } ?? []
      throw .evaluationFailed(
        failure, best: Dictionary(uniqueKeysWithValues: zip(space.paths, best)), value: ending.bestValue,
        counts: ending.counts)
    case .failure(.journalDiverged): throw .journalDiverged
    }
  }

  /// What tells the observers of the run with a number; `nil` when there are none.
  private var watch: (@Sendable (Oracle, _ run: Int) -> Watch)? {
    guard !observers.isEmpty else { return nil }
    // Of many runs that go on side by side one tells them at a time.
    let turn = Turn()
    return { oracle, run in
      { current, isNewBest in turn.take { notify(current, oracle, isNewBest, run) } }
    }
  }

  /// Tells the observers, all of them, and says so when one wants to stop.
  private func notify(
    _ current: (point: [Double], value: Double), _ oracle: Oracle, _ isNewBest: Bool, _ run: Int
  ) -> Stop? {
    let due = observers.filter { $0.isDue(iteration: oracle.counts.iterations, isNewBest: isNewBest) }
    guard !due.isEmpty else { return nil }
    let state = RunState(
      space: space, currentPoint: current.point, bestPoint: oracle.bestPoint, run: run,
      value: direction.sign * current.value,
      bestValue: oracle.bestValue ?? .nan, counts: oracle.counts, seconds: oracle.secondsElapsed)
    return due.map { $0.action(state) }.contains(.stop) ? .callback : nil
  }
}

/// A turn that one takes at a time.
private final class Turn: Sendable {
  private let mutex = Mutex(())

  func take<Answer: Sendable>(_ act: () -> Answer) -> Answer { mutex.withLock { _ in act() } }
}
