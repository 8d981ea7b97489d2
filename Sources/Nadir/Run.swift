public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirParameters

/// One optimization under way: it drives the algorithm, looks at limits and observers between iterations, and makes the
/// outcome of whatever ended it.
///
/// `minimize` and `maximize` are the front doors to it. Use it directly to evaluate with an evaluator of your own, to
/// take snapshots and to resume from them.
public struct Run<Shape: Parameters>: Sendable {
  public let space: ParameterSpace<Shape>
  public let direction: Direction
  /// The algorithm, chosen or given, with all its options.
  public let algorithm: any Algorithm
  let budget: Budget
  let failurePolicy: FailurePolicy
  let differences: Differences
  let observers: [Observer<Shape>]
  let keepsHistory: Bool

  /// A run that has not begun. The parameters are those of ``minimize(from:using:bounds:fixed:tolerances:budget:onFailure:differences:observers:objective:)``.
  ///
  /// - Parameters:
  ///   - scale: The typical size of each parameter, with the shape of the start: the algorithm moves the parameters
  ///     divided by it, so that steps, differences and tolerances are relative to it. 1 unless given.
  ///   - keepsHistory: Whether evaluations are kept for ``Outcome/history``.
  /// - Throws: ``OptimizationError/invalid(_:)``, naming the argument, its value and what was expected.
  public init(
    _ direction: Direction, from start: Shape, using choice: some AlgorithmChoice = .automatic,
    bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [], scale: Shape? = nil,
    tolerances: Tolerances = Tolerances(), budget: Budget = .unlimited,
    onFailure failurePolicy: FailurePolicy = .worst, differences: Differences = .forward,
    observers: [Observer<Shape>] = [], keepsHistory: Bool = true
  ) throws(OptimizationError) {
    do throws(InvalidArgument) {
      space = try ParameterSpace(from: start, bounds: bounds, fixed: fixed, scale: scale)
      algorithm = try Self.prepared(choice, tolerances, for: space)
      try budget.validate()
      try failurePolicy.validate()
    } catch {
      throw .invalid(error)
    }
    self.direction = direction
    self.budget = budget
    self.failurePolicy = failurePolicy
    self.differences = differences
    self.observers = observers
    self.keepsHistory = keepsHistory
  }

  private static func prepared(
    _ choice: some AlgorithmChoice, _ tolerances: Tolerances, for space: ParameterSpace<Shape>
  ) throws(InvalidArgument) -> any Algorithm {
    let features = ProblemFeatures(dimension: space.dimension, hasBounds: !space.box.isUnbounded)
    var algorithm = choice.algorithm(for: features)
    algorithm.tolerances = tolerances.completed(from: algorithm.tolerances)
    try algorithm.tolerances.validate()
    let traits = type(of: algorithm).traits
    guard space.box.isUnbounded || traits.handlesBounds else {
      throw InvalidArgument(
        "the algorithm", is: traits.name, expected: "one that takes bounds, such as L-BFGS-B or Nelder-Mead")
    }
    if space.dimension > 0 { try algorithm.validate(dimension: space.dimension) }
    return algorithm
  }

  /// Runs to the end.
  ///
  /// - Parameters:
  ///   - evaluator: Where batches are evaluated, as functions of the free coordinates.
  ///   - provides: The quantities that the evaluator can give.
  ///   - plain: The value function itself, where it may be called in this task.
  ///   - plainWithGradient: The function for value and gradient itself, where it may be called in this task.
  public func callAsFunction(
    on evaluator: any Evaluator, provides: Demand = .value, plain: (([Double]) throws -> Double)? = nil,
    plainWithGradient: (([Double]) throws -> Evaluation<[Double]>)? = nil
  ) async throws(OptimizationError) -> Outcome<Shape> {
    let clock = ContinuousClock()
    let begin = clock.now
    let oracle = Oracle(
      evaluator: evaluator, provides: provides, plain: plain, plainWithGradient: plainWithGradient, box: space.box,
      direction: direction, budget: budget, policy: failurePolicy, differences: differences,
      keepsHistory: keepsHistory, elapsed: { clock.now - begin })
    let watch: Watch? = observers.isEmpty ? nil : { current, isNewBest in notify(current, oracle, isNewBest) }
    let termination: Termination
    do throws(Interruption) {
      termination = try await drive(algorithm, oracle, watch)
    } catch {
      termination = try self.termination(after: error, oracle)
    }
    return Outcome(
      space: space, bestPoint: oracle.bestValue == nil ? space.startCoordinates : oracle.bestPoint,
      value: oracle.bestValue ?? .nan, gradient: oracle.bestGradient.map { space.gradient($0) },
      termination: termination, direction: direction, algorithm: type(of: algorithm).traits.name,
      workers: evaluator.width, counts: oracle.counts, seconds: (clock.now - begin).inSeconds,
      recorded: oracle.history)
  }

  private func drive<A: Algorithm>(
    _ algorithm: A, _ oracle: Oracle, _ watch: Watch?
  ) async throws(Interruption) -> Termination {
    var state: A.State?
    return try await algorithm.drive(
      &state, from: space.startCoordinates, asking: oracle, iterations: budget.iterations, watch: watch)
  }

  private func termination(after interruption: Interruption, _ oracle: Oracle) throws(OptimizationError) -> Termination {
    switch interruption {
    case .evaluations: return .stopped(.evaluations)
    case .time: return .stopped(.time)
    case .target: return .converged(.target)
    case .cancelled: return .stopped(.cancelled)
    case .start(let failure): throw .startFailed(failure)
    case .failure(let failure):
      let best = oracle.bestValue == nil ? [] : space.allCoordinates(at: oracle.bestPoint)
      throw .evaluationFailed(
        failure, best: Dictionary(uniqueKeysWithValues: zip(space.paths, best)), value: oracle.bestValue ?? .nan,
        counts: oracle.counts)
    case .journalDiverged: throw .journalDiverged
    }
  }

  /// Tells the observers, all of them, and returns `.stop` when one wants to.
  private func notify(_ current: (point: [Double], value: Double), _ oracle: Oracle, _ isNewBest: Bool) -> Directive {
    let state = RunState(
      space: space, currentPoint: current.point, bestPoint: oracle.bestPoint, value: direction.sign * current.value,
      bestValue: oracle.bestValue ?? .nan, counts: oracle.counts, seconds: oracle.secondsElapsed)
    var directive = Directive.proceed
    for observer in observers
    where observer.isDue(iteration: oracle.counts.iterations, isNewBest: isNewBest) && observer.action(state) == .stop {
      directive = .stop
    }
    return directive
  }
}
