extension PivotedQR {
  /// An estimate of the condition number σ₁/σₙ of A in the Euclidean norm. It is a lower bound up to rounding, and in most
  /// cases within some percent. It is infinite when m < n or R has a zero on its diagonal, NaN when R has a NaN there, and
  /// 1 without columns.
  ///
  /// The largest singular value of R comes from iterating with RᵀR, the smallest from iterating with its inverse, which
  /// starts from a solution of Rᵀx = (±1, …, ±1) with the signs that make it grow (Cline, Moler, Stewart & Wilkinson
  /// 1979, An estimate for the condition number of a matrix, SIAM J. Numer. Anal. 16, 368–375, doi:10.1137/0716029). Both
  /// end when a step changes the value by less than 1 %, or after 30. Each step takes O(n²) operations.
  public var conditionEstimate: Double {
    let n = columnCount
    guard n > 0 else { return 1 }
    let diagonal = (0..<min(rowCount, n)).map { factors[$0, $0] }
    guard !diagonal.contains(where: \.isNaN) else { return .nan }
    guard n <= rowCount, !diagonal.contains(0) else { return .infinity }
    let triangle = upperTriangle
    let transposed = triangle.transposed
    let largest = largestSingularValue(from: triangle.row(0), times: { triangle * $0 }, transposed: { transposed * $0 })
    let inverseOfSmallest = largestSingularValue(from: growingSolution()) { x in
      var x = x
      solveTriangle(&x)
      return x
    } transposed: { x in
      var x = x
      solveTransposedTriangle(&x)
      return x
    }
    let estimate = largest * inverseOfSmallest
    return estimate.isNaN ? .infinity : max(estimate, 1)
  }

  /// The x of Rᵀx = r₁₁(±1, …, ±1) whose signs add to what each sum is already.
  private func growingSolution() -> [Double] {
    var x = [Double](repeating: 0, count: columnCount)
    withColumnsAboveDiagonal { above in
      x.withUnsafeMutableBufferPointer { x in
        for j in x.indices {
          let sum = dot(above(j), UnsafeBufferPointer(rebasing: x[..<j]))
          let right = factors[0, 0].magnitude
          x[j] = (sum > 0 ? -right - sum : right - sum) / factors[j, j]
        }
      }
    }
    return x
  }
}

/// The largest singular value of a matrix B, from below, by iterating with BᵀB from a vector.
private func largestSingularValue(
  from start: [Double], times: ([Double]) -> [Double], transposed: ([Double]) -> [Double]
) -> Double {
  var x = start
  var value = 0.0
  for _ in 0..<30 {
    let before = value
    x = transposed(normalized(times(normalized(x))))
    value = euclideanNorm(x)
    guard value > 1.01 * before, value.isFinite else { break }
  }
  return value
}

private func normalized(_ x: [Double]) -> [Double] {
  let norm = euclideanNorm(x)
  return norm > 0 ? x.map { $0 / norm } : x
}
