public import NadirScalars
public import RealModule

// Powers and roots, and the functions of two numbers.
extension Dual {
  /// xʸ for x ≥ 0, and NaN for x < 0 and at (0, 0), as swift-numerics has it.
  ///
  /// The derivatives are y xʸ⁻¹ and xʸ log x. At x = 0 the first is 0 for y > 1, 1 for y = 1, ∞ for 0 < y < 1, and the
  /// second is 0 for y > 0. Of a power with a constant exponent, and of one with a constant base, only one is computed.
  @inlinable
  public static func pow(_ x: Self, _ y: Self) -> Self {
    let power = Base.pow(x.primal, y.primal)
    if y.partials.areZero { return x.chained(power, by: powerSlope(x.primal, y.primal)) }
    if x.partials.areZero { return y.chained(power, by: exponentSlope(x.primal, power)) }
    return joining(
      power, x, slope: powerSlope(x.primal, y.primal), y, slope: exponentSlope(x.primal, power))
  }

  /// √(x² + y²) without overflow. The derivatives are x and y over the length: 0 at (0, 0), ±1 along a coordinate that
  /// is infinite.
  @inlinable
  public static func hypot(_ x: Self, _ y: Self) -> Self {
    let length = Base.hypot(x.primal, y.primal)
    return joining(
      length, x, slope: direction(x.primal, length), y, slope: direction(y.primal, length))
  }

  /// The angle of the point (x, y). The derivatives x / (x² + y²) and −y / (x² + y²) are NaN at (0, 0).
  @inlinable
  public static func atan2(y: Self, x: Self) -> Self {
    let angle = Base.atan2(y: y.primal, x: x.primal)
    let length = Base.hypot(x.primal, y.primal)
    return joining(
      angle, y, slope: x.primal / length / length,
      x, slope: -y.primal / length / length)
  }
}
