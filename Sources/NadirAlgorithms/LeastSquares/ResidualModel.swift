import NadirEvaluation
import NadirLinear

/// Residuals at a point with their linear model r + Jp, by columns: for steps that take some coordinates and not
/// others.
struct ResidualModel: Codable, Sendable, Equatable {
  var point: [Double]
  /// r·r.
  var value: Double
  /// J, m × n; or after ``compressed()`` QᵀJ.
  var jacobian: Matrix
  /// r, or Qᵀr.
  var residuals: [Double]

  init(at point: [Double], value: Double, residuals: [Double], jacobian: Matrix) {
    self.point = point
    self.value = value
    self.jacobian = jacobian
    self.residuals = residuals
  }

  /// The model at the start point, where a failure has already ended the run.
  static func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> ResidualModel {
    let (value, residuals, jacobian) = try await oracle.residualsAndJacobian(at: x)
    guard let residuals, let jacobian else {
      throw .start(EvaluationFailure(.notFinite, "there is no Jacobian at the start point"))
    }
    return ResidualModel(at: x, value: value, residuals: residuals, jacobian: jacobian)
  }

  /// The same model with n rows where there are more: those of QᵀJ = RPᵀ and Qᵀr. The rows left out are zero in QᵀJ,
  /// and no step changes what they have of r.
  consuming func compressed() -> ResidualModel {
    let (m, n) = (jacobian.rowCount, jacobian.columnCount)
    guard m > n else { return self }
    let qr = PivotedQR(jacobian, tolerance: 0)
    let triangle = qr.upperTriangle
    var rows = Matrix(rowCount: n, columnCount: n)
    for (k, j) in qr.permutation.enumerated() {
      for i in 0...k { rows[i, j] = triangle[i, k] }
    }
    residuals = Array(qr.timesTransposedQ(residuals).prefix(n))
    jacobian = rows
    return self
  }

  /// The norms of the columns of J.
  var columnNorms: [Double] {
    jacobian.elements.withUnsafeBufferPointer { elements in
      (0..<jacobian.columnCount).map { j in
        let m = jacobian.rowCount
        return euclideanNorm(UnsafeBufferPointer(rebasing: elements[j * m..<(j + 1) * m]))
      }
    }
  }

  /// Jᵀr, half the gradient.
  var halfGradient: [Double] { jacobian.transposedTimes(residuals) }

  /// The same columns, each times a number of its own, over rows of zeros.
  func scaledJacobian(by factors: [Double], rowsBelow: Int = 0) -> Matrix {
    let m = jacobian.rowCount
    var elements: [Double] = []
    elements.reserveCapacity((m + rowsBelow) * factors.count)
    for (j, factor) in factors.enumerated() {
      for element in jacobian.elements[j * m..<(j + 1) * m] { elements.append(element * factor) }
      for _ in 0..<rowsBelow { elements.append(0) }
    }
    return Matrix(rowCount: m + rowsBelow, elements: elements)
  }
}
