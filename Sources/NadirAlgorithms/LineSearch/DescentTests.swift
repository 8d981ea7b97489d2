import NadirEvaluation
import NadirLinear

/// The tests of convergence that the line-search methods share.
struct DescentTests {
  private let value: Double
  private let step: Double
  private let gradient: Double

  init(_ tolerances: Tolerances) {
    value = tolerances.value ?? 0
    step = tolerances.step ?? 0
    gradient = tolerances.gradient ?? 0
  }

  /// ‖P(x − g) − x‖∞ ≤ tolerance.
  func isStationary(_ iterate: Iterate, in box: Box) -> Bool {
    box.projectedGradientNorm(iterate.gradient, at: iterate.point) <= gradient
  }

  /// What the step from one iterate to the next came to.
  func progress(from old: Iterate, to new: Iterate, in box: Box) -> Progress {
    if isStationary(new, in: box) { return .converged(.gradient) }
    if old.value - new.value <= value * max(abs(old.value), abs(new.value), 1) { return .converged(.value) }
    if step > 0, maximumNorm(difference(new.point, old.point)) <= step * max(1, maximumNorm(new.point)) {
      return .converged(.step)
    }
    return .advanced
  }

  /// What it means that no step along d decreases the value: if the model promised less than the tolerance on values
  /// (or than rounding hides), the minimum has been found; otherwise the method has broken down.
  func verdict(onFailedSearchFrom iterate: Iterate, along direction: [Double]) -> Progress {
    let promised = -0.5 * dot(iterate.gradient, direction)
    let visible = max(value, 256 * Double.ulpOfOne) * max(abs(iterate.value), 1)
    return promised <= visible ? .converged(.value) : .failed(.noDecrease)
  }
}
