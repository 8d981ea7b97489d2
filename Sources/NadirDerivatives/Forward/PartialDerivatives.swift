public import NadirScalars

/// The derivatives that a ``Dual`` carries: a vector over the numbers that it computes with.
///
/// `SIMD2<Double>`, `SIMD4<Double>` and `SIMD8<Double>` hold the derivatives along as many directions at once;
/// ``Slope`` holds that along one, over any number.
public protocol PartialDerivatives: Sendable {
  associatedtype Scalar: RealScalar

  /// All of them zero, as for a constant.
  static var zeros: Self { get }

  /// Whether all of them are zero.
  var areZero: Bool { get }

  func adding(_ other: Self) -> Self
  func subtracting(_ other: Self) -> Self
  func negated() -> Self

  /// Each times a factor.
  func multiplied(by factor: Scalar) -> Self

  /// Each times the derivative of a function, by the chain rule. What is zero stays so, even where the function's
  /// derivative is infinite or NaN: a result depends on nothing that its argument does not depend on.
  func scaled(by slope: Scalar) -> Self
}

/// The derivative along one direction, over any number: `Slope<Double>` for functions of one variable, and
/// `Slope<Dual<…>>` for derivatives of derivatives.
@frozen
public struct Slope<Scalar: RealScalar>: PartialDerivatives {
  public var derivative: Scalar

  @inlinable @inline(__always)
  public init(_ derivative: Scalar) { self.derivative = derivative }

  @inlinable @inline(__always)
  public static var zeros: Self { Self(0) }

  @inlinable @inline(__always)
  public func adding(_ other: Self) -> Self { Self(derivative + other.derivative) }

  @inlinable @inline(__always)
  public func subtracting(_ other: Self) -> Self { Self(derivative - other.derivative) }

  @inlinable @inline(__always)
  public func negated() -> Self { Self(-derivative) }

  @inlinable @inline(__always)
  public func multiplied(by factor: Scalar) -> Self { Self(derivative * factor) }

  @inlinable @inline(__always)
  public func scaled(by slope: Scalar) -> Self {
    if !slope.value.isFinite, areZero { return self }
    return Self(derivative * slope)
  }
}

extension Slope {
  /// Of numbers that are neither `Double` nor ``Dual`` it is not known whether they are zero with all derivatives; they
  /// count as not zero.
  @inlinable @inline(__always)
  public var areZero: Bool {
    if Scalar.self == Double.self { return derivative.value == 0 }
    return (derivative as? any ZeroTestable)?.isZeroThroughout ?? false
  }
}

/// A number that knows whether its value and all its derivatives are zero.
@usableFromInline
protocol ZeroTestable {
  var isZeroThroughout: Bool { get }
}
