import NadirEvaluation
import NadirLinear

/// A line search for the strong Wolfe conditions: sufficient decrease φ(α) ≤ φ(0) + c₁αφ′(0) and curvature
/// |φ′(α)| ≤ c₂|φ′(0)| (Nocedal & Wright 2006, section 3.1), with the step lengths of Moré & Thuente.
///
/// Near a minimum the decrease drowns in the rounding of φ, and the first condition can no longer be seen. There the
/// approximate Wolfe conditions of Hager & Zhang 2005, A new conjugate gradient method with guaranteed descent and an
/// efficient line search, SIAM J. Optim. 16, 170–192, doi:10.1137/030601880, eq. (4.1), which compare slopes, take its
/// place: (2c₁ − 1)φ′(0) ≥ φ′(α) ≥ c₂φ′(0) with φ(α) ≤ φ(0) + ε|φ(0)|. Their ε is 10⁻⁶; here it is 256 units of
/// roundoff, so that a value is never given away that could have been seen.
///
/// A trial that fails halves the step towards the best one seen.
struct WolfeSearch: Sendable {
  /// c₁.
  var decrease: Double
  /// c₂.
  var curvature: Double
  var maximumTrials: Int

  static func validate(decrease: Double, curvature: Double) throws(InvalidArgument) {
    guard decrease > 0, decrease < 0.5 else {
      throw InvalidArgument("decrease", is: "\(decrease)", expected: "between 0 and 0.5")
    }
    guard curvature > decrease, curvature < 1 else {
      throw InvalidArgument("curvature", is: "\(curvature)", expected: "between decrease (\(decrease)) and 1")
    }
  }

  /// - Parameters:
  ///   - start: The point that the search leaves.
  ///   - direction: d, with gᵀd < 0.
  ///   - firstStep: The first α to try.
  ///   - maximumStep: The largest α, at which x + αd is still in the box.
  /// - Returns: The first trial that fulfils the conditions; failing that, the best one with any decrease; failing that,
  ///   `nil`.
  func callAsFunction(
    from start: Iterate, along direction: [Double], firstStep: Double, maximumStep: Double, asking oracle: Oracle
  ) async throws(Interruption) -> Iterate? {
    let origin = LinePoint(step: 0, value: start.value, slope: dot(start.gradient, direction))
    var chooser = MoreThuente(
      origin: origin, decrease: decrease, firstStep: firstStep, maximumStep: maximumStep)
    var best: Iterate?
    var bestStep = 0.0
    var step = min(firstStep, maximumStep)
    var barrier = maximumStep

    for _ in 0..<maximumTrials {
      var x = point(from: start.point, along: direction, by: step)
      if !oracle.box.isUnbounded { x = oracle.box.projection(of: x) }
      guard x != start.point else { return best }

      let (value, gradient) = try await oracle.valueAndGradient(at: x)
      guard value.isFinite, let gradient else {
        barrier = step
        step = bestStep + 0.5 * (step - bestStep)
        continue
      }
      let trial = LinePoint(step: step, value: value, slope: dot(gradient, direction))
      let iterate = Iterate(point: x, value: value, gradient: gradient)
      if fulfilsWolfe(trial, origin) { return iterate }
      if value < (best?.value ?? start.value) {
        best = iterate
        bestStep = step
      }
      guard let next = chooser.next(after: trial) else { return best }
      step = next < barrier ? next : 0.5 * (bestStep + barrier)
    }
    return best
  }

  private func fulfilsWolfe(_ trial: LinePoint, _ origin: LinePoint) -> Bool {
    if trial.value <= origin.value + decrease * trial.step * origin.slope,
      abs(trial.slope) <= curvature * abs(origin.slope)
    {
      return true
    }
    let roundoff = 256 * Double.ulpOfOne * abs(origin.value)
    return trial.value <= origin.value + roundoff
      && trial.slope >= curvature * origin.slope
      && trial.slope <= (2 * decrease - 1) * origin.slope
  }
}
