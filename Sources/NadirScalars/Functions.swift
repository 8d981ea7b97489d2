public import RealModule

// The elementary functions by their names alone, so that a model reads like mathematics:
//
//     func decay<Number: RealScalar>(_ x: [Number], at t: Double) -> Number { x[0] * exp(-x[1] * t) }
//
// On `Double` they are the functions of swift-numerics. In a file that imports Foundation too, or the C library, the C
// functions are preferred for `Double`, with the same values, and these are taken for all other numbers.
//
// `abs`, `min` and `max` are those of the standard library. Data enter as `Number(t)`: operators between `Double` and
// other numbers are left out because the compiler then needs seconds for expressions that it can do in milliseconds.
// Long expressions with many literals are checked fastest as a few named terms.

/// eˣ.
@inlinable @inline(__always)
public func exp<Number: RealScalar>(_ x: Number) -> Number { .exp(x) }

/// eˣ − 1, precise for small x.
@inlinable @inline(__always)
public func expMinusOne<Number: RealScalar>(_ x: Number) -> Number { .expMinusOne(x) }

/// The natural logarithm of x.
@inlinable @inline(__always)
public func log<Number: RealScalar>(_ x: Number) -> Number { .log(x) }

/// log(1 + x), precise for small x.
@inlinable @inline(__always)
public func log<Number: RealScalar>(onePlus x: Number) -> Number { .log(onePlus: x) }

/// √x.
@inlinable @inline(__always)
public func sqrt<Number: RealScalar>(_ x: Number) -> Number { .sqrt(x) }

/// The sine of x radians.
@inlinable @inline(__always)
public func sin<Number: RealScalar>(_ x: Number) -> Number { .sin(x) }

/// The cosine of x radians.
@inlinable @inline(__always)
public func cos<Number: RealScalar>(_ x: Number) -> Number { .cos(x) }

/// The tangent of x radians.
@inlinable @inline(__always)
public func tan<Number: RealScalar>(_ x: Number) -> Number { .tan(x) }

/// The arc sine, in [−π/2, π/2].
@inlinable @inline(__always)
public func asin<Number: RealScalar>(_ x: Number) -> Number { .asin(x) }

/// The arc cosine, in [0, π].
@inlinable @inline(__always)
public func acos<Number: RealScalar>(_ x: Number) -> Number { .acos(x) }

/// The arc tangent, in (−π/2, π/2); see ``atan2(_:_:)`` for all four quadrants.
@inlinable @inline(__always)
public func atan<Number: RealScalar>(_ x: Number) -> Number { .atan(x) }

/// The hyperbolic sine.
@inlinable @inline(__always)
public func sinh<Number: RealScalar>(_ x: Number) -> Number { .sinh(x) }

/// The hyperbolic cosine.
@inlinable @inline(__always)
public func cosh<Number: RealScalar>(_ x: Number) -> Number { .cosh(x) }

/// The hyperbolic tangent.
@inlinable @inline(__always)
public func tanh<Number: RealScalar>(_ x: Number) -> Number { .tanh(x) }

/// The inverse hyperbolic sine.
@inlinable @inline(__always)
public func asinh<Number: RealScalar>(_ x: Number) -> Number { .asinh(x) }

/// The inverse hyperbolic cosine, of x ≥ 1.
@inlinable @inline(__always)
public func acosh<Number: RealScalar>(_ x: Number) -> Number { .acosh(x) }

/// The inverse hyperbolic tangent, of |x| ≤ 1.
@inlinable @inline(__always)
public func atanh<Number: RealScalar>(_ x: Number) -> Number { .atanh(x) }
