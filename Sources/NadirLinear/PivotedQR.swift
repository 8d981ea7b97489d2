/// The factorization AP = QR of an m × n matrix by Householder reflections with column pivoting.
///
/// Q is orthogonal of order m, R upper triangular (or trapezoidal), and P puts first, at every step, the column of which
/// most is left. The diagonal of R then decreases, and shows the numerical rank (Businger & Golub 1965, Linear least
/// squares solutions by Householder transformations, Numer. Math. 7, 269–276, doi:10.1007/BF01436084).
///
/// Large matrices are factored by the machine's LAPACK, where it has one, and others by code of this module. The two agree
/// up to rounding. Which is taken depends on m and n only, and the module's own code gives the same bits on every machine.
///
/// A matrix that is given up, `PivotedQR(consume a)`, is factored where it lies; beside it there are some vectors of
/// length n, and for a large one LAPACK's workspace of about 34n numbers.
public struct PivotedQR: Sendable {
  /// R on and above the diagonal; below it the reflections' vectors v, whose first element 1 is not stored.
  let factors: Matrix
  /// The τ of each reflection H = I − τvvᵀ.
  private let tau: [Double]
  /// The column of A that became each column of AP.
  public let permutation: [Int]
  /// The numerical rank: the number of diagonal elements of R above the tolerance.
  public let rank: Int
  /// What counts as zero on the diagonal of R.
  let negligible: Double

  /// Factors A.
  ///
  /// - Parameter tolerance: Elements of R's diagonal count as zero up to this fraction of the longest column of A. The
  ///   default is 20(m + n)ε (Davis 2011, Algorithm 915, SuiteSparseQR, doi:10.1145/2049662.2049670). A column that is
  ///   short because of its unit counts as zero as well; where units differ, columns are to be scaled before.
  public init(_ a: consuming Matrix, tolerance: Double? = nil) {
    let library = LAPACK.worthwhile(rowCount: a.rowCount, columnCount: a.columnCount)
    self.init(a, tolerance: tolerance, library: library)
  }

  /// Factors A by a library, or without one by the code of this module.
  init(_ a: consuming Matrix, tolerance: Double? = nil, library: LAPACK?) {
    let reduction = library?.reduce(&a) ?? a.reduce()
    tau = reduction.tau
    permutation = reduction.permutation
    let fraction = tolerance ?? 20 * Double(a.rowCount + a.columnCount) * .ulpOfOne
    negligible = tau.isEmpty ? 0 : fraction * a[0, 0].magnitude
    var rank = 0
    while rank < tau.count, a[rank, rank].magnitude > negligible { rank += 1 }
    self.rank = rank
    factors = a
  }

  /// The factorization of RPᵀ, whose Q is the identity, from what another one said of A: what steps are made of, without
  /// the m rows of A.
  ///
  /// - Parameters:
  ///   - upperTriangle: R.
  ///   - permutation: P: the column of A that became each column of AP.
  ///   - tolerance: Elements of R's diagonal count as zero up to this fraction of the first.
  public init(upperTriangle: Matrix, permutation: [Int], tolerance: Double = 0) {
    precondition(permutation.count == upperTriangle.columnCount, "one place for each column")
    factors = upperTriangle
    self.permutation = permutation
    tau = [Double](repeating: 0, count: min(upperTriangle.rowCount, upperTriangle.columnCount))
    negligible = tau.isEmpty ? 0 : tolerance * upperTriangle[0, 0].magnitude
    var rank = 0
    while rank < tau.count, upperTriangle[rank, rank].magnitude > negligible { rank += 1 }
    self.rank = rank
  }

  /// m.
  public var rowCount: Int { factors.rowCount }

  /// n.
  public var columnCount: Int { factors.columnCount }

  /// R, with min(m, n) rows.
  public var upperTriangle: Matrix {
    var r = Matrix(rowCount: tau.count, columnCount: columnCount)
    for j in 0..<columnCount {
      for i in 0..<min(j + 1, tau.count) { r[i, j] = factors[i, j] }
    }
    return r
  }

  /// Qx, for a vector of length m.
  public func timesQ(_ x: consuming [Double]) -> [Double] {
    for k in tau.indices.reversed() { reflect(&x, by: k) }
    return x
  }

  /// Qᵀx, for a vector of length m.
  public func timesTransposedQ(_ x: consuming [Double]) -> [Double] {
    for k in tau.indices { reflect(&x, by: k) }
    return x
  }

  /// An orthonormal basis of what is orthogonal to every column of A: the last m − rank columns of Q.
  public var complement: Matrix {
    var basis = Matrix(rowCount: rowCount, columnCount: rowCount - rank)
    for j in 0..<rowCount - rank {
      var unit = [Double](repeating: 0, count: rowCount)
      unit[rank + j] = 1
      for (i, value) in timesQ(unit).enumerated() { basis[i, j] = value }
    }
    return basis
  }

  /// The shortest x with Aᵀx = b, where b has length n. Rows of Aᵀ beyond the rank are taken to follow from the others.
  public func shortestSolutionOfTransposed(_ b: [Double]) -> [Double] {
    precondition(b.count == columnCount, "a right-hand side of length \(columnCount)")
    var x = (0..<rank).map { b[permutation[$0]] }
    solveTransposedTriangle(&x)
    return timesQ(x + [Double](repeating: 0, count: rowCount - rank))
  }

  /// x ← Hx with the reflection of column k.
  private func reflect(_ x: inout [Double], by k: Int) {
    precondition(x.count == rowCount, "a vector of length \(rowCount)")
    factors.elements.withUnsafeBufferPointer { elements in
      let v = UnsafeBufferPointer(rebasing: elements[k + k * rowCount..<(k + 1) * rowCount])
      x.withUnsafeMutableBufferPointer { x in
        Reflection.apply(v, tau: tau[k], to: UnsafeMutableBufferPointer(rebasing: x[k...]))
      }
    }
  }
}

extension PivotedQR {
  /// x ← R₁⁻¹x with the first k = x.count rows and columns of R, none of whose diagonal elements is zero.
  func solveTriangle(_ x: inout [Double]) {
    withColumnsAboveDiagonal { above in
      x.withUnsafeMutableBufferPointer { x in
        for j in x.indices.reversed() {
          x[j] /= factors[j, j]
          add(-x[j], times: above(j), to: UnsafeMutableBufferPointer(rebasing: x[..<j]))
        }
      }
    }
  }

  /// x ← R₁⁻ᵀx with the first k = x.count rows and columns of R, none of whose diagonal elements is zero.
  func solveTransposedTriangle(_ x: inout [Double]) {
    withColumnsAboveDiagonal { above in
      x.withUnsafeMutableBufferPointer { x in
        for j in x.indices {
          x[j] = (x[j] - dot(above(j), UnsafeBufferPointer(rebasing: x[..<j]))) / factors[j, j]
        }
      }
    }
  }

  /// Calls `body` with the elements of R above the diagonal, by column, for the first min(m, n) columns.
  func withColumnsAboveDiagonal(_ body: ((_ j: Int) -> UnsafeBufferPointer<Double>) -> Void) {
    factors.elements.withUnsafeBufferPointer { elements in
      body { j in UnsafeBufferPointer(rebasing: elements[j * rowCount..<j * rowCount + j]) }
    }
  }
}

extension Matrix {
  /// An orthonormal basis of the null space { x : Ax = 0 }, in columns.
  public var nullSpaceBasis: Matrix { PivotedQR(transposed).complement }
}
