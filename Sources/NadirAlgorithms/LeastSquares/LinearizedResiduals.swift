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

extension LinearizedResiduals {
  /// Whether r is zero, or orthogonal to the columns of J up to the gradient tolerance.
  func isStationary(_ tolerances: Tolerances) -> Bool {
    value == 0 || largestCosine <= tolerances.gradient ?? 0
  }

  /// What an iteration came to that ended with this model.
  ///
  /// - Parameters:
  ///   - change: What its step changed.
  ///   - radius: The next radius of the trust region, relative to the size of the point.
  ///   - first: The value at the start. Changes are seen relative to f, but not to less than ε² of this: where all
  ///     residuals vanish, differences would go on forever.
  func progress(_ change: PredictedChange, radius: Double, since first: Double, tolerances: Tolerances) -> Progress {
    if isStationary(tolerances) { return .converged(.gradient) }
    let floor = .ulpOfOne * .ulpOfOne * first
    let least = max(tolerances.value ?? 0, .ulpOfOne) * max(1, floor / value)
    if change.actual.magnitude <= least, change.predicted <= least, change.ratio <= 2 { return .converged(.value) }
    guard radius <= max(tolerances.step ?? 0, .ulpOfOne) else { return .advanced }
    // A change that rounding cannot hide was promised and did not come: the model is wrong at any length.
    let isBroken = !change.isAccepted && change.predicted > 1000 * .ulpOfOne
    return isBroken ? .failed(.noDecrease) : .converged(.step)
  }
}

extension Algorithm {
  /// The tolerances of methods for sums of squares as options.
  static var leastSquaresToleranceOptions: [AlgorithmOption<Self>] {
    [
      AlgorithmOption("value_tolerance", "how little the value changes, relative to itself", \.tolerances.value),
      AlgorithmOption("step_tolerance", "how small the trust region is, relative to the point", \.tolerances.step),
      AlgorithmOption(
        "gradient_tolerance", "the largest cosine of the residuals and a column of their Jacobian",
        \.tolerances.gradient),
    ]
  }
}

/// ‖Dx‖.
func scaledNorm(_ x: [Double], _ scale: [Double]) -> Double { euclideanNorm(zip(x, scale).map { $0 * $1 }) }
