import NadirScalars

extension TestProblems {
  /// McKinnon's function, on which Nelder–Mead from a certain simplex contracts to a point that is not stationary.
  ///
  /// f(x, y) = θφ|x|^τ + y + y² for x ≤ 0 and θx^τ + y + y² for x ≥ 0, with τ > 1. It is strictly convex and, with
  /// (τ, θ, φ) = (2, 6, 60), once continuously differentiable; with (3, 6, 400) twice. The minimum is −1/4 at
  /// (0, −1/2).
  ///
  /// From the simplex (1, 1), (0, 0), (λ₁, λ₂) with λ₁ = (1 + √33)/8 and λ₂ = (1 − √33)/8, inner contractions repeat for
  /// ever and the vertices converge to (0, 0), where ∂f/∂y = 1.
  ///
  /// Source: McKinnon 1998, Convergence of the Nelder–Mead simplex method to a nonstationary point, SIAM J. Optim. 9,
  /// 148–158, doi:10.1137/S1052623496303482. The start, for other methods than simplex methods, is the worst vertex.
  public static func mckinnon(tau: Double = 2, theta: Double = 6, phi: Double = 60) -> TestProblem {
    precondition(tau > 1 && theta > 0 && phi > 0, "τ > 1 and θ, φ > 0")
    let root = 33.0.squareRoot()
    return TestProblem(
      "McKinnon (\(tau), \(theta), \(phi))", source: "McKinnon 1998, doi:10.1137/S1052623496303482",
      start: [1, 1], minimum: -0.25, minimizers: [[0, -0.5]],
      features: tau > 2 ? [.convex, .singular] : [.convex, .onceDifferentiable],
      initialSimplex: [[1, 1], [0, 0], [(1 + root) / 8, (1 - root) / 8]],
      function: McKinnon(tau: tau, theta: theta, phi: phi),
      gradient: { p in
        let slope = tau * pow(p[0].magnitude, tau - 1)
        return [p[0] < 0 ? -theta * phi * slope : theta * slope, 1 + 2 * p[1]]
      })
  }

  private struct McKinnon: TestFunction {
    let tau, theta, phi: Double

    func callAsFunction<Number: RealScalar>(_ p: [Number]) -> Number {
      let factor = Number(p[0] < 0 ? theta * phi : theta)
      return factor * pow(p[0].magnitude, Number(tau)) + p[1] + p[1] * p[1]
    }
  }
}
