public import NadirScalars

/// The value, the gradient and the product ∇²f(x) v, by one recording over numbers that carry the derivative along v:
/// forward over reverse, at a small multiple of the cost of f whatever n (Griewank & Walther 2008, Evaluating
/// Derivatives, section 5.4, doi:10.1137/1.9780898717761).
///
///     let (_, _, product) = valueGradientAndHessianProduct(at: [-1.2, 1], along: [1, 0], of: Rosenbrock())
///
/// - Parameters:
///   - x: The point, of length n.
///   - direction: v, of n components; missing ones are 0 and further ones are ignored.
///   - f: The function.
/// - Returns: f(x), the n derivatives ∂f/∂xᵢ, and the n components of ∇²f(x) v.
/// - Throws: What the function throws.
@inlinable
public func valueGradientAndHessianProduct(
  at x: [Double], along direction: [Double], of f: some DifferentiableFunction
) throws -> (value: Double, gradient: [Double], product: [Double]) {
  var point = x.map { Dual1(constant: $0) }
  for (i, component) in zip(x.indices, direction) { point[i].partials = Slope(component) }
  let (value, gradient) = try valueAndGradient(at: point) { (x: [TapeNumber<Dual1>]) in try f(x) }
  return (value.primal, gradient.map(\.primal), gradient.map(\.partials.derivative))
}

/// The value and the gradient of a function written once for all numbers; see ``valueAndGradient(at:of:)``.
///
/// - Throws: What the function throws.
@inlinable
public func valueAndGradient(
  at x: [Double], of f: some DifferentiableFunction
) throws -> (value: Double, gradient: [Double]) {
  try valueAndGradient(at: x) { (x: [Variable]) in try f(x) }
}
