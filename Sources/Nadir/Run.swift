public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirParameters

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
    let coordinateDifferences: Differences
    do throws(InvalidArgument) {
      self.space = try space()
      self.choice = PreparedChoice(
        choice: choice, tolerances: tolerances, direction: direction, box: self.space.box)
      _ = try self.choice.algorithm(for: nil)
      coordinateDifferences = try differences.coordinates(of: self.space)
      try budget.validate()
      try failurePolicy.validate()
    } catch {
      throw .invalid(error)
    }
    self.observers = observers
    flat = FlatRun(
      start: self.space.startCoordinates, box: self.space.box, direction: direction, budget: budget,
      failurePolicy: failurePolicy, differences: coordinateDifferences, keepsHistory: keepsHistory)
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

  func callAsFunction(with means: FlatRun.Means) async throws(OptimizationError) -> Outcome<Shape> {
    let algorithm = try algorithm(for: means.provides)
    return try outcome(of: await flat(algorithm, with: means, watch: watch), algorithm, means)
  }

  func synchronously(with means: FlatRun.Means) throws(OptimizationError) -> Outcome<Shape> {
    let algorithm = try algorithm(for: means.provides)
    guard let ending = flat.synchronously(algorithm, with: means, watch: watch) else {
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

  /// What tells the observers; `nil` when there are none.
  private var watch: (@Sendable (Oracle) -> Watch)? {
    guard !observers.isEmpty else { return nil }
    return { oracle in { current, isNewBest in notify(current, oracle, isNewBest) } }
  }

  /// Tells the observers, all of them, and returns `.stop` when one wants to.
  private func notify(_ current: (point: [Double], value: Double), _ oracle: Oracle, _ isNewBest: Bool) -> Directive {
    let due = observers.filter { $0.isDue(iteration: oracle.counts.iterations, isNewBest: isNewBest) }
    guard !due.isEmpty else { return .proceed }
    let state = RunState(
      space: space, currentPoint: current.point, bestPoint: oracle.bestPoint, run: 1,
      value: direction.sign * current.value,
      bestValue: oracle.bestValue ?? .nan, counts: oracle.counts, seconds: oracle.secondsElapsed)
    return due.map { $0.action(state) }.contains(.stop) ? .stop : .proceed
  }
}
