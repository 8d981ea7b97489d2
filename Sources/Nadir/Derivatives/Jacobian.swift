public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirLinear
public import NadirParameters

/// The Jacobian of a function with m numbers as its value.
public struct EstimatedJacobian: Sendable {
  /// f(x), m numbers.
  public let value: [Double]
  /// ∂fᵢ/∂xⱼ, m × n: a column for each of ``paths``.
  public let jacobian: Matrix
  /// An estimate of the error of each element, no bound, m × n.
  public let errors: Matrix
  /// The paths of the parameters, in the order of the columns, without those that the bounds hold fixed.
  public let paths: [String]
  /// Those of them along which a bound turned the differences to one side.
  public let oneSided: [String]
  /// What was spent.
  public let counts: Counts
}

/// The Jacobian at a point of a function with m numbers as its value, all of its evaluations as one batch.
///
///     let estimate = try await jacobian(of: residuals, at: [1.0, 2.0], by: .central, on: .threads(8))
///
/// For a function that is written once for all numbers, ``Forward`` gives the exact one.
///
/// - Parameters:
///   - function: f. It gives as many numbers at every point.
///   - point: x, of any shape.
///   - bounds: The box that no point leaves. None unless given.
///   - sparsity: Which elements can be other than zero, m × n: columns that share no row are displaced together. All of
///     them unless given.
///   - differences: How values become derivatives; forward differences unless given.
///   - workers: Where the function is evaluated.
/// - Throws: ``DerivativeError``.
public func jacobian<Shape: Parameters>(
  of function: @escaping @Sendable (Shape) throws -> [Double], at point: Shape, bounds: Bounds<Shape> = .none,
  sparsity: Sparsity? = nil, by differences: Differences = .forward, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedJacobian {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await jacobian(of: function, in: space, sparsity, by: differences, on: workers)
}

/// The same for `Codable` parameters.
@_disfavoredOverload
public func jacobian<Shape: Codable & Sendable>(
  of function: @escaping @Sendable (Shape) throws -> [Double], at point: Shape, bounds: Bounds<Shape> = .none,
  sparsity: Sparsity? = nil, by differences: Differences = .forward, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedJacobian {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await jacobian(of: function, in: space, sparsity, by: differences, on: workers)
}

private func jacobian<Shape: Sendable>(
  of function: @escaping @Sendable (Shape) throws -> [Double], in space: ParameterSpace<Shape>, _ sparsity: Sparsity?,
  by differences: Differences, on workers: Workers
) async throws(DerivativeError) -> EstimatedJacobian {
  let residuals = Objective<Shape>(
    provides: .residuals, call: .synchronous { x, _ in Evaluation(residuals: try function(x)) })
  var inquiry = try Inquiry(space.flattened(residuals), on: workers, names: space.coordinateNames)
  let x = space.startCoordinates
  let differences = differences.resolving(space.unitRoundoffs)
  let plan = try checked { () throws(InvalidArgument) in
    try JacobianPlan(at: x, in: space.box, sparsity: sparsity, differences: differences)
  }
  let estimate = try await inquiry.estimate(plan, for: .residuals) { $0.residuals?.finite }
  let names = space.coordinateNames
  return EstimatedJacobian(
    value: estimate.value, jacobian: estimate.jacobian, errors: estimate.errors, paths: names,
    oneSided: differences.coordinatesTurned(at: x, in: space.box).map { names[$0] }, counts: inquiry.counts)
}
