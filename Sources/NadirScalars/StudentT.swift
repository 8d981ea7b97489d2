internal import RealModule

/// Student's distribution of t: the mean of ν + 1 normally distributed numbers, by its estimated standard error.
///
///     let t = StudentT(degreesOfFreedom: 10).quantile(0.975)   // 2.228…
///
/// Tails are those of the incomplete beta function, by its continued fraction (Abramowitz & Stegun 1964, Handbook of
/// Mathematical Functions, 26.7.1, 26.5.8), and from 10⁴ degrees of freedom on by Hill's expansion around the normal
/// distribution (1970, doi:10.1145/355598.355599). Quantiles are precise to some 10⁻¹³ of themselves.
public struct StudentT: Sendable, Hashable {
  /// ν > 0; infinite for the normal distribution.
  public let degreesOfFreedom: Double

  /// - Parameter degreesOfFreedom: ν > 0, not necessarily whole; ∞ for the normal distribution. With any other number all
  ///   that is asked for is NaN.
  public init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// The probability density at t: Γ((ν + 1)/2) / (√(νπ) Γ(ν/2)) · (1 + t²/ν)^(−(ν + 1)/2).
  public func density(at t: Double) -> Double {
    let nu = degreesOfFreedom
    guard nu > 0 else { return .nan }
    guard nu.isFinite else { return .exp(-t * t / 2) / (2 * Double.pi).squareRoot() }
    return gammaRatio / (nu * Double.pi).squareRoot() * .exp(-(nu + 1) / 2 * logarithm(at: t))
  }

  /// P(|T| > t), for t ≥ 0.
  public func probability(beyond t: Double) -> Double {
    let parts = parts(at: t)
    return parts.isTail ? parts.probability : 1 - parts.probability
  }

  /// P(|T| ≤ t), for t ≥ 0: precise where it is small, too.
  public func probability(within t: Double) -> Double {
    let parts = parts(at: t)
    return parts.isTail ? 1 - parts.probability : parts.probability
  }

  /// The number t with P(T ≤ t) = p: −∞ for p = 0, ∞ for p = 1, and NaN outside of them.
  public func quantile(_ p: Double) -> Double {
    guard degreesOfFreedom > 0, 0...1 ~= p else { return .nan }
    guard p != 0.5 else { return 0 }
    // 1 − p is exact where p ≥ ½.
    return p < 0.5 ? -magnitude(tail: 2 * p, center: 1 - 2 * p) : magnitude(tail: 2 * (1 - p), center: 2 * p - 1)
  }

  /// The number t with P(|T| ≤ t) = `level`: half the width of a confidence interval, in standard errors.
  public func quantile(within level: Double) -> Double {
    guard degreesOfFreedom > 0, 0...1 ~= level else { return .nan }
    return magnitude(tail: 1 - level, center: level)
  }
}

extension StudentT {
  /// The t with P(|T| > t) = tail and P(|T| ≤ t) = center.
  private func magnitude(tail: Double, center: Double) -> Double {
    if tail <= 0 { return .infinity }
    if center <= 0 { return 0 }
    return center < 0.5 ? magnitude(center: center) : magnitude(tail: tail)
  }

  /// By Newton's method for log P(|T| ≤ t) over log t. It increases less and less, so that each iterate is below the
  /// solution, as the first one is, where the density is that at 0.
  private func magnitude(center: Double) -> Double {
    var t = center / (2 * density(at: 0))
    for _ in 0..<100 {
      let probability = probability(within: t)
      let step = Double.log(center / probability) * probability / (2 * weightedDensity(at: t))
      t *= .exp(step)
      guard step.magnitude > 1e-14 else { break }
    }
    return t
  }

  /// By Newton's method for log P(|T| > t) over log t. It falls more and more, so that each iterate is above the solution,
  /// as the first one is.
  private func magnitude(tail: Double) -> Double {
    var t = 0.5
    while probability(beyond: t) > tail, t < 1e300 { t *= 1.5 }
    for _ in 0..<100 {
      let probability = probability(beyond: t)
      // Far beyond, a tail of a nearly normal distribution is 0.
      guard probability > 0 else {
        t *= 0.9
        continue
      }
      let step = Double.log(probability / tail) * probability / (2 * weightedDensity(at: t))
      t *= .exp(step)
      guard step.magnitude > 1e-14 else { break }
    }
    return t
  }

  /// The density times t > 0, which is a number where the density itself is too small for one.
  private func weightedDensity(at t: Double) -> Double {
    let nu = degreesOfFreedom
    guard nu.isFinite else { return t * density(at: t) }
    return gammaRatio / (nu * Double.pi).squareRoot() * .exp(.log(t) - (nu + 1) / 2 * logarithm(at: t))
  }

  /// log(1 + t²/ν), also where t² is no number.
  private func logarithm(at t: Double) -> Double {
    let ratio = t * t / degreesOfFreedom
    return ratio.isFinite ? .log(onePlus: ratio) : 2 * .log(t.magnitude) - .log(degreesOfFreedom)
  }

  /// P(|T| > t), or P(|T| ≤ t) where that is the smaller part of a fraction that converges.
  private func parts(at t: Double) -> (probability: Double, isTail: Bool) {
    let nu = degreesOfFreedom
    guard nu > 0, t >= 0 else { return (.nan, true) }
    guard nu < 1e4 else {
      let z = normalDeviate(of: t) / 2.0.squareRoot()
      return z < 0.5 ? (.erf(z), false) : (.erfc(z), true)
    }
    guard t.isFinite else { return (0, true) }
    guard t > 0 else { return (0, false) }
    let ratio = t * t / nu
    // x = ν/(ν + t²), y = 1 − x = t²/(ν + t²).
    let (x, y) = (1 / (1 + ratio), ratio.isFinite ? ratio / (1 + ratio) : 1)
    // x^(ν/2) y^(1/2) / B(ν/2, 1/2)
    let factor = Double.exp(-nu / 2 * logarithm(at: t)) * y.squareRoot() * gammaRatio / Double.pi.squareRoot()
    let isTail = x < (nu / 2 + 1) / (nu / 2 + 2.5)
    return isTail
      ? (factor * StudentT.fraction(nu / 2, 0.5, x) / (nu / 2), true)
      : (factor * StudentT.fraction(0.5, nu / 2, y) / 0.5, false)
  }

  /// The z beyond which the normal distribution has as much as this one beyond t, for large ν: by the first terms of an
  /// expansion in powers of 1/(ν − ½)².
  private func normalDeviate(of t: Double) -> Double {
    guard degreesOfFreedom.isFinite, t.isFinite else { return t }
    let a = degreesOfFreedom - 0.5
    let square = a * .log(onePlus: t * t / degreesOfFreedom)
    let z = square.squareRoot()
    let b = 48 * a * a
    let first = (square + 3) * z
    let second = (((4 * square + 33) * square + 240) * square + 855) * z
    return z + (first - second / (10 * (b + 0.8 * square * square + 100))) / b
  }

  /// The continued fraction 1/(1 + d₁/(1 + d₂/(1 + …))) of the incomplete beta function, by Lentz's method with the
  /// changes of Thompson & Barnett 1986, doi:10.1016/0021-9991(86)90046-X.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (d.magnitude < tiny ? tiny : d)
    var value = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var change = 1.0
      for term in [even, odd] {
        d = 1 + term * d
        c = 1 + term / c
        d = 1 / (d.magnitude < tiny ? tiny : d)
        if c.magnitude < tiny { c = tiny }
        change = c * d
        value *= change
      }
      if (change - 1).magnitude < 1e-16 { break }
    }
    return value
  }

  /// Γ(a + ½)/Γ(a) with a = ν/2: without the logarithms of large factorials, which differ in their last digits only.
  private var gammaRatio: Double {
    var a = degreesOfFreedom / 2
    var product = 1.0
    while a < 12 {
      product *= a / (a + 0.5)
      a += 1
    }
    // √a times the exponential of an asymptotic series in odd powers of 1/a, whose next term is below 10⁻¹⁶.
    let u = 1 / a
    let square = u * u
    var series = 691.0 / 180_224
    series = series * square - 31.0 / 18_432
    series = series * square + 17.0 / 14_336
    series = series * square - 1.0 / 640
    series = series * square + 1.0 / 192
    series = series * square - 1.0 / 8
    return product * a.squareRoot() * .exp(series * u)
  }
}
