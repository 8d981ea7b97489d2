public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

/// Fits a model with what it knows of itself to data.
///
/// See ``fit(_:_:_:weights:standardDeviations:from:using:on:loss:bounds:fixed:scale:constraints:tolerances:budget:onFailure:differences:observers:)``.
public func fit<X: Sendable, Shape: Parameters>(
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

/// Fits a model with what it knows of itself to data in this thread.
///
/// See ``fit(_:_:_:weights:standardDeviations:from:using:on:loss:bounds:fixed:scale:constraints:tolerances:budget:onFailure:differences:observers:)``.
public func fit<X: Sendable, Shape: Parameters>(
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

/// Fits a model to data, by least squares.
///
///     let fit = try await fit({ x, p in p[0] * exp(-p[1] * x) }, times, counts, from: [1, 0.1], on: .threads(8))
///     print(fit.best, fit.statistics?.standardErrors() ?? [], fit.rSquared)
///
/// It minimizes Σ w (model(x, p) − y)² over p. The evaluations of the difference Jacobian, n + 1 at a time, are made
/// together on the workers. Everything that is not said here is as in ``Optimization``.
///
/// - Parameters:
///   - model: The value expected at a place x for parameters p.
///   - xs: The m places, of any type.
///   - ys: The m observed values, finite.
///   - weights: The weights w ≥ 0; 1 unless given.
///   - standardDeviations: The standard deviations σ of the values, in the place of weights: w = 1/σ². Standard errors that
///     take them as they are, are those `assuming: .unitVariances`.
///   - start: Where p begins.
///   - algorithm: Any; Levenberg–Marquardt unless given.
///   - loss: How residuals enter the sum; squares unless given.
/// - Throws: ``OptimizationError``: `invalid`, before the first evaluation, for data that are no data.
public func fit<X: Sendable, Shape: Parameters>(
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

/// Fits a model, a function, to data in this thread.
///
/// See ``fit(_:_:_:weights:standardDeviations:from:using:on:loss:bounds:fixed:scale:constraints:tolerances:budget:onFailure:differences:observers:)``.
public func fit<X: Sendable, Shape: Parameters>(
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
