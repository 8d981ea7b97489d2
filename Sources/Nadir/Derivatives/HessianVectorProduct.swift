public import NadirDerivatives
public import NadirEvaluation
public import NadirEvaluators
public import NadirParameters

/// The product of a Hessian and a vector, with the shape of the parameters.
public struct EstimatedHessianVectorProduct<Shape: Sendable>: Sendable {
  /// What the product is made of: of the objective's Hessian, its products, or differences of its gradients.
  public let source: DerivativeSource
  /// The paths of the parameters, without those that the bounds hold fixed.
  public let paths: [String]
  /// The component of ∇²f(x) v for each of ``paths``: plain numbers, whatever the type of the parameters.
  public let components: [Double]
  /// An estimate of the error of each of ``components``, not a bound; 0 where the objective gave them.
  public let componentErrors: [Double]
  /// The paths of the parameters whose bounds leave less room than a step along v, so that the differences turned to one
  /// side.
  public let oneSided: [String]
  /// What was spent.
  public let counts: Counts
  private let space: ParameterSpace<Shape>

  init(_ product: HessianProduct, in space: ParameterSpace<Shape>) {
    source = product.source
    paths = space.coordinateNames
    components = product.components
    componentErrors = product.errors
    oneSided = product.oneSided.map { [paths] in paths[$0] }
    counts = product.counts
    self.space = space
  }
}

extension EstimatedHessianVectorProduct where Shape: Parameters {
  /// ∇²f(x) v. What the bounds hold fixed has NaN.
  public var product: Shape { space.shaped(components) }

  /// ``componentErrors`` in the shape of the parameters.
  public var errors: Shape { space.shaped(componentErrors) }
}

extension EstimatedHessianVectorProduct {
  /// ∇²f(x) v, as the type of the parameters. What the bounds hold fixed has NaN.
  ///
  /// - Throws: ``DerivativeError`` where the type refuses the numbers, which ``components`` has all the same.
  @_disfavoredOverload
  public var product: Shape {
    get throws(DerivativeError) { try space.shaped(components, as: "the product", counts) }
  }

  /// ``componentErrors`` as the type of the parameters.
  ///
  /// - Throws: ``DerivativeError`` where the type refuses the numbers.
  @_disfavoredOverload
  public var errors: Shape {
    get throws(DerivativeError) { try space.shaped(componentErrors, as: "the errors of the product", counts) }
  }
}

extension EstimatedHessianVectorProduct: CustomStringConvertible {
  /// The components with their errors, the first twenty of them.
  public var description: String {
    let head = "product of the Hessian and a vector, \(source.text), by \(counts.text)"
    let rows = componentRows(paths, components, componentErrors, oneSided: oneSided)
    return ([head] + shortened(rows)).joined(separator: "\n")
  }
}

/// The product ∇²f(x) v at a point, without the Hessian: one more gradient, or two by central differences.
///
/// - Parameters:
///   - objective: The function, which gives its products, its Hessian, or its gradient.
///   - point: x, of any shape.
///   - vector: v, of the same shape. What the bounds hold fixed counts as 0.
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
  if let i = v.firstIndex(where: { !$0.isFinite }) {
    throw .invalid(InvalidArgument("'\(space.coordinateNames[i])' of the vector", is: "\(v[i])", expected: "finite"))
  }
  let inquiry = try HessianInquiry(objective, in: space, on: workers)
  return EstimatedHessianVectorProduct(try await inquiry.product(along: v, differences), in: space)
}
