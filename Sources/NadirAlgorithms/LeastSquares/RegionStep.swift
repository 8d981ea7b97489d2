import NadirLinear

/// The step p = Dy that minimizes ‖r + JDy‖² + ‖Ey‖² for ‖y‖ ≤ Δ.
struct RegionStep {
  /// p.
  var p: [Double]
  /// ‖y‖.
  var length: Double
  /// The multiplier λ of ‖y‖² ≤ Δ², 0 inside the region.
  var damping: Double

  /// The minimizer in the whole space, by factoring the rows (JD; E), for D and E diagonal; λ begins at `damping`.
  init(
    exactly model: ResidualModel, scales: [Double], weights: [Double], radius: Double, startingAt damping: Double
  ) {
    let below = weights.indices.filter { weights[$0] > 0 }
    let m = model.jacobian.rowCount
    var rows = model.scaledJacobian(by: scales, rowsBelow: below.count)
    for (k, j) in below.enumerated() { rows[m + k, j] = weights[j] }
    // As for Levenberg and Marquardt: what is small is not zero for that.
    let problem = DampedLeastSquares(
      PivotedQR(rows, tolerance: 0),
      rightSide: model.residuals.map { -$0 } + [Double](repeating: 0, count: below.count),
      scales: [Double](repeating: 1, count: scales.count))
    let step = problem.step(radius: radius, startingAt: damping)
    self.init(p: zip(scales, step.x).map { $0 * $1 }, length: step.scaledNorm, damping: step.damping)
  }

  /// The minimizer in the plane of the steepest descent and the step of Gauss and Newton, which LSMR finds with a
  /// relative tolerance (Branch, Coleman & Li 1999, section 4).
  init(
    byLSMR model: ResidualModel, scales: [Double], weights: [Double], radius: Double, tolerance: Double
  ) {
    let rows = AugmentedJacobian(jacobian: model.jacobian, scales: scales, weights: weights)
    let rightSide = model.residuals.map { -$0 } + [Double](repeating: 0, count: weights.count)
    let solution = LSMR(tolerance: tolerance).solve(rows, rightSide)
    let basis = orthonormalBasis(rows.transposedTimes(rightSide), solution.x)
    let images = basis.map { rows.times($0) }
    let plane = DampedLeastSquares(
      PivotedQR(Matrix(rowCount: rows.rowCount, elements: images.flatMap { $0 }), tolerance: 0),
      rightSide: rightSide, scales: [Double](repeating: 1, count: basis.count))
    let step = plane.step(radius: radius)
    var y = [Double](repeating: 0, count: scales.count)
    for (weight, direction) in zip(step.x, basis) { add(weight, times: direction, to: &y) }
    self.init(p: zip(scales, y).map { $0 * $1 }, length: step.scaledNorm, damping: step.damping)
  }

  private init(p: [Double], length: Double, damping: Double) {
    self.p = p
    self.length = length
    self.damping = damping
  }
}

/// An orthonormal basis of what two vectors span: two vectors, or one where they are parallel up to rounding.
private func orthonormalBasis(_ first: [Double], _ second: [Double]) -> [[Double]] {
  var basis: [[Double]] = []
  for vector in [first, second] {
    let norm = euclideanNorm(vector)
    guard norm > 0 else { continue }
    var rest = vector.map { $0 / norm }
    // The second time takes out what rounding has left of the first.
    for _ in 0..<2 {
      for direction in basis { add(-dot(direction, rest), times: direction, to: &rest) }
    }
    let left = euclideanNorm(rest)
    if left > 1e-10 { basis.append(rest.map { $0 / left }) }
  }
  return basis
}
