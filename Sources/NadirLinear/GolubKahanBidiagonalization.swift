/// The vectors and numbers of the process of Golub and Kahan, which makes an operator A bidiagonal from a vector b on:
/// β₁u₁ = b, α₁v₁ = Aᵀu₁, and then β₊u₊ = Av − αu, α₊v₊ = Aᵀu₊ − β₊v with α, β ≥ 0 and unit vectors u, v.
///
/// Where α or β is 0 the process has ended, and its vector is zero.
///
/// Source: Golub & Kahan 1965, Calculating the singular values and pseudo-inverse of a matrix, SIAM J. Numer. Anal. 2,
/// 205–224, doi:10.1137/0702016.
struct GolubKahanBidiagonalization<Operator: LinearOperator> {
  private let a: Operator
  private var u: [Double]
  private(set) var v: [Double]
  private(set) var alpha: Double
  private(set) var beta: Double

  init(_ a: Operator, startingAt b: consuming [Double]) {
    self.a = a
    beta = normalize(&b)
    v = a.transposedTimes(b)
    alpha = normalize(&v)
    u = b
  }

  mutating func advance() {
    var nextU = a.times(v)
    add(-alpha, times: u, to: &nextU)
    beta = normalize(&nextU)
    u = nextU
    var nextV = a.transposedTimes(u)
    add(-beta, times: v, to: &nextV)
    alpha = normalize(&nextV)
    v = nextV
  }
}

/// Divides a vector by its norm, which is returned; a zero vector stays as it is.
private func normalize(_ x: inout [Double]) -> Double {
  let norm = euclideanNorm(x)
  guard norm > 0 else { return 0 }
  for i in x.indices { x[i] /= norm }
  return norm
}
