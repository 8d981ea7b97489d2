public import RealModule

extension RealScalar {
  /// The digamma function ψ(x) = Γ′(x) / Γ(x); NaN at its poles 0, −1, −2, …, and ∞ at ∞.
  ///
  /// From 10 on by the asymptotic series log x − 1/2x − Σ B₂ₖ / (2k x²ᵏ), below by the recurrence ψ(x) = ψ(x + 1) − 1/x,
  /// and for x < 0 by the reflection ψ(x) = ψ(1 − x) − π cot πx (Abramowitz & Stegun 1964, Handbook of Mathematical
  /// Functions, 6.3.18, 6.3.5 and 6.3.7). Precise to some 10⁻¹⁵ of the larger of 1 and |ψ|.
  @inlinable
  public static func digamma(_ x: Self) -> Self {
    guard x.value <= 0 else { return digammaOfPositive(x) }
    let nearest = x.value.rounded()
    guard nearest != x.value else { return Self(Double.nan) }
    let angle = Self(Double.pi) * (x - Self(nearest))
    return digammaOfPositive(1 - x) - Self(Double.pi) / tan(angle)
  }

  @inlinable
  static func digammaOfPositive(_ x: Self) -> Self {
    var x = x
    var sum: Self = 0
    while x.value < 10 {
      sum -= 1 / x
      x += 1
    }
    // The next term, 43867/14364 x⁻¹⁸, is below 4·10⁻¹⁸.
    let square = 1 / (x * x)
    var series: Self = -3617 / 8160
    series = series * square + 1 / 12
    series = series * square - 691 / 32760
    series = series * square + 1 / 132
    series = series * square - 1 / 240
    series = series * square + 1 / 252
    series = series * square - 1 / 120
    series = series * square + 1 / 12
    return sum + log(x) - 1 / (2 * x) - series * square
  }
}
