import NadirEvaluation

/// When a method for residuals is content.
struct LeastSquaresTests {
  /// Relative to f: a sum of squares has a natural zero, and no unit.
  private let value: Double
  private let step: Double
  private let gradient: Double
  private let first: Double

  /// Below ε a change can no longer be seen.
  ///
  /// - Parameter first: f at the start, which tells how large the numbers were that residuals are made of.
  init(_ tolerances: Tolerances, since first: Double) {
    value = max(tolerances.value ?? 0, .ulpOfOne)
    step = max(tolerances.step ?? 0, .ulpOfOne)
    gradient = tolerances.gradient ?? 0
    self.first = first
  }

  /// Whether r is zero, or orthogonal to the columns of J as far as they count.
  func isStationary(_ f: Double, largestCosine: Double) -> Bool { f == 0 || largestCosine <= gradient }

  /// After a trial, whether it was accepted or not: where the method stands now.
  ///
  /// - Parameters:
  ///   - f: The value.
  ///   - largestCosine: The largest cosine of r and a column of J, as far as it counts.
  ///   - length: The length that steps have now.
  ///   - size: The length of x in the same norm.
  func progress(
    _ f: Double, largestCosine: Double, _ change: PredictedChange, length: Double, size: Double
  ) -> Progress {
    if isStationary(f, largestCosine: largestCosine) { return .converged(.gradient) }
    // Where all residuals vanish, differences would go on forever.
    let least = value * max(1, .ulpOfOne * .ulpOfOne * first / f)
    if change.actual.magnitude <= least, change.predicted <= least, change.ratio <= 2 { return .converged(.value) }
    guard length <= step * size else { return .advanced }
    return promisedInVain(change, at: f) ? .failed(.noDecrease) : .converged(.step)
  }

  /// Whether a change that rounding cannot hide was promised and did not come: the model is wrong at any length.
  private func promisedInVain(_ change: PredictedChange, at f: Double) -> Bool {
    let rounding = 1000 * .ulpOfOne * max(1, 1000 * .ulpOfOne * first / f)
    return !change.isAccepted && change.predicted > rounding
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
