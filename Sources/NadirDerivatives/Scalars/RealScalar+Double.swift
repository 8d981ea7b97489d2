public import RealModule

// Operations with data, which carry no derivatives. They are disfavored so that literals are numbers of the other
// operand's type.
extension RealScalar {
  @_disfavoredOverload @inlinable @inline(__always)
  public static func + (x: Self, y: Double) -> Self { x + Self(y) }

  @_disfavoredOverload @inlinable @inline(__always)
  public static func + (x: Double, y: Self) -> Self { Self(x) + y }

  @_disfavoredOverload @inlinable @inline(__always)
  public static func - (x: Self, y: Double) -> Self { x - Self(y) }

  @_disfavoredOverload @inlinable @inline(__always)
  public static func - (x: Double, y: Self) -> Self { Self(x) - y }

  @_disfavoredOverload @inlinable @inline(__always)
  public static func * (x: Self, y: Double) -> Self { x * Self(y) }

  @_disfavoredOverload @inlinable @inline(__always)
  public static func * (x: Double, y: Self) -> Self { Self(x) * y }

  @_disfavoredOverload @inlinable @inline(__always)
  public static func / (x: Self, y: Double) -> Self { x / Self(y) }

  @_disfavoredOverload @inlinable @inline(__always)
  public static func / (x: Double, y: Self) -> Self { Self(x) / y }
}
