import NadirEvaluation

// Classical problems in boxes that cut off their minimizers. The solutions are derived here, not published.

extension TestProblems {
  /// ``extendedRosenbrock(_:)`` in −2 ≤ xᵢ ≤ 2 with x₁, x₃, … ≤ ½, which are active at the minimizer (½, ¼, ½, ¼, …).
  ///
  /// Each pair has 100(b − a²)² + (1 − a)² ≥ (1 − a)² ≥ ¼ for a ≤ ½, with equality only at (½, ¼), so that the minimum
  /// is n/8; the multiplier of each active bound is 1.
  public static func boundedRosenbrock(_ n: Int) -> TestProblem {
    extendedRosenbrock(n).bounded(
      "Bounded Rosenbrock \(n)", source: "Nadir: extended Rosenbrock with active bounds",
      by: Box(
        lower: [Double](repeating: -2, count: n), upper: (0..<n).map { $0.isMultiple(of: 2) ? 0.5 : 2 }),
      minimum: Double(n) / 8, minimizers: [(0..<n).map { $0.isMultiple(of: 2) ? 0.5 : 0.25 }])
  }

  /// The chained ``rosenbrock(_:)`` in −2 ≤ xᵢ ≤ 1: the minimizer (1, …, 1), with f = 0, lies in a corner of the box,
  /// where every bound is active and every multiplier is 0.
  public static func degenerateRosenbrock(_ n: Int) -> TestProblem {
    let chained = rosenbrock(n)
    return chained.bounded(
      "Degenerate Rosenbrock \(n)", source: "Nadir: chained Rosenbrock with degenerate bounds",
      by: Box(lower: [Double](repeating: -2, count: n), upper: [Double](repeating: 1, count: n)), minimum: 0,
      minimizers: [[Double](repeating: 1, count: n)], features: chained.features)
  }

  /// ``wood`` with −10 ≤ xᵢ ≤ 10 and x₁ ≤ ½, the one active bound; f = 0.570139683664….
  ///
  /// With x₁ = ½ the other coordinates are free, and Newton's method in sixty digits gives (½, 0.25411…, 1.31074…,
  /// 1.71937…). There ∂f/∂x₁ = −1.823… < 0 at an upper bound and the hessian of the free coordinates is positive
  /// definite (its eigenvalues lie between 16 and 1421), so that the point is a strict local minimizer; no lower value
  /// came from 400 random starts of another library's L-BFGS-B, which ended here or at a local minimum of 5.7425.
  public static let boundedWood = wood.bounded(
    "Bounded Wood", source: "Nadir: Wood with one active bound",
    by: Box(lower: [Double](repeating: -10, count: 4), upper: [0.5, 10, 10, 10]), minimum: 0.5701396836644904,
    minimizers: [[0.5, 0.2541159079087585, 1.310748082729024, 1.7193776302268373]], features: .multimodal)

  /// ``wood`` with −10 ≤ xᵢ ≤ 0: the minimizer is the corner at the origin, with every upper bound active and f = 42.
  ///
  /// For x ≤ 0 both (1 − x₁)² and (1 − x₃)² are at least 1 and, with u = x₂ − 1 and v = x₄ − 1 at most −1, the terms
  /// 10.1(u² + v²) + 19.8uv of f are at least 40; all of that is attained at the origin alone.
  public static let cornerWood = wood.bounded(
    "Corner Wood", source: "Nadir: Wood with all bounds active",
    by: Box(lower: [Double](repeating: -10, count: 4), upper: [Double](repeating: 0, count: 4)), minimum: 42,
    minimizers: [[0, 0, 0, 0]])
}
