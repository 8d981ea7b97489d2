public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

// The forms of `Optimization+Parameters`, for every start that is `Codable`. They are disfavored so that the literal `[0, 1]`
// is an array of `Double` there and not one of `Int` here.
extension Optimization {
  /// Evaluates a function of parameters of any shape in this thread.
  ///
  ///     struct Model: Codable {
  ///       var rate = 1.8
  ///       var layers = [[0.1, 0.2], [0.3]]
  ///     }
  ///     let outcome = try minimize(from: Model(), bounds: ["layers[*][0]": 0...1]) { model in
  ///       (model.rate - 1) * (model.rate - 1) + model.layers[0][1] * model.layers[0][1]
  ///     }
  ///
  /// The numbers in the tree (`Double`, `Float`, `Float16`) are the parameters; integers, booleans, texts and what is `nil`
  /// are constants.
  @_disfavoredOverload
  public func callAsFunction<Shape: Codable & Sendable>(
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

  /// Evaluates a function of parameters of any shape at several points at once.
  @_disfavoredOverload
  public func callAsFunction<Shape: Codable & Sendable>(
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

  /// Evaluates an asynchronous function of parameters of any shape.
  @_disfavoredOverload
  public func callAsFunction<Shape: Codable & Sendable>(
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

  /// Evaluates an objective of parameters of any shape, or an external program, on workers.
  @_disfavoredOverload
  public func callAsFunction<Shape: Codable & Sendable>(
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

  /// Evaluates an objective of parameters of any shape in this thread.
  @_disfavoredOverload
  public func callAsFunction<Shape: Codable & Sendable>(
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
