/// What a step changed, and what its linear model ‖r + Jp‖² had promised, both relative to f (Moré 1978, section 4).
struct PredictedChange {
  /// (f − f₊) / f, or −1 where f₊ is a hundred times f or more.
  let actual: Double
  /// −(2r·Jp + ‖Jp‖²) / f.
  let predicted: Double
  /// The slope along the step, halved: r·Jp / f.
  private let slope: Double

  /// Any step.
  ///
  /// - Parameters:
  ///   - image: ‖Jp‖.
  ///   - slope: r·Jp.
  init(from f: Double, to newF: Double, image: Double, slope: Double) {
    actual = newF < 100 * f ? 1 - newF / f : -1
    self.slope = slope / f
    predicted = -(2 * slope + image * image) / f
  }

  /// A step of the method of Levenberg and Marquardt, with (JᵀJ + λD²) p = −Jᵀr, for which r·Jp = −‖Jp‖² − λ‖Dp‖².
  ///
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

  /// Whether a quarter of the promise or less was kept, so that the region has to shrink.
  var isPoor: Bool { ratio <= 0.25 }

  /// Whether three quarters or more of the promise were kept, so that the region may grow.
  var isGood: Bool { ratio >= 0.75 }

  /// By how much a region shrinks, from 1/10 to 1/2: the minimizer of the parabola through the values and the slope.
  var shrinkage: Double {
    let parabola = actual >= 0 ? 0.5 : 0.5 * slope / (slope + 0.5 * actual)
    return actual <= -1 || !(parabola >= 0.1) ? 0.1 : parabola
  }

  /// The next radius Δ and damping λ: smaller where the step was poor; twice the step where it was good or that of
  /// Gauss and Newton.
  ///
  /// - Parameters:
  ///   - length: ‖Dp‖ of the step to the rim of the region.
  ///   - tried: ‖Dp‖ of the step that was tried, where it is another one.
  func trustRegion(
    radius: Double, length: Double, tried: Double? = nil, damping: Double
  ) -> (radius: Double, damping: Double) {
    if isPoor { return (shrinkage * min(radius, tried ?? length), damping / shrinkage) }
    return damping == 0 || isGood ? (2 * length, 0.5 * damping) : (radius, damping)
  }
}
