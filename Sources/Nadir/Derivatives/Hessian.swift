public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirLinear
public import NadirParameters

/// The Hessian of a function.
public struct EstimatedHessian: Sendable {
  /// What a Hessian is made of.
  public enum Source: String, Sendable, Hashable {
    /// The objective gave it.
    case objective
    /// The objective gave its products with the unit vectors.
    case products
    /// Differences of gradients.
    case gradients
    /// Differences of values.
    case values
  }

  /// ∂²f/∂xᵢ∂xⱼ, n × n and symmetric: a row and a column for each of ``paths``.
  public let hessian: Matrix
  /// An estimate of the error of each element, no bound, n × n; 0 where the objective gave it.
  public let errors: Matrix
  public let source: Source
  /// The paths of the parameters, in the order of the columns, without those that the bounds hold fixed.
  public let paths: [String]
  /// Those of them along which a bound turned the differences to one side.
  public let oneSided: [String]
  /// What was spent.
  public let counts: Counts
}

/// The Hessian ∇²f at a point, all of its evaluations as one batch.
///
///     let estimate = try await hessian(of: simulation, at: [1.0, 2.0], by: .central, on: .threads(8))
///
/// It is made of the best that the objective gives: the Hessian itself, its products with the n unit vectors, differences
/// of n + 1 gradients, or differences of values, of which there are n(n + 3)/2 + 1 or more.
///
/// - Parameters:
///   - objective: The function.
///   - point: x, of any shape.
///   - bounds: The box that no point leaves. None unless given.
///   - sparsity: Which elements can be other than zero, n × n and symmetric; differences leave out the others. All of
///     them unless given.
///   - differences: How gradients or values become second derivatives. Unless given, the objective's own second
///     derivatives, or else forward differences.
///   - workers: Where the objective is evaluated.
/// - Throws: ``DerivativeError``.
public func hessian<Shape: Parameters>(
  of objective: Objective<Shape>, at point: Shape, bounds: Bounds<Shape> = .none, sparsity: Sparsity? = nil,
  by differences: Differences? = nil, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedHessian {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await HessianInquiry(objective, in: space, on: workers).estimate(sparsity, differences)
}

/// The same for `Codable` parameters.
@_disfavoredOverload
public func hessian<Shape: Codable & Sendable>(
  of objective: Objective<Shape>, at point: Shape, bounds: Bounds<Shape> = .none, sparsity: Sparsity? = nil,
  by differences: Differences? = nil, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedHessian {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await HessianInquiry(objective, in: space, on: workers).estimate(sparsity, differences)
}

/// The same for a function.
public func hessian<Shape: Parameters>(
  of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape, bounds: Bounds<Shape> = .none,
  sparsity: Sparsity? = nil, by differences: Differences? = nil, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedHessian {
  try await hessian(
    of: Objective(function), at: point, bounds: bounds, sparsity: sparsity, by: differences, on: workers)
}

/// The same for a function of `Codable` parameters.
@_disfavoredOverload
public func hessian<Shape: Codable & Sendable>(
  of function: @escaping @Sendable (Shape) throws -> Double, at point: Shape, bounds: Bounds<Shape> = .none,
  sparsity: Sparsity? = nil, by differences: Differences? = nil, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedHessian {
  try await hessian(
    of: Objective(function), at: point, bounds: bounds, sparsity: sparsity, by: differences, on: workers)
}
