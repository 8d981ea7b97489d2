import _TestSupport

@testable import NadirLinear

/// The ways to factor on this machine: our own code, and LAPACK where there is one.
let libraries: [LAPACK?] = LAPACK.shared == nil ? [nil] : [nil, LAPACK.shared]

extension Matrix {
  /// Elements uniform in [−1, 1].
  static func random(_ m: Int, _ n: Int, using generator: inout SeededGenerator) -> Matrix {
    var a = Matrix(rowCount: m, columnCount: n)
    for j in 0..<n { for i in 0..<m { a[i, j] = .random(in: -1...1, using: &generator) } }
    return a
  }

  /// A product of random m × r and r × n matrices.
  static func random(_ m: Int, _ n: Int, rank: Int, using generator: inout SeededGenerator) -> Matrix {
    let left = random(m, rank, using: &generator)
    return left * random(rank, n, using: &generator)
  }

  /// A matrix with the singular values given, m ≥ n of them: U diag(σ) Vᵀ with random orthogonal U and V.
  static func random(_ m: Int, singularValues: [Double], using generator: inout SeededGenerator) -> Matrix {
    let n = singularValues.count
    let (u, v) = (PivotedQR(random(m, n, using: &generator)), PivotedQR(random(n, n, using: &generator)))
    var a = Matrix(rowCount: m, columnCount: n)
    for (k, sigma) in singularValues.enumerated() {
      let left = u.timesQ((0..<m).map { $0 == k ? sigma : 0 })
      let right = v.timesQ((0..<n).map { $0 == k ? 1 : 0 })
      for j in 0..<n { for i in 0..<m { a[i, j] += left[i] * right[j] } }
    }
    return a
  }

  /// The matrix with every element multiplied by a number.
  func scaled(by factor: Double) -> Matrix {
    var result = self
    for j in 0..<columnCount { for i in 0..<rowCount { result[i, j] *= factor } }
    return result
  }

  /// max |aᵢⱼ − bᵢⱼ|.
  func distance(to other: Matrix) -> Double { maximumNorm(difference(elements, other.elements)) }
}

/// n numbers, uniform in [−1, 1].
func randomVector(_ n: Int, using generator: inout SeededGenerator) -> [Double] {
  (0..<n).map { _ in .random(in: -1...1, using: &generator) }
}
