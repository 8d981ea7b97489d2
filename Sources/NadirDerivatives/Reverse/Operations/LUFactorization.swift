public import NadirScalars

/// The factorization PA = LU of a square matrix of numbers by Gaussian elimination with partial pivoting (Golub & Van
/// Loan 2013, Matrix Computations, 4th edition, algorithm 3.4.1).
@usableFromInline
struct LUFactorization<Base: RealScalar>: Sendable {
  @usableFromInline let order: Int
  /// U on and above the diagonal, L without its diagonal of ones below, column by column.
  @usableFromInline var factors: [Base]
  /// The row that was exchanged with each row, from the first to the last.
  @usableFromInline var exchanges: [Int] = []

  /// Factors A, n × n and stored column by column.
  ///
  /// - Throws: ``LinearSolveError/singular(column:)`` when a pivot is zero or NaN.
  @inlinable
  init(_ elements: [Base], order n: Int) throws(LinearSolveError) {
    order = n
    factors = elements
    for k in 0..<n {
      var pivot = k
      for i in k..<n where factors[i + k * n].magnitude > factors[pivot + k * n].magnitude { pivot = i }
      let largest = factors[pivot + k * n]
      guard largest < 0 || largest > 0 else { throw .singular(column: k) }
      exchanges.append(pivot)
      if pivot != k {
        for j in 0..<n { factors.swapAt(k + j * n, pivot + j * n) }
      }
      for i in k + 1..<max(n, k + 1) { factors[i + k * n] /= largest }
      for j in k + 1..<max(n, k + 1) {
        let factor = factors[k + j * n]
        for i in k + 1..<n { factors[i + j * n] -= factors[i + k * n] * factor }
      }
    }
  }

  /// A⁻¹b.
  @inlinable
  func solve(_ b: [Base]) -> [Base] {
    let n = order
    var x = b
    for k in 0..<n { x.swapAt(k, exchanges[k]) }
    for k in 0..<n {
      for i in k + 1..<max(n, k + 1) { x[i] -= factors[i + k * n] * x[k] }
    }
    for k in (0..<n).reversed() {
      x[k] /= factors[k + k * n]
      for i in 0..<k { x[i] -= factors[i + k * n] * x[k] }
    }
    return x
  }

  /// A⁻ᵀb.
  @inlinable
  func solveTransposed(_ b: [Base]) -> [Base] {
    let n = order
    var x = b
    for k in 0..<n {
      for i in 0..<k { x[k] -= factors[i + k * n] * x[i] }
      x[k] /= factors[k + k * n]
    }
    for k in (0..<n).reversed() {
      for i in k + 1..<max(n, k + 1) { x[k] -= factors[i + k * n] * x[i] }
    }
    for k in (0..<n).reversed() { x.swapAt(k, exchanges[k]) }
    return x
  }
}
