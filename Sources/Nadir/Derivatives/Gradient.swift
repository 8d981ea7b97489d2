public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

// The forms for `Codable` parameters are the same as those for `Parameters`, as in ``Optimization``.

/// The gradient ∇f at a point, all of its evaluations as one batch.
///
///     let estimate = try await gradient(of: simulation, at: ["a": 1, "b": 2], by: .central, on: .threads(8))
///     print(estimate.gradient["a"], estimate.errors["a"], estimate.counts.evaluations)
///
/// - Parameters:
///   - objective: The function. One that gives its gradient itself is asked for it, unless `differences` are given.
///   - point: x, of any shape; the gradient has the same.
///   - bounds: The box that no point leaves: near a bound, differences turn inward. None unless given.
///   - differences: How values become derivatives. Unless given, the objective's own gradient, or else forward
///     differences.
///   - workers: Where the objective is evaluated: here, one point after the other, unless given.
/// - Throws: ``DerivativeError``.
public func gradient<Shape: Parameters>(
  of objective: Objective<Shape>, at point: Shape, bounds: Bounds<Shape> = .none, by differences: Differences? = nil,
  on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedGradient<Shape> {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await gradient(of: objective, in: space, by: differences, on: workers)
}

/// The same for `Codable` parameters; the gradient in their shape, which the type may refuse, is `try estimate.gradient`.
@_disfavoredOverload
public func gradient<Shape: Codable & Sendable>(
  of objective: Objective<Shape>, at point: Shape, bounds: Bounds<Shape> = .none, by differences: Differences? = nil,
  on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedGradient<Shape> {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await gradient(of: objective, in: space, by: differences, on: workers)
}

/// The same for a function.
public func gradient<Shape: Parameters>(
  @ObjectiveBody of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape,
  bounds: Bounds<Shape> = .none,
  by differences: Differences? = nil, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedGradient<Shape> {
  try await gradient(of: Objective(function), at: point, bounds: bounds, by: differences, on: workers)
}

/// The same for a function of `Codable` parameters.
@_disfavoredOverload
public func gradient<Shape: Codable & Sendable>(
  @ObjectiveBody of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape,
  bounds: Bounds<Shape> = .none,
  by differences: Differences? = nil, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedGradient<Shape> {
  try await gradient(of: Objective(function), at: point, bounds: bounds, by: differences, on: workers)
}

private func gradient<Shape: Sendable>(
  of objective: Objective<Shape>, in space: ParameterSpace<Shape>, by differences: Differences?, on workers: Workers
) async throws(DerivativeError) -> EstimatedGradient<Shape> {
  let flat = space.flattened(objective)
  let x = space.startCoordinates
  var inquiry = try Inquiry(flat, on: workers, names: space.coordinateNames)
  if differences == nil, let demand = flat.provides.forGradient {
    let given = try await inquiry.evaluation(at: x, for: demand, reading: inquiry.valueAndGradient)
    let errors = [Double](repeating: 0, count: x.count)
    let estimate = GradientEstimate(value: given.value, gradient: given.gradient, errors: errors)
    return EstimatedGradient(estimate, from: .objective, in: space, counts: inquiry.counts)
  }
  let given = differences ?? .forward
  let differences = try checked { () throws(InvalidArgument) in try given.coordinates(of: space) }
  let plan = try checked { () throws(InvalidArgument) in
    try GradientPlan(at: x, in: space.box, differences: differences)
  }
  let estimate = try await inquiry.estimate(plan, reading: Inquiry.value)
  return EstimatedGradient(
    estimate, from: .values, in: space, oneSided: differences.coordinatesTurned(at: x, in: space.box),
    counts: inquiry.counts)
}

/// What is wrong with an argument, as a ``DerivativeError``.
func checked<Value>(_ make: () throws(InvalidArgument) -> Value) throws(DerivativeError) -> Value {
  do throws(InvalidArgument) { return try make() } catch { throw .invalid(error) }
}
