public import RealModule

/// A number that stands for a real one: `Double`, or one that carries derivatives along.
///
/// A model written once over it runs on all of them:
///
///     func rosenbrock<Number: RealScalar>(_ x: [Number]) -> Number {
///       let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
///       return a * a + 100 * b * b
///     }
///
/// Arithmetic, comparisons and elementary functions are those of swift-numerics (`AlgebraicField`,
/// `ElementaryFunctions`); comparisons look at the value alone.
public protocol RealScalar: AlgebraicField, ElementaryFunctions, Comparable, ExpressibleByFloatLiteral, Sendable
where Magnitude == Self, FloatLiteralType == Double {
  /// The constant with this value.
  init(_ value: Double)

  /// The value, without any derivative.
  var value: Double { get }

  // Declared again, so that a model needs no import besides this library's.
  static func / (x: Self, y: Self) -> Self
  static func /= (x: inout Self, y: Self)

  /// √(x² + y²) without overflow.
  static func hypot(_ x: Self, _ y: Self) -> Self

  /// The angle of the point (x, y).
  static func atan2(y: Self, x: Self) -> Self

  /// The error function, 2/√π ∫₀ˣ exp(−t²) dt.
  static func erf(_ x: Self) -> Self

  /// 1 − erf(x), precise for large x.
  static func erfc(_ x: Self) -> Self

  /// Γ(x).
  static func gamma(_ x: Self) -> Self

  /// log |Γ(x)|.
  static func logGamma(_ x: Self) -> Self

  /// Σ xᵢ, from the first term to the last.
  static func sum(_ terms: [Self]) -> Self

  /// The inner product xᵀy of two vectors of length n, summed from the first term to the last.
  static func dot(_ x: [Self], _ y: [Self]) -> Self
}

extension RealScalar {
  @inlinable
  public static func sum(_ terms: [Self]) -> Self {
    var sum: Self = 0
    for term in terms { sum += term }
    return sum
  }

  @inlinable
  public static func dot(_ x: [Self], _ y: [Self]) -> Self {
    precondition(x.count == y.count, "vectors of different lengths")
    var sum: Self = 0
    for i in x.indices { sum += x[i] * y[i] }
    return sum
  }
}

extension Double: RealScalar {
  public var value: Double { self }
}
