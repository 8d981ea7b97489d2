public import NadirScalars
public import RealModule

// The error function and the gamma function.
extension ChainedNumber {
  /// erf x, with the derivative 2/√π exp(−x²).
  @inlinable
  public static func erf(_ x: Self) -> Self { x.chained(Base.erf(x.primal), by: bell(x.primal)) }

  /// 1 − erf x, precise for large x.
  @inlinable
  public static func erfc(_ x: Self) -> Self { x.chained(Base.erfc(x.primal), by: -bell(x.primal)) }

  /// 2/√π exp(−x²).
  @inlinable
  static func bell(_ x: Base) -> Base { 0x1.20dd750429b6dp+0 * Base.exp(-(x * x)) }

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
