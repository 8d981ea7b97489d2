import NadirEvaluation
import NadirLinear

/// Residuals at a point with their linear model r + Jp, of which only what steps are made of is kept: from the
/// factorization JP = QR with pivoting, the triangle R and the first elements of Qᵀr.
///
/// Its size is that of an n × n matrix, however many residuals there are.
struct LinearizedResiduals: Codable, Sendable, Equatable {
  var point: [Double]
  /// r·r.
  var value: Double
  /// R, min(m, n) × n.
  var upperTriangle: Matrix
  /// The column of J that became each column of JP.
  var permutation: [Int]
  /// The first min(m, n) elements of Qᵀr.
  var transformedResiduals: [Double]

  init(at point: [Double], value: Double, residuals: consuming [Double], jacobian: consuming Matrix) {
    self.point = point
    self.value = value
    // Units differ between columns: what is small beside the others is not zero for that.
    let qr = PivotedQR(jacobian, tolerance: 0)
    upperTriangle = qr.upperTriangle
    permutation = qr.permutation
    transformedResiduals = Array(qr.timesTransposedQ(residuals).prefix(upperTriangle.rowCount))
  }

  /// The damped problems min ‖r + Jp‖² + λ‖Dp‖².
  func damped(by scales: [Double]) -> DampedLeastSquares {
    DampedLeastSquares(
      PivotedQR(upperTriangle: upperTriangle, permutation: permutation),
      rightSide: transformedResiduals.map { -$0 }, scales: scales)
  }

  /// The norms of the columns of J, which are those of R.
  var columnNorms: [Double] {
    var norms = [Double](repeating: 0, count: permutation.count)
    for (k, j) in permutation.enumerated() { norms[j] = euclideanNorm(upperTriangle.column(k)) }
    return norms
  }

  /// Jᵀr, half the gradient.
  var halfGradient: [Double] {
    var gradient = [Double](repeating: 0, count: permutation.count)
    for (k, product) in upperTriangle.transposedTimes(transformedResiduals).enumerated() {
      gradient[permutation[k]] = product
    }
    return gradient
  }

  /// The largest cosine of the angle between r and a column of J, 0 at a stationary point: max |Jⱼᵀr| / (‖Jⱼ‖ ‖r‖).
  var largestCosine: Double {
    let norm = value.squareRoot()
    guard norm > 0 else { return 0 }
    return zip(halfGradient, columnNorms).reduce(0) { largest, column in
      column.1 > 0 ? max(largest, (column.0 / norm).magnitude / column.1) : largest
    }
  }
}

/// ‖Dx‖.
func scaledNorm(_ x: [Double], _ scale: [Double]) -> Double { euclideanNorm(zip(x, scale).map { $0 * $1 }) }
