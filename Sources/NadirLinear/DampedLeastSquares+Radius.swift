extension DampedLeastSquares {
  /// The step to the rim of a trust region: λ = 0 when ‖Dx‖ ≤ 1.1 Δ there, and else the λ with ‖Dx‖ = Δ up to 10 %.
  ///
  /// φ(λ) = ‖Dx(λ)‖ − Δ decreases and is convex. Its root lies between the point where the tangent at 0 is zero (0 when A
  /// has dependent columns) and ‖D⁻¹Aᵀb‖/Δ, and is found by Hebden's iteration, which takes ‖Dx‖ for α/(β + λ), inside
  /// bounds that become narrower (Moré 1978, section 5, doi:10.1007/BFb0067700). Two or three λ are enough in most cases.
  ///
  /// - Parameters:
  ///   - radius: Δ, positive.
  ///   - damping: A λ to begin with, such as that of the step before. Taken if it is inside the bounds.
  public func step(radius: Double, startingAt damping: Double = 0) -> DampedStep {
    precondition(radius > 0, "a positive radius")
    var trial = trial(0)
    guard !(trial.norm <= 1.1 * radius) else { return publicStep(of: trial) }
    var lower = hasFullRank ? newtonCorrection(trial, radius) : 0
    var upper = slope / radius
    guard upper > 0 else { return publicStep(of: trial) }
    if !lower.isFinite { lower = 0 }
    if !upper.isFinite { upper = .greatestFiniteMagnitude }
    var next = damping / unit / unit
    // Every λ narrows the bounds, at worst by a factor of 1000 from above: a hundred would cross the range of numbers.
    for _ in 0..<100 {
      if !(next > lower && next < upper) { next = max(0.001 * upper, (lower * upper).squareRoot()) }
      trial = self.trial(next)
      let excess = trial.norm - radius
      guard !(excess.magnitude <= 0.1 * radius) else { break }
      let correction = newtonCorrection(trial, radius)
      if excess < 0 { upper = next }
      lower = max(lower, next + correction)
      next += trial.norm / radius * correction
    }
    return publicStep(of: trial)
  }

  /// −φ/φ' at a λ, with φ' = −‖S⁻ᵀPᵀDq‖²·‖Dx‖ and q = Dx/‖Dx‖.
  private func newtonCorrection(_ trial: Trial, _ radius: Double) -> Double {
    let direction = zip(scales, trial.x).map { scale, x in scale * (scale * x / trial.norm) }
    let length = euclideanNorm(solveTransposed(trial.factor, direction))
    return (trial.norm - radius) / trial.norm / length / length
  }

  /// ‖D⁻¹Aᵀb‖/σ², from Rᵀ and Qᵀb.
  private var slope: Double {
    var gradient = [Double](repeating: 0, count: count)
    for i in 0..<count {
      for k in i..<count { gradient[k] += triangle[i * count + k] * rightSide[i] }
    }
    return euclideanNorm(zip(gradient, scales).map { $0 / $1 })
  }
}
