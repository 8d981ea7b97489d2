public import ComplexModule
public import RealModule

/// Derivatives of functions written over complex numbers, by a step along the imaginary axis.
///
/// For f analytic and real on the real axis, f(x + ih) = f(x) + ih f′(x) − O(h²), so f′(x) = Im f(x + ih) / h + O(h²)
/// without any difference of nearby values. With h = 10⁻¹⁰⁰ the truncation error is below rounding.
///
/// It needs a function without `abs`, comparisons of values and other operations that are not analytic; with them the
/// result is wrong without any sign of it. Of the functions of swift-numerics 1.1, the complex `atan` is one of these: it
/// loses so small an imaginary part. ``Forward`` has no such conditions, and costs less.
///
/// Source: Squire & Trapp 1998, Using complex variables to estimate derivatives of real functions, SIAM Rev. 40,
/// 110–112, doi:10.1137/S003614459631241X.
public enum ComplexStep {
  /// h. Im f is about h f′(x): there is room for derivatives from 10⁻²⁰⁰ to 10³⁰⁰.
  @usableFromInline static let step = 1e-100

  /// f(x) and ∇f(x) of n components, from max(n, 1) evaluations.
  @inlinable
  public static func valueAndGradient<Failure: Error>(
    at x: [Double], of f: ([Complex<Double>]) throws(Failure) -> Complex<Double>
  ) throws(Failure) -> (value: Double, gradient: [Double]) {
    var point = x.map { Complex($0) }
    guard !x.isEmpty else { return (try f(point).real, []) }
    var value = 0.0
    var gradient: [Double] = []
    gradient.reserveCapacity(x.count)
    for i in x.indices {
      point[i].imaginary = step
      let y = try f(point)
      point[i].imaginary = 0
      value = y.real
      gradient.append(y.imaginary / step)
    }
    return (value, gradient)
  }

  /// ∇f(x) of n components, from n evaluations.
  @inlinable
  public static func gradient<Failure: Error>(
    at x: [Double], of f: ([Complex<Double>]) throws(Failure) -> Complex<Double>
  ) throws(Failure) -> [Double] {
    try valueAndGradient(at: x, of: f).gradient
  }
}
