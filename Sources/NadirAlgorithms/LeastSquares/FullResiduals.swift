import NadirEvaluation
import NadirLinear

/// The m residuals at a point with their m × n Jacobian.
struct FullResiduals: Codable, Sendable, Equatable {
  var residuals: [Double]
  var jacobian: Matrix

  /// A step v with half the geodesic acceleration a, where 2‖Da‖/‖Dv‖ is not above a limit; v itself elsewhere.
  ///
  /// The path on which the residuals go straight to their target bends away from v by a, which solves the damped problem
  /// for the second derivative of r along v. That one comes from one more evaluation, at x + hv:
  /// r″ ≈ 2/h ((r(x + hv) − r)/h − Jv) (Transtrum & Sethna 2012, arXiv:1201.5885, sections 4 and 5, with their h = 0.1).
  func accelerated(
    _ step: DampedStep, scale: [Double], limit: Double, at model: LinearizedResiduals, asking oracle: Oracle
  ) async throws(Interruption) -> [Double] {
    let v = step.x
    let h = 0.1
    let probe = PointBatch([point(from: model.point, along: v, by: h)])
    guard probe[0] != model.point,
      let displaced = try await oracle.residuals(at: probe, exploringFrom: 0)[0].residuals
    else { return v }
    let linear = jacobian * v
    let curvature = residuals.indices.map { i in 2 / h * ((displaced[i] - residuals[i]) / h - linear[i]) }
    let acceleration = step.solveNormalEquations(jacobian.transposedTimes(curvature)).map { -$0 }
    let ratio = 2 * scaledNorm(acceleration, scale) / step.scaledNorm
    return ratio <= limit ? point(from: v, along: acceleration, by: 0.5) : v
  }
}
