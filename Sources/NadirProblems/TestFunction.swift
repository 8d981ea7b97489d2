public import NadirScalars

/// A test function f: ℝⁿ → ℝ, written once for all numbers, so that it can be differentiated automatically.
///
/// It never throws; where it is not defined its value is not a number.
public protocol TestFunction: DifferentiableFunction {
  /// f(x) for x of n numbers.
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number
}

/// The residuals r: ℝⁿ → ℝᵐ of a test problem, written once for all numbers; see ``TestFunction``.
public protocol TestMap: DifferentiableMap {
  /// r(x), m numbers, for x of n numbers.
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number]
}

/// f = r·r.
@usableFromInline
struct SumOfSquares<Residuals: TestMap>: TestFunction {
  @usableFromInline let residuals: Residuals

  @inlinable
  init(of residuals: Residuals) { self.residuals = residuals }

  @inlinable
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
    residuals(x).reduce(0) { $0 + $1 * $1 }
  }
}
