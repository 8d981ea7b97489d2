import NadirEvaluation

/// When a method for residuals is content.
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

  /// Whether r is zero, or orthogonal to the columns of J as far as they count.
  func isStationary(_ f: Double, largestCosine: Double) -> Bool { f == 0 || largestCosine <= gradient }

  /// After a trial, whether it was accepted or not: where the method stands now.
  ///
  /// Steps that are short because longer ones fail change the value little, too. So it has converged only where r is
  /// nearly orthogonal to the columns of J, far beyond what a short step can hide.
  ///
  /// - Parameters:
  ///   - f: The value.
  ///   - largestCosine: The largest cosine of r and a column of J, as far as it counts.
  ///   - length: The length that steps have now.
  ///   - size: The length of x in the same norm.
  ///   - moved: The length of x in the norm of the columns of J, which tells how large the numbers are that residuals
  ///     are made of.
  func progress(
    _ f: Double, largestCosine: Double, _ change: PredictedChange, length: Double, size: Double, moved: Double
  ) -> Progress {
    if isStationary(f, largestCosine: largestCosine) { return .converged(.gradient) }
    let isLittle = change.actual.magnitude <= value && change.predicted <= value && change.ratio <= 2
    if isLittle, largestCosine <= 1e-3 { return .converged(.value) }
    let rounding = 1000 * .ulpOfOne * max(1, 2 * moved / f.squareRoot())
    // Units from far away can make a step short that the value has gained much by.
    let isFalling = change.isAccepted && change.actual > 1e-3 && rounding < 1e-3
    guard length <= step * size, !isFalling else { return .advanced }
    // A change that rounding cannot hide was promised and did not come: the model is wrong at any length.
    return !change.isAccepted && change.predicted > rounding ? .failed(.noDecrease) : .converged(.step)
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
