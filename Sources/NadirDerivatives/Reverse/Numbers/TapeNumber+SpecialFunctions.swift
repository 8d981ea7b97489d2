public import RealModule

extension TapeNumber {
  /// 2/√π.
  @inlinable static var twoOverRootPi: Base { Base(0x1.20dd750429b6dp+0) }

  @inlinable
  public static func erf(_ x: Self) -> Self {
    x.chained(Base.erf(x.primal), by: twoOverRootPi * Base.exp(-x.primal * x.primal))
  }

  @inlinable
  public static func erfc(_ x: Self) -> Self {
    x.chained(Base.erfc(x.primal), by: -twoOverRootPi * Base.exp(-x.primal * x.primal))
  }

  /// Γ(x), with the derivative Γ(x) ψ(x), which is NaN at the poles 0, −1, −2, ….
  @inlinable
  public static func gamma(_ x: Self) -> Self {
    let value = Base.gamma(x.primal)
    return x.chained(value, by: value * Base.digamma(x.primal))
  }

  /// log |Γ(x)|, with the derivative ψ(x), which is NaN at the poles 0, −1, −2, ….
  @inlinable
  public static func logGamma(_ x: Self) -> Self {
    x.chained(Base.logGamma(x.primal), by: Base.digamma(x.primal))
  }
}

extension RealScalar {
  /// The digamma function ψ(x) = Γ′(x) / Γ(x); NaN at its poles 0, −1, −2, ….
  ///
  /// From 10 on by the asymptotic series log x − 1/2x − Σ B₂ₖ / (2k x²ᵏ) to k = 7, below by the recurrence ψ(x) = ψ(x + 1) − 1/x,
  /// and for x < 0 by the reflection ψ(x) = ψ(1 − x) − π cot πx (Abramowitz & Stegun 1964, 6.3.5, 6.3.7 and 6.3.18).
  /// Precise to some 10⁻¹⁵ of the larger of 1 and |ψ|.
  @inlinable
  public static func digamma(_ x: Self) -> Self {
    guard x.value <= 0 else { return digammaOfPositive(x) }
    let nearest = x.value.rounded()
    guard nearest != x.value else { return Self(Double.nan) }
    let pi = Self(Double.pi)
    let angle = pi * (x - Self(nearest))
    return digammaOfPositive(1 - x) - pi / tan(angle)
  }

  @inlinable
  static func digammaOfPositive(_ x: Self) -> Self {
    var x = x
    var sum: Self = 0
    while x.value < 10 {
      sum -= 1 / x
      x += 1
    }
    let coefficients: [Double] = [
      0x1.5555555555555p-4, -0x1.1111111111111p-7, 0x1.0410410410410p-8, -0x1.1111111111111p-8, 0x1.f07c1f07c1f08p-8,
      -0x1.5995995995996p-6, 0x1.5555555555555p-4,
    ]
    let square = 1 / (x * x)
    var series: Self = 0
    for coefficient in coefficients.reversed() { series = (series + Self(coefficient)) * square }
    sum += log(x)
    return sum - 1 / (2 * x) - series
  }
}
