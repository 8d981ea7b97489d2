public import NadirScalars
public import RealModule

// The functions of one number, for both modes of differentiation. Each gives its value and its derivative; where there is a choice of formulas for the
// derivative, it is one without cancellation and without overflow before the result has.
extension ChainedNumber {
  /// √x; the derivative 1 / 2√x is ∞ at 0.
  @inlinable
  public static func sqrt(_ x: Self) -> Self {
    let root = Base.sqrt(x.primal)
    return x.chained(root, by: 1 / (2 * root))
  }

  @inlinable
  public static func exp(_ x: Self) -> Self {
    let power = Base.exp(x.primal)
    return x.chained(power, by: power)
  }

  /// exp(x) − 1.
  @inlinable
  public static func expMinusOne(_ x: Self) -> Self {
    x.chained(Base.expMinusOne(x.primal), by: Base.exp(x.primal))
  }

  /// log x; at 0 the value is −∞ and the derivative 1/x is ∞.
  @inlinable
  public static func log(_ x: Self) -> Self { x.chained(Base.log(x.primal), by: 1 / x.primal) }

  /// log(1 + x); at −1 the value is −∞ and the derivative ∞.
  @inlinable
  public static func log(onePlus x: Self) -> Self {
    x.chained(Base.log(onePlus: x.primal), by: 1 / (1 + x.primal))
  }

  @inlinable
  public static func sin(_ x: Self) -> Self { x.chained(Base.sin(x.primal), by: Base.cos(x.primal)) }

  @inlinable
  public static func cos(_ x: Self) -> Self { x.chained(Base.cos(x.primal), by: -Base.sin(x.primal)) }

  /// tan x, with the derivative 1 + tan²x.
  @inlinable
  public static func tan(_ x: Self) -> Self {
    let tangent = Base.tan(x.primal)
    return x.chained(tangent, by: 1 + tangent * tangent)
  }

  /// arcsin x; the derivative 1 / √(1 − x²) is ∞ at ±1.
  @inlinable
  public static func asin(_ x: Self) -> Self {
    x.chained(Base.asin(x.primal), by: 1 / Base.sqrt((1 - x.primal) * (1 + x.primal)))
  }

  /// arccos x; the derivative −1 / √(1 − x²) is −∞ at ±1.
  @inlinable
  public static func acos(_ x: Self) -> Self {
    x.chained(Base.acos(x.primal), by: -1 / Base.sqrt((1 - x.primal) * (1 + x.primal)))
  }

  @inlinable
  public static func atan(_ x: Self) -> Self {
    x.chained(Base.atan(x.primal), by: 1 / (1 + x.primal * x.primal))
  }

  @inlinable
  public static func sinh(_ x: Self) -> Self { x.chained(Base.sinh(x.primal), by: Base.cosh(x.primal)) }

  @inlinable
  public static func cosh(_ x: Self) -> Self { x.chained(Base.cosh(x.primal), by: Base.sinh(x.primal)) }

  /// tanh x, with the derivative 1 / cosh²x.
  @inlinable
  public static func tanh(_ x: Self) -> Self {
    x.chained(Base.tanh(x.primal), by: squaredSecant(x.primal))
  }

  /// 1 / cosh²x.
  @inlinable
  static func squaredSecant(_ x: Base) -> Base {
    let secant = 1 / Base.cosh(x)
    return secant * secant
  }

  /// The nth root, of x < 0 also when n is odd; the derivative is ∞ at 0 for n > 1.
  @inlinable
  public static func root(_ x: Self, _ n: Int) -> Self {
    let root = Base.root(x.primal, n)
    return x.chained(root, by: Base.pow(root, 1 &- n) / Base(Double(n)))
  }

  @inlinable
  public static func asinh(_ x: Self) -> Self {
    x.chained(Base.asinh(x.primal), by: 1 / Base.hypot(1, x.primal))
  }

  /// arcosh x; the derivative 1 / √(x² − 1) is ∞ at 1.
  @inlinable
  public static func acosh(_ x: Self) -> Self {
    x.chained(Base.acosh(x.primal), by: 1 / (Base.sqrt(x.primal - 1) * Base.sqrt(x.primal + 1)))
  }

  /// artanh x; at ±1 the value is ±∞ and the derivative 1 / (1 − x²) is ∞.
  @inlinable
  public static func atanh(_ x: Self) -> Self {
    x.chained(Base.atanh(x.primal), by: 1 / ((1 - x.primal) * (1 + x.primal)))
  }
}
