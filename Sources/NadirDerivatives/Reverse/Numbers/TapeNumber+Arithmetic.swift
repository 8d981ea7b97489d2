public import NadirScalars
public import RealModule

extension TapeNumber: ChainedNumber {
  public typealias Magnitude = TapeNumber
  public typealias FloatLiteralType = Double
  public typealias IntegerLiteralType = Int

  /// The constant with this value.
  @inlinable public init(_ value: Double) { self.init(constant: Base(value)) }
  @inlinable public init(floatLiteral value: Double) { self.init(value) }
  @inlinable public init(integerLiteral value: Int) { self.init(Double(value)) }

  @inlinable
  public init?<Source: BinaryInteger>(exactly source: Source) {
    guard let value = Double(exactly: source) else { return nil }
    self.init(value)
  }

  /// The value, without any derivative.
  @inlinable public var value: Double { primal.value }

  @inlinable public static var zero: Self { Self(constant: Base.zero) }

  /// |x|, with derivative 0 at 0.
  @inlinable
  public var magnitude: Self {
    if primal == 0 { return replacing(primal.magnitude, slope: 0) }
    return primal < 0 ? -self : self
  }

  @inlinable public static func == (x: Self, y: Self) -> Bool { x.primal == y.primal }
  @inlinable public static func < (x: Self, y: Self) -> Bool { x.primal < y.primal }
  @inlinable public static func > (x: Self, y: Self) -> Bool { x.primal > y.primal }
  @inlinable public static func <= (x: Self, y: Self) -> Bool { x.primal <= y.primal }
  @inlinable public static func >= (x: Self, y: Self) -> Bool { x.primal >= y.primal }

  @inlinable @inline(__always)
  public static func + (x: Self, y: Self) -> Self {
    joining(x.primal + y.primal, x, slope: x.slope, y, slope: y.slope)
  }

  @inlinable @inline(__always)
  public static func - (x: Self, y: Self) -> Self {
    joining(x.primal - y.primal, x, slope: x.slope, y, slope: -y.slope)
  }

  @inlinable @inline(__always)
  public static func * (x: Self, y: Self) -> Self {
    joining(x.primal * y.primal, x, slope: chain(y.primal, x.slope), y, slope: chain(x.primal, y.slope))
  }

  @inlinable @inline(__always)
  public static func / (x: Self, y: Self) -> Self {
    let quotient = x.primal / y.primal
    return joining(quotient, x, slope: x.slope / y.primal, y, slope: chain(-quotient / y.primal, y.slope))
  }

  @inlinable @inline(__always) public static prefix func - (x: Self) -> Self { x.replacing(-x.primal, slope: -x.slope) }
  @inlinable public mutating func negate() { self = -self }

  @inlinable @inline(__always) public static func += (x: inout Self, y: Self) { x = x + y }
  @inlinable @inline(__always) public static func -= (x: inout Self, y: Self) { x = x - y }
  @inlinable @inline(__always) public static func *= (x: inout Self, y: Self) { x = x * y }
  @inlinable @inline(__always) public static func /= (x: inout Self, y: Self) { x = x / y }

  @inlinable public var reciprocal: Self? { primal.reciprocal.map { chained($0, by: -($0 * $0)) } }
}
