public import NadirScalars
public import RealModule

extension TapeNumber {
  /// xʸ for x ≥ 0, and NaN for x < 0 and at (0, 0), as swift-numerics has it.
  ///
  /// The derivatives are y xʸ⁻¹ and xʸ log x. At x = 0 the first is 0 for y > 1, 1 for y = 1, ∞ for 0 < y < 1, and the
  /// second is 0 for y > 0.
  @inlinable
  public static func pow(_ x: Self, _ y: Self) -> Self {
    let power = Base.pow(x.primal, y.primal)
    return joining(
      power, x, slope: chain(powerSlope(x.primal, y.primal), x.slope), y,
      slope: chain(exponentSlope(x.primal, power), y.slope))
  }

  /// √(x² + y²) without overflow; both derivatives are 0 at (0, 0), and ±1 along a coordinate that is infinite.
  @inlinable
  public static func hypot(_ x: Self, _ y: Self) -> Self {
    let length = Base.hypot(x.primal, y.primal)
    return joining(
      length, x, slope: chain(direction(x.primal, length), x.slope), y,
      slope: chain(direction(y.primal, length), y.slope))
  }

  /// The angle of the point (x, y). The derivatives x / (x² + y²) and −y / (x² + y²) are NaN at (0, 0).
  @inlinable
  public static func atan2(y: Self, x: Self) -> Self {
    let angle = Base.atan2(y: y.primal, x: x.primal)
    guard y.storage != nil || x.storage != nil else { return Self(constant: angle) }
    let length = Base.hypot(x.primal, y.primal)
    return joining(
      angle, y, slope: chain(x.primal / length / length, y.slope), x,
      slope: chain(-y.primal / length / length, x.slope))
  }
}
