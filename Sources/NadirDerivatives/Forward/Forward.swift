public import NadirScalars

/// Derivatives by forward-mode automatic differentiation: precise to rounding, without steps.
///
/// A gradient costs as many evaluations on ``Dual`` as there are chunks of eight parameters, a directional derivative
/// one. That is the way for functions of few parameters; from some tens on, the cost of reverse mode, which does not
/// grow with n, is lower.
///
/// Functions are given as closures, or generic functions, of the numbers they are called with, or as a
/// ``DifferentiableFunction``:
///
///     func f<Number: RealScalar>(_ x: [Number]) -> Number { x[0] * exp(x[1]) }
///     Forward.gradient(at: [1, 2], of: f)
///
/// They are called at the same x again for every chunk, and should give the same each time.
public enum Forward {
  /// f′(x) of a function of one variable.
  @inlinable
  public static func derivative<Failure: Error>(
    at x: Double, of f: (Dual1) throws(Failure) -> Dual1
  ) throws(Failure) -> Double {
    try f(Dual(x, partials: Slope(1))).partials.derivative
  }

  /// f(x) and the derivative ∇f(x)·v along a direction v.
  ///
  /// - Parameter direction: v, of n components; missing ones are 0 and further ones are ignored.
  @inlinable
  public static func directionalDerivative<Failure: Error>(
    at x: [Double], along direction: [Double], of f: ([Dual1]) throws(Failure) -> Dual1
  ) throws(Failure) -> (value: Double, derivative: Double) {
    var point = x.map { Dual1(constant: $0) }
    for (i, component) in zip(x.indices, direction) { point[i].partials = Slope(component) }
    let y = try f(point)
    return (y.primal, y.partials.derivative)
  }

  /// ∇f(x) of n components.
  @inlinable
  public static func gradient<Failure: Error>(
    at x: [Double], of f: ([Dual8]) throws(Failure) -> Dual8
  ) throws(Failure) -> [Double] {
    try chunkedGradient(at: x, of: f).gradient
  }

  /// f(x) and ∇f(x) of n components.
  @inlinable
  public static func valueAndGradient<Failure: Error>(
    at x: [Double], of f: ([Dual8]) throws(Failure) -> Dual8
  ) throws(Failure) -> (value: Double, gradient: [Double]) {
    try chunkedGradient(at: x, of: f)
  }

  /// ∇f(x) of n components, in chunks that fit n.
  @inlinable
  public static func gradient(at x: [Double], of f: some DifferentiableFunction) throws -> [Double] {
    try valueAndGradient(at: x, of: f).gradient
  }

  /// f(x) and ∇f(x) of n components, in chunks that fit n.
  @inlinable
  public static func valueAndGradient(
    at x: [Double], of f: some DifferentiableFunction
  ) throws -> (value: Double, gradient: [Double]) {
    switch x.count {
    case ...2: try chunkedGradient(at: x) { (x: [Dual<SIMD2<Double>>]) in try f(x) }
    case ...4: try chunkedGradient(at: x) { (x: [Dual<SIMD4<Double>>]) in try f(x) }
    default: try chunkedGradient(at: x) { (x: [Dual8]) in try f(x) }
    }
  }

  @inlinable
  static func chunkedGradient<Lanes: PartialDerivatives & SIMD, Failure: Error>(
    at x: [Double], of f: ([Dual<Lanes>]) throws(Failure) -> Dual<Lanes>
  ) throws(Failure) -> (value: Double, gradient: [Double]) where Lanes.Scalar == Double {
    var point = x.map { Dual<Lanes>(constant: $0) }
    var gradient: [Double] = []
    gradient.reserveCapacity(x.count)
    var value = Double.nan
    var start = 0
    repeat {
      let chunk = start..<min(start + Lanes.scalarCount, x.count)
      for i in chunk { point[i].partials[i - start] = 1 }
      let y = try f(point)
      value = y.primal
      for i in chunk {
        gradient.append(y.partials[i - start])
        point[i].partials[i - start] = 0
      }
      start = chunk.upperBound
    } while start < x.count
    return (value, gradient)
  }
}
