public import RealModule

extension Dual {
  @inlinable @inline(__always)
  public static var zero: Self { Self(constant: 0) }

  @inlinable @inline(__always)
  public static func + (x: Self, y: Self) -> Self {
    Self(x.primal + y.primal, partials: x.partials.adding(y.partials))
  }

  @inlinable @inline(__always)
  public static func - (x: Self, y: Self) -> Self {
    Self(x.primal - y.primal, partials: x.partials.subtracting(y.partials))
  }

  /// (xy)′ = x′y + y′x.
  @inlinable @inline(__always)
  public static func * (x: Self, y: Self) -> Self {
    Self(
      x.primal * y.primal,
      partials: x.partials.multiplied(by: y.primal).adding(y.partials.multiplied(by: x.primal)))
  }

  /// (x / y)′ = (x′ − y′ x/y) / y.
  @inlinable @inline(__always)
  public static func / (x: Self, y: Self) -> Self {
    let quotient = x.primal / y.primal
    return Self(
      quotient,
      partials: x.partials.subtracting(y.partials.scaled(by: quotient)).scaled(by: 1 / y.primal))
  }

  @inlinable @inline(__always)
  public static func += (x: inout Self, y: Self) { x = x + y }
  @inlinable @inline(__always)
  public static func -= (x: inout Self, y: Self) { x = x - y }
  @inlinable @inline(__always)
  public static func *= (x: inout Self, y: Self) { x = x * y }
  @inlinable @inline(__always)
  public static func /= (x: inout Self, y: Self) { x = x / y }

  @inlinable @inline(__always)
  public static prefix func - (x: Self) -> Self { Self(-x.primal, partials: x.partials.negated()) }

  @inlinable @inline(__always)
  public mutating func negate() { self = -self }

  @inlinable @inline(__always)
  public static func _relaxedAdd(_ x: Self, _ y: Self) -> Self { x + y }
  @inlinable @inline(__always)
  public static func _relaxedMul(_ x: Self, _ y: Self) -> Self { x * y }

  /// |x|, with the derivative 0 at 0.
  @inlinable
  public var magnitude: Self {
    if primal < 0 { return -self }
    return Self(primal.magnitude, partials: primal == 0 ? .zeros : partials)
  }

  /// 1/x, where it is a number.
  @inlinable
  public var reciprocal: Self? {
    primal.reciprocal.map { Self($0, partials: partials.scaled(by: -($0 * $0))) }
  }
}

extension Dual {
  @inlinable @inline(__always)
  public func chained(_ y: Base, by derivative: @autoclosure () -> Base) -> Self {
    Self(y, partials: partials.scaled(by: derivative()))
  }

  /// The value z = f(x, y) of a function of two numbers, given ∂f/∂x and ∂f/∂y.
  @inlinable @inline(__always)
  static func joining(_ z: Base, _ x: Self, slope dx: Base, _ y: Self, slope dy: Base) -> Self {
    Self(z, partials: x.partials.scaled(by: dx).adding(y.partials.scaled(by: dy)))
  }
}
