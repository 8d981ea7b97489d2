/// The Householder reflection H = I − τvvᵀ that brings a vector x to (β, 0, …, 0), with v₁ = 1 and 1 ≤ τ ≤ 2.
///
/// β has the sign opposite to that of x₁, so that nothing cancels in v = (x − βe₁)/(x₁ − β). When x is (x₁, 0, …, 0)
/// already, τ = 0 and H = I (Golub & Van Loan 2013, Matrix Computations, section 5.1; LAPACK's convention).
enum Reflection {
  /// Makes the reflection of `x`, which becomes (β, v₂, v₃, …). Returns τ.
  static func make(of x: UnsafeMutableBufferPointer<Double>) -> Double {
    guard x.count > 1 else { return 0 }
    let first = x[0]
    let rest = UnsafeMutableBufferPointer(rebasing: x[1...])
    let length = euclideanNorm(UnsafeBufferPointer(rest))
    guard length != 0 else { return 0 }
    let norm = hypotenuse(first, length)
    let beta = first > 0 ? -norm : norm
    let pivot = first - beta
    let reciprocal = 1 / pivot
    if reciprocal.isNormal {
      for i in rest.indices { rest[i] *= reciprocal }
    } else {
      for i in rest.indices { rest[i] /= pivot }
    }
    x[0] = beta
    return (beta - first) / beta
  }

  /// x ← Hx, where the first element of `v` is taken for 1, whatever it is.
  static func apply(_ v: UnsafeBufferPointer<Double>, tau: Double, to x: UnsafeMutableBufferPointer<Double>) {
    guard tau != 0 else { return }
    let tail = UnsafeBufferPointer(rebasing: v[1...])
    let rest = UnsafeMutableBufferPointer(rebasing: x[1...])
    let component = tau * (x[0] + dot(tail, UnsafeBufferPointer(rest)))
    x[0] -= component
    add(-component, times: tail, to: rest)
  }

  /// √(a² + b²), without overflow or underflow of the squares.
  private static func hypotenuse(_ a: Double, _ b: Double) -> Double {
    let larger = max(a.magnitude, b.magnitude)
    let ratio = min(a.magnitude, b.magnitude) / larger
    return larger * (1 + ratio * ratio).squareRoot()
  }
}
