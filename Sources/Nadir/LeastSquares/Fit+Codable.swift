public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

// The forms of `Fit+Parameters`, for every start that is `Codable`; disfavored as in `Optimization+Codable`.

/// Fits a model with what it knows of itself to data, for parameters of any shape.
///
/// See ``fit(_:_:_:weights:standardDeviations:from:using:on:loss:bounds:fixed:scale:constraints:tolerances:budget:onFailure:differences:observers:)``.
@_disfavoredOverload
public func fit<X: Sendable, Shape: Codable & Sendable>(
  _ model: Curve<X, Shape>, _ xs: [X], _ ys: [Double], weights: [Double]? = nil,
  standardDeviations: [Double]? = nil, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
  on workers: Workers = .inline,
  loss: Loss = .squares, bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [],
  scale: Scale<Shape> = .none, constraints: [Constraint] = [], tolerances: Tolerances = Tolerances(),
  budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst, differences: Differences = .forward,
  observers: [Observer<Shape>] = []
) async throws(OptimizationError) -> Fit<X, Shape> {
  try await FitRequest(model, try Observations(xs, ys, weights: weights, standardDeviations: standardDeviations), loss)(
    Run(
      .minimize,
      in: try ParameterSpace(from: start, bounds: bounds, fixed: fixed, scale: scale, constraints: constraints),
      using: algorithm, tolerances: tolerances, budget: budget, onFailure: failurePolicy, differences: differences,
      observers: observers), on: workers)
}

/// Fits a model with what it knows of itself to data in this thread, for parameters of any shape.
///
/// See ``fit(_:_:_:weights:standardDeviations:from:using:on:loss:bounds:fixed:scale:constraints:tolerances:budget:onFailure:differences:observers:)``.
@_disfavoredOverload
public func fit<X: Sendable, Shape: Codable & Sendable>(
  _ model: Curve<X, Shape>, _ xs: [X], _ ys: [Double], weights: [Double]? = nil,
  standardDeviations: [Double]? = nil, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
  loss: Loss = .squares, bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [],
  scale: Scale<Shape> = .none, constraints: [Constraint] = [], tolerances: Tolerances = Tolerances(),
  budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst, differences: Differences = .forward,
  observers: [Observer<Shape>] = []
) throws(OptimizationError) -> Fit<X, Shape> {
  try FitRequest(model, try Observations(xs, ys, weights: weights, standardDeviations: standardDeviations), loss)(
    Run(
      .minimize,
      in: try ParameterSpace(from: start, bounds: bounds, fixed: fixed, scale: scale, constraints: constraints),
      using: algorithm, tolerances: tolerances, budget: budget, onFailure: failurePolicy, differences: differences,
      observers: observers))
}

/// Fits a model, a function, to data, for parameters of any shape.
///
/// See ``fit(_:_:_:weights:standardDeviations:from:using:on:loss:bounds:fixed:scale:constraints:tolerances:budget:onFailure:differences:observers:)``.
@_disfavoredOverload
public func fit<X: Sendable, Shape: Codable & Sendable>(
  _ model: @escaping @Sendable (X, Shape) throws -> Double, _ xs: [X], _ ys: [Double], weights: [Double]? = nil,
  standardDeviations: [Double]? = nil, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
  on workers: Workers = .inline,
  loss: Loss = .squares, bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [],
  scale: Scale<Shape> = .none, constraints: [Constraint] = [], tolerances: Tolerances = Tolerances(),
  budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst, differences: Differences = .forward,
  observers: [Observer<Shape>] = []
) async throws(OptimizationError) -> Fit<X, Shape> {
  try await fit(
    Curve(model), xs, ys, weights: weights, standardDeviations: standardDeviations, from: start, using: algorithm,
    on: workers,
    loss: loss, bounds: bounds, fixed: fixed, scale: scale, constraints: constraints, tolerances: tolerances,
    budget: budget, onFailure: failurePolicy, differences: differences, observers: observers)
}

/// Fits a model, a function, to data in this thread, for parameters of any shape.
///
/// See ``fit(_:_:_:weights:standardDeviations:from:using:on:loss:bounds:fixed:scale:constraints:tolerances:budget:onFailure:differences:observers:)``.
@_disfavoredOverload
public func fit<X: Sendable, Shape: Codable & Sendable>(
  _ model: @escaping @Sendable (X, Shape) throws -> Double, _ xs: [X], _ ys: [Double], weights: [Double]? = nil,
  standardDeviations: [Double]? = nil, from start: Shape, using algorithm: some AlgorithmChoice = .automatic,
  loss: Loss = .squares, bounds: Bounds<Shape> = .none, fixed: [ParameterReference] = [],
  scale: Scale<Shape> = .none, constraints: [Constraint] = [], tolerances: Tolerances = Tolerances(),
  budget: Budget = .unlimited, onFailure failurePolicy: FailurePolicy = .worst, differences: Differences = .forward,
  observers: [Observer<Shape>] = []
) throws(OptimizationError) -> Fit<X, Shape> {
  try fit(
    Curve(model), xs, ys, weights: weights, standardDeviations: standardDeviations, from: start, using: algorithm,
    loss: loss, bounds: bounds, fixed: fixed, scale: scale, constraints: constraints, tolerances: tolerances,
    budget: budget, onFailure: failurePolicy, differences: differences, observers: observers)
}
