public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

// Beside the forms for every ``ObjectiveSource``, so that `.batch` is found.
extension Optimization {
  /// Evaluates many points with one call of a function: vectorized code, an accelerator; see ``BatchObjective``.
  ///
  ///     let outcome = try await minimize(.batch { points in simulations(points) }, from: [0.0, 0, 0])
  public func callAsFunction<Shape: Parameters>(
    _ objective: BatchObjective<Shape>, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
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

  /// The same for parameters of any shape.
  @_disfavoredOverload
  public func callAsFunction<Shape: Codable & Sendable>(
    _ objective: BatchObjective<Shape>, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
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
}
