public import NadirScalars

/// A number with derivatives along one or more directions: forward-mode automatic differentiation.
///
/// It is x + Σ ẋₖ εₖ with εₖεₗ = 0, so that f(x + ẋε) = f(x) + f′(x)ẋε: every operation computes the value and, by the
/// rules of calculus, the derivatives along the directions (Griewank & Walther 2008, Evaluating Derivatives, section 3.1,
/// doi:10.1137/1.9780898717761). There is no step and no truncation: derivatives are precise to rounding. The value is
/// the one that the same operations give on `Partials.Scalar`, to the last bit.
///
/// - `Dual<SIMD8<Double>>`, and with `SIMD2` and `SIMD4`: eight, two, four directions at once, for gradients;
///   see ``Forward``.
/// - `Dual<Slope<Double>>`: one direction.
/// - `Dual<Slope<Dual<SIMD8<Double>>>>`: derivatives of derivatives. Any ``RealScalar`` can be inside a ``Slope``.
///
/// Comparisons look at the value alone. Derivatives at edges: `max` and `min` are the argument that they choose, with
/// its derivatives (at a tie `max` chooses the second, `min` the first); |x| has derivative 0 at 0, and hypot(x, y) at
/// (0, 0). Otherwise a derivative is the limit of the formula, ±∞ or NaN where that is not finite. A derivative of zero
/// stays zero through a function, however steep: √(x² + y²) has gradient 0 at 0. Outside the domain of a function its
/// value is NaN, and the derivatives mean nothing.
@frozen
public struct Dual<Partials: PartialDerivatives>: Sendable {
  public typealias Base = Partials.Scalar
  public typealias Magnitude = Self

  /// The number without the outermost derivatives.
  public var primal: Base
  /// The derivatives.
  public var partials: Partials

  @inlinable @inline(__always)
  public init(_ primal: Base, partials: Partials) {
    self.primal = primal
    self.partials = partials
  }

  /// A constant: all derivatives are zero.
  @inlinable @inline(__always)
  public init(constant: Base) { self.init(constant, partials: .zeros) }
}

/// A number with its derivatives along eight directions.
public typealias Dual8 = Dual<SIMD8<Double>>

/// A number with its derivative along one direction.
public typealias Dual1 = Dual<Slope<Double>>

/// A number with its derivatives along nine directions, and those of the first along the other eight.
public typealias SecondOrderDual = Dual<Slope<Dual<SIMD8<Double>>>>

extension Dual: ChainedNumber {
  @inlinable @inline(__always)
  public init(_ value: Double) { self.init(constant: Base(value)) }

  @inlinable @inline(__always)
  public init(floatLiteral value: Double) { self.init(constant: Base(value)) }

  @inlinable @inline(__always)
  public init(integerLiteral value: Int64) { self.init(constant: Base(Double(value))) }

  @inlinable
  public init?<Source: BinaryInteger>(exactly source: Source) {
    guard let value = Double(exactly: source) else { return nil }
    self.init(value)
  }

  @inlinable @inline(__always)
  public var value: Double { primal.value }
}

extension Dual: Comparable {
  @inlinable @inline(__always)
  public static func == (x: Self, y: Self) -> Bool { x.primal == y.primal }
  @inlinable @inline(__always)
  public static func < (x: Self, y: Self) -> Bool { x.primal < y.primal }
  @inlinable @inline(__always)
  public static func <= (x: Self, y: Self) -> Bool { x.primal <= y.primal }
  @inlinable @inline(__always)
  public static func > (x: Self, y: Self) -> Bool { x.primal > y.primal }
  @inlinable @inline(__always)
  public static func >= (x: Self, y: Self) -> Bool { x.primal >= y.primal }
}

extension Dual: CustomStringConvertible {
  public var description: String { "\(primal) with derivatives \(partials)" }
}

extension Dual: ZeroTestable {
  @inlinable @inline(__always)
  var isZeroThroughout: Bool {
    if Base.self == Double.self { return primal.value == 0 && partials.areZero }
    return partials.areZero && (primal as? any ZeroTestable)?.isZeroThroughout ?? false
  }
}
