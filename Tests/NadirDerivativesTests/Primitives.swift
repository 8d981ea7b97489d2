import NadirScalars
import NadirDerivatives
import RealModule

/// Every function and operation of a number, with a range of arguments where it is smooth.
enum Primitive: String, CaseIterable, Sendable {
  case plus, minus, times, divided, negated, assigned, magnitude, reciprocal
  case exp, expMinusOne, log, logOnePlus, sqrt, sin, cos, tan, asin, acos, atan
  case sinh, cosh, tanh, asinh, acosh, atanh
  case powBase, powExponent, powBoth, powInteger, powNegative, powZero, rootOdd, rootEven, rootNegative
  case hypotX, hypotBoth, atan2Y, atan2X, atan2Both, erf, erfc
  case gamma, gammaNegative, logGamma, logGammaNegative, digamma, maximum

  /// Where it is tested, at a distance from where it ceases to be smooth.
  var range: ClosedRange<Double> {
    switch self {
    case .log, .powBase, .powBoth, .gamma, .logGamma, .digamma, .reciprocal, .rootEven: 0.5...4
    case .sqrt, .divided, .rootOdd: 0.5...20
    case .asin, .acos, .atanh: -0.8...0.8
    case .logOnePlus: -0.5...5
    case .acosh: 1.5...6
    case .tan: -1.2...1.2
    case .gammaNegative, .logGammaNegative: -2.75 ... -2.25
    case .rootNegative: -9 ... -1
    case .powNegative: -3 ... -0.5
    case .magnitude: -3 ... -1
    case .maximum: 2.5...4
    default: -2...2
    }
  }

  func callAsFunction<Number: RealScalar>(_ x: Number) -> Number {
    switch self {
    case .plus: x + (1.5 + x)
    case .minus: (2.5 - x) - 3 * x
    case .times: x * (x * x - 2)
    case .divided: (1 - x) / (x * x)
    case .negated: -x
    case .assigned: assigned(x)
    case .magnitude: abs(x) * x
    case .reciprocal: x.reciprocal ?? 0
    case .maximum: max(x * x, 2 * x) + min(x, 10) + max(1, x)
    default: elementary(x) ?? power(x)
    }
  }

  private func assigned<Number: RealScalar>(_ x: Number) -> Number {
    var y = x
    y += x * x
    y *= x
    y -= 3
    y /= 2 + x * x
    y.negate()
    return y
  }

  private func elementary<Number: RealScalar>(_ x: Number) -> Number? {
    switch self {
    case .exp: NadirScalars.exp(x)
    case .expMinusOne: NadirScalars.expMinusOne(x)
    case .log: NadirScalars.log(x)
    case .logOnePlus: NadirScalars.log(onePlus: x)
    case .sqrt: NadirScalars.sqrt(x)
    case .sin: NadirScalars.sin(x)
    case .cos: NadirScalars.cos(x)
    case .tan: NadirScalars.tan(x)
    case .asin: NadirScalars.asin(x)
    case .acos: NadirScalars.acos(x)
    case .atan: NadirScalars.atan(x)
    case .sinh: NadirScalars.sinh(x)
    case .cosh: NadirScalars.cosh(x)
    case .tanh: NadirScalars.tanh(x)
    case .asinh: NadirScalars.asinh(x)
    case .acosh: NadirScalars.acosh(x)
    case .atanh: NadirScalars.atanh(x)
    case .erf: NadirScalars.erf(x)
    case .erfc: NadirScalars.erfc(x)
    case .gamma, .gammaNegative: NadirScalars.gamma(x)
    case .logGamma, .logGammaNegative: NadirScalars.logGamma(x)
    case .digamma: NadirScalars.digamma(x)
    default: nil
    }
  }

  private func power<Number: RealScalar>(_ x: Number) -> Number {
    switch self {
    case .powBase: pow(x, 2.3)
    case .powExponent: pow(1.7, x)
    case .powBoth: pow(x, 1 + x)
    case .powInteger: pow(x, 5)
    case .powNegative: pow(x, -3)
    case .powZero: pow(x, 0)
    case .rootOdd, .rootNegative: root(x, 5)
    case .rootEven: root(x, -4)
    case .hypotX: hypot(x, 0.75)
    case .hypotBoth: hypot(x, 1 + x * x)
    case .atan2Y: atan2(x, 1.5)
    case .atan2X: atan2(1.5, x)
    case .atan2Both: atan2(x + 3, x * x)
    default: Number.nan
    }
  }
}

extension RealScalar {
  static var nan: Self { Self(Double.nan) }
}

/// f′(x) by central differences at steps h, h/2, …, extrapolated to h = 0 (Ridders 1982, Accurate computation of F′(x)
/// and F′(x)F″(x), Adv. Eng. Softw. 4, 75–76, doi:10.1016/S0141-1195(82)80057-0).
func extrapolatedDifference(_ f: (Double) -> Double, at x: Double, step: Double) -> Double {
  var (best, smallest) = (Double.nan, Double.infinity)
  var previous: [Double] = []
  var h = step
  for _ in 0..<8 {
    var row = [(f(x + h) - f(x - h)) / (2 * h)]
    var factor = 4.0
    for (k, coarse) in previous.enumerated() {
      row.append((factor * row[k] - coarse) / (factor - 1))
      let error = max(abs(row[k + 1] - row[k]), abs(row[k + 1] - coarse))
      if error < smallest { (best, smallest) = (row[k + 1], error) }
      factor *= 4
    }
    previous = row
    h /= 2
  }
  return best
}
