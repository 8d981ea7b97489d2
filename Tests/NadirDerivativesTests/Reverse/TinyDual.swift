import NadirScalars
import NadirDerivatives
import RealModule

/// A value with one derivative: as much of forward mode as the tape needs from the numbers that it computes with.
struct TinyDual: RealScalar {
  var primal: Double
  var tangent: Double

  init(_ primal: Double, _ tangent: Double) {
    self.primal = primal
    self.tangent = tangent
  }

  init(_ value: Double) { self.init(value, 0) }
  init(floatLiteral value: Double) { self.init(value, 0) }
  init(integerLiteral value: Int) { self.init(Double(value), 0) }
  init?<Source: BinaryInteger>(exactly source: Source) { self.init(Double(source), 0) }
  var value: Double { primal }
  static var zero: TinyDual { TinyDual(0, 0) }
  var magnitude: TinyDual { primal < 0 ? -self : self }

  static func == (x: Self, y: Self) -> Bool { x.primal == y.primal }
  static func < (x: Self, y: Self) -> Bool { x.primal < y.primal }
  static func + (x: Self, y: Self) -> Self { Self(x.primal + y.primal, x.tangent + y.tangent) }
  static func - (x: Self, y: Self) -> Self { Self(x.primal - y.primal, x.tangent - y.tangent) }
  static func * (x: Self, y: Self) -> Self { Self(x.primal * y.primal, x.primal * y.tangent + x.tangent * y.primal) }
  static func / (x: Self, y: Self) -> Self {
    let quotient = x.primal / y.primal
    return Self(quotient, (x.tangent - quotient * y.tangent) / y.primal)
  }
  static prefix func - (x: Self) -> Self { Self(-x.primal, -x.tangent) }
  static func *= (x: inout Self, y: Self) { x = x * y }
  static func /= (x: inout Self, y: Self) { x = x / y }

  private func chained(_ value: Double, _ slope: Double) -> Self { Self(value, slope * tangent) }
  static func exp(_ x: Self) -> Self { x.chained(.exp(x.primal), .exp(x.primal)) }
  static func expMinusOne(_ x: Self) -> Self { x.chained(.expMinusOne(x.primal), .exp(x.primal)) }
  static func log(_ x: Self) -> Self { x.chained(.log(x.primal), 1 / x.primal) }
  static func log(onePlus x: Self) -> Self { x.chained(.log(onePlus: x.primal), 1 / (1 + x.primal)) }
  static func sin(_ x: Self) -> Self { x.chained(.sin(x.primal), .cos(x.primal)) }
  static func cos(_ x: Self) -> Self { x.chained(.cos(x.primal), -.sin(x.primal)) }
  static func tan(_ x: Self) -> Self { sin(x) / cos(x) }
  static func asin(_ x: Self) -> Self { x.chained(.asin(x.primal), 1 / .sqrt(1 - x.primal * x.primal)) }
  static func acos(_ x: Self) -> Self { x.chained(.acos(x.primal), -1 / .sqrt(1 - x.primal * x.primal)) }
  static func atan(_ x: Self) -> Self { x.chained(.atan(x.primal), 1 / (1 + x.primal * x.primal)) }
  static func sinh(_ x: Self) -> Self { x.chained(.sinh(x.primal), .cosh(x.primal)) }
  static func cosh(_ x: Self) -> Self { x.chained(.cosh(x.primal), .sinh(x.primal)) }
  static func tanh(_ x: Self) -> Self { sinh(x) / cosh(x) }
  static func asinh(_ x: Self) -> Self { x.chained(.asinh(x.primal), 1 / .sqrt(x.primal * x.primal + 1)) }
  static func acosh(_ x: Self) -> Self { x.chained(.acosh(x.primal), 1 / .sqrt(x.primal * x.primal - 1)) }
  static func atanh(_ x: Self) -> Self { x.chained(.atanh(x.primal), 1 / (1 - x.primal * x.primal)) }
  static func pow(_ x: Self, _ y: Self) -> Self { exp(y * log(x)) }
  static func pow(_ x: Self, _ n: Int) -> Self {
    x.chained(.pow(x.primal, n), n == 0 ? 0 : Double(n) * .pow(x.primal, n - 1))
  }
  static func sqrt(_ x: Self) -> Self { x.chained(.sqrt(x.primal), 0.5 / .sqrt(x.primal)) }
  static func root(_ x: Self, _ n: Int) -> Self {
    x.chained(.root(x.primal, n), .root(x.primal, n) / (Double(n) * x.primal))
  }
  static func hypot(_ x: Self, _ y: Self) -> Self { sqrt(x * x + y * y) }
  static func atan2(y: Self, x: Self) -> Self {
    let square = x.primal * x.primal + y.primal * y.primal
    return Self(.atan2(y: y.primal, x: x.primal), (x.primal * y.tangent - y.primal * x.tangent) / square)
  }
  static func erf(_ x: Self) -> Self {
    x.chained(.erf(x.primal), 2 / .sqrt(.pi) * .exp(-x.primal * x.primal))
  }
  static func erfc(_ x: Self) -> Self { 1 - erf(x) }
  static func gamma(_ x: Self) -> Self { x.chained(.gamma(x.primal), .gamma(x.primal) * digamma(x.primal)) }
  static func logGamma(_ x: Self) -> Self { x.chained(.logGamma(x.primal), digamma(x.primal)) }
  private static func digamma(_ x: Double) -> Double { Double.digamma(x) }
}
