/// What a step of the method of Levenberg and Marquardt changed, and what its linear model had promised, both relative to
/// f (Moré 1978, section 4).
struct PredictedChange {
  /// (f − f₊) / f, or −1 where f₊ is a hundred times f or more.
  let actual: Double
  /// (‖Jp‖² + 2λ‖Dp‖²) / f.
  let predicted: Double
  /// The slope along the step, halved: −(‖Jp‖² + λ‖Dp‖²) / f.
  private let slope: Double

  /// - Parameters:
  ///   - image: ‖Jp‖.
  ///   - damping: λ.
  ///   - length: ‖Dp‖.
  init(from f: Double, to newF: Double, image: Double, damping: Double, length: Double) {
    actual = newF < 100 * f ? 1 - newF / f : -1
    let first = image * image / f
    let second = damping * length * length / f
    predicted = first + 2 * second
    slope = -(first + second)
  }

  /// How much of the promise was kept.
  var ratio: Double { predicted > 0 ? actual / predicted : 0 }

  /// Whether the trial point is good enough to go there.
  var isAccepted: Bool { ratio >= 1e-4 }

  /// The next radius Δ and damping λ: smaller by a factor from 1/10 to 1/2 where a quarter of the promise or less was
  /// kept, namely by the minimizer of the parabola through the values and the slope; twice the step where three quarters
  /// were kept or the step was that of Gauss and Newton.
  ///
  /// - Parameters:
  ///   - length: That of the step.
  ///   - shortest: That of the shortest step that was tried, from which the radius shrinks when none was accepted.
  func trustRegion(
    radius: Double, length: Double, shortest: Double, damping: Double
  ) -> (radius: Double, damping: Double) {
    if ratio <= 0.25 {
      let parabola = actual >= 0 ? 0.5 : 0.5 * slope / (slope + 0.5 * actual)
      let factor = actual <= -1 || !(parabola >= 0.1) ? 0.1 : parabola
      return (factor * (isAccepted ? min(radius, length) : shortest), damping / factor)
    }
    if damping == 0 || ratio >= 0.75 { return (2 * length, 0.5 * damping) }
    return (radius, damping)
  }
}
