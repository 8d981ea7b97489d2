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
