/// How numbers become lengths, before they are placed.
enum Transform: Sendable, Equatable {
  /// x/2, so that the span of all finite numbers is finite.
  case linear
  /// log₁₀ x.
  case logarithmic
  /// sign(x) log₁₀(1 + |x|/c): linear around zero, logarithmic where |x| is far above c (Webber 2013,
  /// doi:10.1088/0957-0233/24/2/027001).
  case symmetric(Double)

  func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .linear: return x / 2
    case .logarithmic: return decimalLogarithm(x)
    case .symmetric(let c):
      let ratio = x.magnitude / c
      // A ratio may overflow where both are far apart; then the one beside it does not count.
      let length =
        ratio.isFinite
        ? decimalLogarithmOfSuccessor(ratio) : decimalLogarithm(x.magnitude) - decimalLogarithm(c)
      return x < 0 ? -length : length
    }
  }

  func inverse(_ length: Double) -> Double {
    switch self {
    case .linear:
      let largest = Double.greatestFiniteMagnitude
      return min(largest, max(-largest, 2 * length))
    case .logarithmic:
      return min(.greatestFiniteMagnitude, max(.leastNonzeroMagnitude, decimalPower(length)))
    case .symmetric(let c):
      let ratio = decimalPowerLessOne(length.magnitude)
      let exact = ratio.isFinite ? c * ratio : decimalPower(length.magnitude + decimalLogarithm(c))
      let magnitude = min(.greatestFiniteMagnitude, exact)
      return length < 0 ? -magnitude : magnitude
    }
  }
}
