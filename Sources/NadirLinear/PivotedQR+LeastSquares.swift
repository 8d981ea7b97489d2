/// A solution of min ‖Ax − b‖₂.
public struct LeastSquaresSolution: Sendable, Equatable {
  /// x, of length n.
  public var x: [Double]
  /// ‖Ax − b‖₂.
  public var residualNorm: Double
}

extension PivotedQR {
  /// The basic solution of min ‖Ax − b‖₂ for a b of length m: n − rank elements of x, those of the columns that depend on
  /// others, are zero. With full column rank it is the only one.
  public func leastSquaresSolution(_ b: consuming [Double]) -> LeastSquaresSolution {
    let rotated = timesTransposedQ(b)
    var basic = Array(rotated[..<rank])
    solveTriangle(&basic)
    return LeastSquaresSolution(
      x: inOriginalOrder(basic), residualNorm: euclideanNorm(Array(rotated[rank...])))
  }

  /// The basic solution x of the normal equations AᵀAx = g, by RᵀR. The g of length n has to be a combination of the rows
  /// of A; with full column rank every g is.
  ///
  /// The condition number of AᵀA is the square of that of A: where b is known, ``leastSquaresSolution(_:)`` has twice the
  /// digits.
  public func solveNormalEquations(_ g: [Double]) -> [Double] {
    precondition(g.count == columnCount, "a right-hand side of length \(columnCount)")
    var basic = (0..<rank).map { g[permutation[$0]] }
    solveTransposedTriangle(&basic)
    solveTriangle(&basic)
    return inOriginalOrder(basic)
  }

  /// (AᵀA)⁻¹, n × n; its Moore–Penrose inverse (AᵀA)⁺ where the rank is less than n.
  ///
  /// It is FFᵀ with F = A₁⁺, where A₁ = QᵀA has the rows beyond the rank left out: F = PR⁻¹ for full column rank, and else
  /// by a second factorization, of A₁ᵀ.
  public var inverseOfNormalMatrix: Matrix {
    let n = columnCount
    var inverse = Matrix(rowCount: n, columnCount: n)
    let transposed = rank < n ? PivotedQR(transposedRowSpace(), tolerance: 0) : nil
    for i in 0..<rank {
      var unit = [Double](repeating: 0, count: transposed == nil ? i + 1 : rank)
      unit[i] = 1
      let f: [Double]
      if let transposed {
        f = transposed.shortestSolutionOfTransposed(unit)
      } else {
        solveTriangle(&unit)
        f = inOriginalOrder(unit)
      }
      inverse.addOuterProduct(of: f)
    }
    return inverse
  }

  /// x with its first elements at the places of their columns, and zeros for the others.
  func inOriginalOrder(_ first: [Double]) -> [Double] {
    var x = [Double](repeating: 0, count: columnCount)
    for (k, value) in first.enumerated() { x[permutation[k]] = value }
    return x
  }

  /// The first rank rows of R, transposed, with row j in the place of column j of A, and divided by a number.
  func transposedRowSpace(dividedBy scales: [Double]? = nil) -> Matrix {
    var rows = Matrix(rowCount: columnCount, columnCount: rank)
    for (k, j) in permutation.enumerated() {
      for i in 0..<min(k + 1, rank) { rows[j, i] = factors[i, k] / (scales?[j] ?? 1) }
    }
    return rows
  }
}

extension Matrix {
  /// A ← A + ffᵀ.
  fileprivate mutating func addOuterProduct(of f: [Double]) {
    let n = rowCount
    withUnsafeMutableElements { elements in
      f.withUnsafeBufferPointer { f in
        for j in f.indices where f[j] != 0 {
          add(f[j], times: f, to: UnsafeMutableBufferPointer(rebasing: elements[j * n..<(j + 1) * n]))
        }
      }
    }
  }
}
