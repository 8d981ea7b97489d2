/// The factorization AP = QR of an m × n matrix by Householder reflections with column pivoting.
///
/// Q is orthogonal of order m, R upper triangular (or trapezoidal), and P puts first, at every step, the column of which
/// most is left. The diagonal of R then decreases, and shows the numerical rank (Businger & Golub 1965, Linear least
/// squares solutions by Householder transformations, Numer. Math. 7, 269–276, doi:10.1007/BF01436084).
///
/// Deviation: the norms of what is left of the columns are computed afresh at every step, not updated; that costs half
/// as much again and has no cancellation.
public struct PivotedQR: Sendable {
  /// R on and above the diagonal; below it the reflections' vectors v, whose first element 1 is not stored.
  private var factors: Matrix
  /// The τ of each reflection H = I − τvvᵀ.
  private var tau: [Double] = []
  /// The column of A that became each column of AP.
  public private(set) var permutation: [Int]
  /// The numerical rank: the number of diagonal elements of R above the tolerance.
  public private(set) var rank = 0

  /// Factors A.
  ///
  /// - Parameter tolerance: Elements of R's diagonal count as zero up to this fraction of the longest column of A. The
  ///   default is 20(m + n)ε (Davis 2011, Algorithm 915, SuiteSparseQR, doi:10.1145/2049662.2049670).
  public init(_ a: Matrix, tolerance: Double? = nil) {
    factors = a
    permutation = Array(0..<a.columnCount)
    for k in 0..<min(a.rowCount, a.columnCount) {
      moveLongestColumn(to: k)
      reflectColumn(k)
    }
    let fraction = tolerance ?? 20 * Double(a.rowCount + a.columnCount) * .ulpOfOne
    while rank < tau.count, factors[rank, rank].magnitude > fraction * factors[0, 0].magnitude { rank += 1 }
  }

  /// R, with min(m, n) rows.
  public var upperTriangle: Matrix {
    var r = Matrix(rowCount: tau.count, columnCount: factors.columnCount)
    for j in 0..<factors.columnCount {
      for i in 0..<min(j + 1, tau.count) { r[i, j] = factors[i, j] }
    }
    return r
  }

  /// Qx, for a vector of length m.
  public func timesQ(_ x: [Double]) -> [Double] {
    var x = x
    for k in tau.indices.reversed() { reflect(&x, by: k) }
    return x
  }

  /// Qᵀx, for a vector of length m.
  public func timesTransposedQ(_ x: [Double]) -> [Double] {
    var x = x
    for k in tau.indices { reflect(&x, by: k) }
    return x
  }

  /// An orthonormal basis of what is orthogonal to every column of A: the last m − rank columns of Q.
  public var complement: Matrix {
    let m = factors.rowCount
    var basis = Matrix(rowCount: m, columnCount: m - rank)
    for j in 0..<m - rank {
      var unit = [Double](repeating: 0, count: m)
      unit[rank + j] = 1
      for (i, value) in timesQ(unit).enumerated() { basis[i, j] = value }
    }
    return basis
  }

  /// The shortest x with Aᵀx = b, where b has length n. Rows of Aᵀ beyond the rank are taken to follow from the others.
  public func shortestSolutionOfTransposed(_ b: [Double]) -> [Double] {
    precondition(b.count == factors.columnCount, "a right-hand side of length \(factors.columnCount)")
    var x = [Double](repeating: 0, count: factors.rowCount)
    for i in 0..<rank {
      x[i] = b[permutation[i]]
      for k in 0..<i { x[i] -= factors[k, i] * x[k] }
      x[i] /= factors[i, i]
    }
    return timesQ(x)
  }

  /// Exchanges column k with the one, from k on, that is longest below row k; the first of several.
  private mutating func moveLongestColumn(to k: Int) {
    var longest = (column: k, norm: -Double.infinity)
    for j in k..<factors.columnCount {
      let norm = euclideanNorm(factors.column(j, from: k))
      if norm > longest.norm { longest = (j, norm) }
    }
    guard longest.column != k else { return }
    permutation.swapAt(k, longest.column)
    for i in 0..<factors.rowCount {
      (factors[i, k], factors[i, longest.column]) = (factors[i, longest.column], factors[i, k])
    }
  }

  /// Makes the reflection that brings column k, from row k on, to (β, 0, …, 0), and applies it to the columns behind it.
  private mutating func reflectColumn(_ k: Int) {
    let first = factors[k, k]
    let norm = euclideanNorm(factors.column(k, from: k))
    guard norm > 0 else { return tau.append(0) }
    let beta = first > 0 ? -norm : norm
    tau.append((beta - first) / beta)
    for i in k + 1..<max(factors.rowCount, k + 1) { factors[i, k] /= first - beta }
    factors[k, k] = beta
    for j in k + 1..<max(factors.columnCount, k + 1) {
      var column = factors.column(j)
      reflect(&column, by: k)
      for i in k..<factors.rowCount { factors[i, j] = column[i] }
    }
  }

  /// x ← Hx with the reflection of column k.
  private func reflect(_ x: inout [Double], by k: Int) {
    precondition(x.count == factors.rowCount, "a vector of length \(factors.rowCount)")
    var component = x[k]
    for i in k + 1..<max(x.count, k + 1) { component += factors[i, k] * x[i] }
    component *= tau[k]
    x[k] -= component
    for i in k + 1..<max(x.count, k + 1) { x[i] -= factors[i, k] * component }
  }
}

extension Matrix {
  /// An orthonormal basis of the null space { x : Ax = 0 }, in columns.
  public var nullSpaceBasis: Matrix { PivotedQR(transposed).complement }

  /// The column with index j, without its first elements.
  fileprivate func column(_ j: Int, from first: Int) -> [Double] {
    Array(elements[first + j * rowCount..<(j + 1) * rowCount])
  }
}
