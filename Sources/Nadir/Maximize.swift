public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

/// Finds parameters at which a function is largest, evaluating it in this thread.
///
/// Everything else is as in `minimize`; values, targets and penalties are the function's own, never turned round.
public func maximize<Shape: Parameters>(
  from start: Shape, using algorithm: some AlgorithmChoice = .automatic, bounds: Bounds<Shape> = .none,
  fixed: [ParameterReference] = [], tolerances: Tolerances = Tolerances(), budget: Budget = .unlimited,
  onFailure failurePolicy: FailurePolicy = .worst, differences: Differences = .forward,
  observers: [Observer<Shape>] = [], objective: (Shape) throws -> Double
) throws(OptimizationError) -> Outcome<Shape> {
  try Run(
    .maximize, from: start, using: algorithm, bounds: bounds, fixed: fixed, tolerances: tolerances, budget: budget,
    onFailure: failurePolicy, differences: differences, observers: observers
  ).synchronously(objective)
}

/// Finds parameters at which a function is largest, evaluating several points at once.
public func maximize<Shape: Parameters>(
  from start: Shape, using algorithm: some AlgorithmChoice = .automatic, on workers: Workers = .inline,
  bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [], tolerances: Tolerances = Tolerances(),
  budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst, differences: Differences = .forward,
  observers: [Observer<Shape>] = [],
  objective: @escaping @Sendable (Shape) throws -> Double
) async throws(OptimizationError) -> Outcome<Shape> {
  try await Run(
    .maximize, from: start, using: algorithm, bounds: bounds, fixed: fixed, tolerances: tolerances, budget: budget,
    onFailure: failurePolicy, differences: differences, observers: observers
  )(Objective(objective), on: workers)
}

/// Finds parameters at which an asynchronous function is largest, with as many calls under way as there are workers.
public func maximize<Shape: Parameters>(
  from start: Shape, using algorithm: some AlgorithmChoice = .automatic, on workers: Workers = .inline,
  bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [], tolerances: Tolerances = Tolerances(),
  budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst, differences: Differences = .forward,
  observers: [Observer<Shape>] = [],
  objective: @escaping @Sendable (Shape) async throws -> Double
) async throws(OptimizationError) -> Outcome<Shape> {
  try await Run(
    .maximize, from: start, using: algorithm, bounds: bounds, fixed: fixed, tolerances: tolerances, budget: budget,
    onFailure: failurePolicy, differences: differences, observers: observers
  )(Objective(objective), on: workers)
}

/// Finds parameters at which an objective is largest: one with a gradient, or with value and gradient together.
public func maximize<Shape: Parameters>(
  _ objective: Objective<Shape>, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
  on workers: Workers = .inline, bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [],
  tolerances: Tolerances = Tolerances(), budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst,
  differences: Differences = .forward, observers: [Observer<Shape>] = []
) async throws(OptimizationError) -> Outcome<Shape> {
  try await Run(
    .maximize, from: start, using: algorithm, bounds: bounds, fixed: fixed, tolerances: tolerances, budget: budget,
    onFailure: failurePolicy, differences: differences, observers: observers
  )(objective, on: workers)
}

/// Finds parameters at which an external program's value is largest, running as many at a time as there are workers.
public func maximize<Shape: Parameters>(
  _ objective: some ObjectiveSource<Shape>, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
  on workers: Workers = .inline, bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [],
  tolerances: Tolerances = Tolerances(), budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst,
  differences: Differences = .forward, observers: [Observer<Shape>] = []
) async throws(OptimizationError) -> Outcome<Shape> {
  try await Run(
    .maximize, from: start, using: algorithm, bounds: bounds, fixed: fixed, tolerances: tolerances, budget: budget,
    onFailure: failurePolicy, differences: differences, observers: observers
  )(objective, on: workers)
}

/// Finds parameters at which an objective is largest, evaluating it in this thread.
public func maximize<Shape: Parameters>(
  _ objective: Objective<Shape>, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
  bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [], tolerances: Tolerances = Tolerances(),
  budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst, differences: Differences = .forward,
  observers: [Observer<Shape>] = []
) throws(OptimizationError) -> Outcome<Shape> {
  try Run(
    .maximize, from: start, using: algorithm, bounds: bounds, fixed: fixed, tolerances: tolerances, budget: budget,
    onFailure: failurePolicy, differences: differences, observers: observers
  ).synchronously(objective)
}
