public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

// Starts that are `Parameters`; the forms for every other `Codable` start are the same.
extension Optimization {
  /// Evaluates a function in this thread.
  ///
  ///     let outcome = try minimize(from: [-1.2, 1]) { x in
  ///       let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
  ///       return a * a + 100 * b * b
  ///     }
  ///     print(outcome)
  ///
  /// The closure need be neither escaping nor `Sendable`; it may use and change local variables. For functions that take
  /// time, the asynchronous form evaluates many points at once.
  ///
  /// - Parameters:
  ///   - start: Where to begin. Its shape is that of the objective's argument and of the outcome's best point.
  ///   - algorithm: The method; ``Automatic`` unless given.
  ///   - bounds: The box that the objective is never evaluated outside of; none unless given.
  ///   - fixed: Parameters that keep their start value.
  ///   - scale: The unit in which each parameter is moved; 1 unless given.
  ///   - constraints: What else holds at every point: transforms, equalities, linear equalities.
  ///   - tolerances: When the method is content; its published defaults where nothing is given.
  ///   - budget: The largest numbers of evaluations and iterations, the wall time, the value that is good enough; without
  ///     limit unless given.
  ///   - failurePolicy: What becomes of a NaN, an infinity or a thrown error; it is worse than any value unless given.
  ///   - differences: How gradients are made from values; forward differences unless given.
  ///   - observers: Who watches after each iteration and may stop the run.
  ///   - objective: The function f.
  /// - Throws: ``OptimizationError``: bad arguments before the first evaluation, a failing start point, and failures
  ///   under ``FailurePolicy/rethrow``. All other trouble comes back in the outcome.
  public func callAsFunction<Shape: Parameters>(
    from start: Shape, using algorithm: some AlgorithmChoice = .automatic, bounds: Bounds<Shape> = .none,
    fixed: [ParameterReference] = [], scale: Scale<Shape> = .none, constraints: [Constraint] = [],
    tolerances: Tolerances = Tolerances(), budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst,
    differences: Differences = .forward, observers: [Observer<Shape>] = [],
    @ObjectiveBody objective: (Shape) throws -> Double
  ) throws(OptimizationError) -> Outcome<Shape> {
    try Run(
      direction,
      in: try ParameterSpace(from: start, bounds: bounds, fixed: fixed, scale: scale, constraints: constraints),
      using: algorithm, tolerances: tolerances, budget: budget, onFailure: failurePolicy, differences: differences,
      observers: observers, keepsHistory: keepsHistory
    ).synchronously(objective)
  }

  /// Evaluates several points at once.
  ///
  ///     let outcome = try await minimize(from: [0, 1, 2, 3, 4], on: .threads(6)) { x in
  ///       x.reduce(0) { $0 + $1 * $1 }
  ///     }
  ///
  /// What the algorithm asks for together, such as the n + 1 points of a difference gradient, is evaluated together. The
  /// outcome is the same for every number of workers. When the surrounding task is cancelled the run stops and comes
  /// back with the best point so far.
  ///
  /// - Parameter workers: Where the objective is evaluated: here, one point after the other, unless given.
  public func callAsFunction<Shape: Parameters>(
    from start: Shape, using algorithm: some AlgorithmChoice = .automatic, on workers: Workers = .inline,
    bounds: Bounds<Shape> = .none,
    fixed: [ParameterReference] = [], scale: Scale<Shape> = .none, constraints: [Constraint] = [],
    tolerances: Tolerances = Tolerances(), budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst,
    differences: Differences = .forward, observers: [Observer<Shape>] = [],
    @ObjectiveBody objective: @escaping @Sendable (Shape) throws -> Double
  ) async throws(OptimizationError) -> Outcome<Shape> {
    try await Run(
      direction,
      in: try ParameterSpace(from: start, bounds: bounds, fixed: fixed, scale: scale, constraints: constraints),
      using: algorithm, tolerances: tolerances, budget: budget, onFailure: failurePolicy, differences: differences,
      observers: observers, keepsHistory: keepsHistory
    )(Objective(objective), on: workers)
  }

  /// Evaluates an asynchronous function, with as many calls under way as there are workers.
  public func callAsFunction<Shape: Parameters>(
    from start: Shape, using algorithm: some AlgorithmChoice = .automatic, on workers: Workers = .inline,
    bounds: Bounds<Shape> = .none,
    fixed: [ParameterReference] = [], scale: Scale<Shape> = .none, constraints: [Constraint] = [],
    tolerances: Tolerances = Tolerances(), budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst,
    differences: Differences = .forward, observers: [Observer<Shape>] = [],
    @ObjectiveBody objective: @escaping @Sendable (Shape) async throws -> Double
  ) async throws(OptimizationError) -> Outcome<Shape> {
    try await Run(
      direction,
      in: try ParameterSpace(from: start, bounds: bounds, fixed: fixed, scale: scale, constraints: constraints),
      using: algorithm, tolerances: tolerances, budget: budget, onFailure: failurePolicy, differences: differences,
      observers: observers, keepsHistory: keepsHistory
    )(Objective(objective), on: workers)
  }

  /// Evaluates an ``Objective`` that has a gradient, or an external program, on workers.
  ///
  ///     let sphere = Objective(
  ///       value: { (x: [Double]) in x.reduce(0) { $0 + $1 * $1 } },
  ///       gradient: { x in x.map { 2 * $0 } })
  ///     let outcome = try await minimize(sphere, from: [1, 2, 3], on: .threads(4))
  public func callAsFunction<Shape: Parameters>(
    _ objective: some ObjectiveSource<Shape>, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
    on workers: Workers = .inline, bounds: Bounds<Shape> = .none,
    fixed: [ParameterReference] = [], scale: Scale<Shape> = .none, constraints: [Constraint] = [],
    tolerances: Tolerances = Tolerances(), budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst,
    differences: Differences = .forward, observers: [Observer<Shape>] = []
  ) async throws(OptimizationError) -> Outcome<Shape> {
    try await Run(
      direction,
      in: try ParameterSpace(from: start, bounds: bounds, fixed: fixed, scale: scale, constraints: constraints),
      using: algorithm, tolerances: tolerances, budget: budget, onFailure: failurePolicy, differences: differences,
      observers: observers, keepsHistory: keepsHistory
    )(objective, on: workers)
  }

  /// Evaluates an ``Objective`` in this thread.
  public func callAsFunction<Shape: Parameters>(
    _ objective: Objective<Shape>, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
    bounds: Bounds<Shape> = .none,
    fixed: [ParameterReference] = [], scale: Scale<Shape> = .none, constraints: [Constraint] = [],
    tolerances: Tolerances = Tolerances(), budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst,
    differences: Differences = .forward, observers: [Observer<Shape>] = []
  ) throws(OptimizationError) -> Outcome<Shape> {
    try Run(
      direction,
      in: try ParameterSpace(from: start, bounds: bounds, fixed: fixed, scale: scale, constraints: constraints),
      using: algorithm, tolerances: tolerances, budget: budget, onFailure: failurePolicy, differences: differences,
      observers: observers, keepsHistory: keepsHistory
    ).synchronously(objective)
  }
}
