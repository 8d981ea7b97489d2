public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

/// The product of a Hessian and a vector, with the shape of the parameters.
public struct EstimatedHessianVectorProduct<Shape: Sendable>: Sendable {
  /// ∇²f(x) v. What the bounds hold fixed has NaN.
  public let product: Shape
  /// An estimate of the error of each component, no bound; 0 where the objective gave them.
  public let errors: Shape
  /// What was spent.
  public let counts: Counts
}

/// The product ∇²f(x) v at a point, without the Hessian: one more gradient, or two by central differences.
///
/// - Parameters:
///   - objective: The function, which gives its products, its Hessian, or its gradient.
///   - point: x, of any shape.
///   - vector: v, of the same shape.
///   - bounds: The box that no point leaves. None unless given.
///   - differences: How gradients become second derivatives. Unless given, the objective's own second derivatives, or
///     else forward differences.
///   - workers: Where the objective is evaluated.
/// - Throws: ``DerivativeError``, also when the objective gives values alone.
public func hessianVectorProduct<Shape: Parameters>(
  of objective: Objective<Shape>, at point: Shape, along vector: Shape, bounds: Bounds<Shape> = .none,
  by differences: Differences? = nil, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedHessianVectorProduct<Shape> {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await product(of: objective, in: space, along: vector, differences, on: workers)
}

/// The same for `Codable` parameters.
@_disfavoredOverload
public func hessianVectorProduct<Shape: Codable & Sendable>(
  of objective: Objective<Shape>, at point: Shape, along vector: Shape, bounds: Bounds<Shape> = .none,
  by differences: Differences? = nil, on workers: Workers = .inline
) async throws(DerivativeError) -> EstimatedHessianVectorProduct<Shape> {
  let space = try checked { () throws(InvalidArgument) in try ParameterSpace(from: point, bounds: bounds) }
  return try await product(of: objective, in: space, along: vector, differences, on: workers)
}

private func product<Shape: Sendable>(
  of objective: Objective<Shape>, in space: ParameterSpace<Shape>, along vector: Shape, _ differences: Differences?,
  on workers: Workers
) async throws(DerivativeError) -> EstimatedHessianVectorProduct<Shape> {
  let x = space.startCoordinates
  let v: [Double]
  do throws(EvaluationFailure) {
    // Numbers are coordinates here, so that a direction and a gradient have the same coordinates.
    v = try space.freeCoordinates(ofGradient: vector, at: x)
  } catch {
    throw .invalid(InvalidArgument("the vector", is: "\(vector)", expected: "of the shape of the point"))
  }
  let inquiry = try HessianInquiry(objective, in: space, on: workers)
  let (numbers, deviations, counts) = try await inquiry.product(along: v, differences)
  guard let product = space.gradient(numbers, at: x), let errors = space.gradient(deviations, at: x) else {
    throw .failed(
      EvaluationFailure(.unreadable, "\(Shape.self) refuses the numbers of the product, \(numbers)"), counts)
  }
  return EstimatedHessianVectorProduct(product: product, errors: errors, counts: counts)
}
