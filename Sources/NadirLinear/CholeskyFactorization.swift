/// The factorization A = LLᵀ of a symmetric positive definite matrix of order n, L lower triangular with a positive
/// diagonal.
///
/// A pivot ℓᵢᵢ² is what is left of aᵢᵢ when the rows before it are accounted for. It counts as zero when it is at most
/// n·ε·aᵢᵢ, the size of the rounding errors in it (Higham 2002, Accuracy and Stability of Numerical Algorithms,
/// theorem 10.3, doi:10.1137/1.9780898718027).
public struct CholeskyFactorization: Sendable {
  /// L, with zeros above the diagonal.
  public let factor: Matrix

  /// Factors a square matrix, of which only the lower triangle is read.
  ///
  /// - Throws: ``NotPositiveDefinite`` with the first pivot that is not positive.
  public init(_ a: Matrix) throws(NotPositiveDefinite) {
    precondition(a.rowCount == a.columnCount, "a square matrix")
    let n = a.rowCount
    var l = Matrix(rowCount: n, columnCount: n)
    for i in 0..<n {
      for j in 0..<i {
        var element = a[i, j]
        for k in 0..<j { element -= l[i, k] * l[j, k] }
        l[i, j] = element / l[j, j]
      }
      var pivot = a[i, i]
      for k in 0..<i { pivot -= l[i, k] * l[i, k] }
      let rounding = Double(n) * .ulpOfOne * a[i, i].magnitude
      guard pivot.isFinite, pivot > rounding else {
        throw NotPositiveDefinite(row: i, pivot: pivot, isSingular: pivot.magnitude <= rounding)
      }
      l[i, i] = pivot.squareRoot()
    }
    factor = l
  }

  /// The solution x of Ax = b.
  public func solve(_ b: [Double]) -> [Double] {
    let n = factor.rowCount
    precondition(b.count == n, "a right-hand side of length \(n)")
    var x = b
    for i in 0..<n {
      for k in 0..<i { x[i] -= factor[i, k] * x[k] }
      x[i] /= factor[i, i]
    }
    for i in (0..<n).reversed() {
      for k in i + 1..<max(n, i + 1) { x[i] -= factor[k, i] * x[k] }
      x[i] /= factor[i, i]
    }
    return x
  }
}

/// The pivot at which a Cholesky factorization ends early.
public struct NotPositiveDefinite: Error, Sendable, Equatable, CustomStringConvertible {
  /// The row of the pivot, from 0.
  public var row: Int
  /// Its value: zero up to rounding, negative, or not finite.
  public var pivot: Double
  /// Whether the pivot is zero up to rounding, so that the matrix may be at the rim of those that are positive definite.
  public var isSingular: Bool

  public var description: String { "the pivot in row \(row) is \(pivot), but must be positive" }
}
