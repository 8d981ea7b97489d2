import NadirEvaluation

/// When a method for residuals in a box is content.
struct LeastSquaresTests {
  /// Relative to f: a sum of squares has a natural zero, and no unit.
  private let value: Double
  private let step: Double
  private let gradient: Double

  /// Below ε a change can no longer be seen.
  init(_ tolerances: Tolerances) {
    value = max(tolerances.value ?? 0, .ulpOfOne)
    step = max(tolerances.step ?? 0, .ulpOfOne)
    gradient = tolerances.gradient ?? 0
  }

  func isStationary(_ model: ResidualModel, in box: Box) -> Bool {
    ColemanLiScaling(model, in: box).largestCosine <= gradient
  }

  /// After a trial, whether it was accepted or not: where the method stands now.
  ///
  /// - Parameters:
  ///   - length: The length that steps have now.
  ///   - size: The length of x in the same norm.
  func progress(
    to model: ResidualModel, _ change: PredictedChange, length: Double, size: Double, in box: Box
  ) -> Progress {
    if isStationary(model, in: box) { return .converged(.gradient) }
    if change.actual.magnitude <= value, change.predicted <= value, change.ratio <= 2 { return .converged(.value) }
    return length <= step * size ? .converged(.step) : .advanced
  }
}
