public import NadirScalars
public import RealModule

/// A number that carries the derivatives of its value along: what ``Dual`` and ``TapeNumber`` have in common.
///
/// All that the functions of one number need is the chain rule, so each is written once, for both.
public protocol ChainedNumber: RealScalar {
  /// What the value, and the derivatives of functions at it, are computed in.
  associatedtype Base: RealScalar

  /// The constant with this value.
  init(constant: Base)

  /// The number without the derivatives that it carries.
  var primal: Base { get }

  /// The value y = f(x) of a function of this number x, given f′(x), which is computed only where it is needed.
  func chained(_ y: Base, by derivative: @autoclosure () -> Base) -> Self
}

extension ChainedNumber {
  /// ∂xʸ/∂x.
  @inlinable
  static func powerSlope(_ x: Base, _ y: Base) -> Base {
    if x == 0, y == 1 { return 1 }
    return y * Base.pow(x, y - 1)
  }

  /// xⁿ, also for x < 0, and 1 for n = 0.
  @inlinable
  public static func pow(_ x: Self, _ n: Int) -> Self {
    let power = Base.pow(x.primal, n)
    if n == 0 { return x.chained(power, by: 0) }
    guard n != .min else { return x.chained(power, by: Base(Double(n)) * (power / x.primal)) }
    return x.chained(power, by: Base(Double(n)) * Base.pow(x.primal, n - 1))
  }

  /// x / √(x² + y²), the derivative of the length: 0 at (0, 0), ±1 along a coordinate that is infinite.
  @inlinable
  static func direction(_ x: Base, _ length: Base) -> Base {
    if length == 0 { return 0 }
    if x.value.isInfinite { return x < 0 ? -1 : 1 }
    return x / length
  }

  /// ∂xʸ/∂y, given xʸ.
  @inlinable
  static func exponentSlope(_ x: Base, _ power: Base) -> Base {
    if x == 0, power == 0 { return 0 }
    return power * Base.log(x)
  }
}
