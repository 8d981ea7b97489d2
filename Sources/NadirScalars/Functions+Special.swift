public import RealModule

// Powers, functions of two numbers, and special functions by their names alone.

/// xʸ, as in C: for x ≤ 0 where y is whole, too; NaN for x < 0 otherwise.
///
/// Where x ≤ 0 the power is defined at whole y alone, and its derivative by y is taken to be 0.
@inlinable @inline(__always)
public func pow<Number: RealScalar>(_ x: Number, _ y: Number) -> Number {
  if x.value <= 0, let n = Int(exactly: y.value) { return .pow(x, n) }
  return .pow(x, y)
}

/// xⁿ, for any x.
@inlinable @inline(__always)
public func pow<Number: RealScalar>(_ x: Number, _ n: Int) -> Number { .pow(x, n) }

/// The nth root of x.
@inlinable @inline(__always)
public func root<Number: RealScalar>(_ x: Number, _ n: Int) -> Number { .root(x, n) }

/// √(x² + y²) without overflow.
@inlinable @inline(__always)
public func hypot<Number: RealScalar>(_ x: Number, _ y: Number) -> Number { .hypot(x, y) }

/// The angle of the point (x, y), in [−π, π]; y comes first.
@inlinable @inline(__always)
public func atan2<Number: RealScalar>(_ y: Number, _ x: Number) -> Number { .atan2(y: y, x: x) }

/// The error function, 2/√π ∫₀ˣ exp(−t²) dt.
@inlinable @inline(__always)
public func erf<Number: RealScalar>(_ x: Number) -> Number { .erf(x) }

/// 1 − erf(x), precise for large x.
@inlinable @inline(__always)
public func erfc<Number: RealScalar>(_ x: Number) -> Number { .erfc(x) }

/// Γ(x).
@inlinable @inline(__always)
public func gamma<Number: RealScalar>(_ x: Number) -> Number { .gamma(x) }

/// Γ(x).
///
/// The C library has a function of this name that is log |Γ(x)|. Where that is imported too, this one makes `gamma(x)` of
/// a `Double` ambiguous, an error instead of a wrong value: write `Double.gamma(x)` there.
@inlinable @inline(__always)
public func gamma(_ x: Double) -> Double { .gamma(x) }

/// log |Γ(x)|.
@inlinable @inline(__always)
public func logGamma<Number: RealScalar>(_ x: Number) -> Number { .logGamma(x) }

/// The digamma function Γ′(x) / Γ(x).
@inlinable @inline(__always)
public func digamma<Number: RealScalar>(_ x: Number) -> Number { .digamma(x) }
