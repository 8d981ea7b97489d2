/// Published test problems: each a function of its sizes or parameters, grouped in files by where they come from.
public enum TestProblems {
  /// Problems without bounds, in at most eleven coordinates.
  public static let smooth: [TestProblem] = [
    sphere(5), quadratic(6, condition: 1_000), trid(6), rosenbrock(2), rosenbrock(5), himmelblau, mckinnon(),
    freudensteinRoth, powellBadlyScaled, brownBadlyScaled, beale, jennrichSampson, helicalValley, bard, gaussian, meyer,
    box3D, powellSingular, wood, kowalikOsborne, brownDennis, osborne1, biggsEXP6, osborne2, watson(6), watson(9),
    extendedRosenbrock(6), extendedPowellSingular(8), penaltyI(4), penaltyI(10), variablyDimensioned(6),
    trigonometric(5), brownAlmostLinear(5), broydenTridiagonal(6), discreteBoundaryValue(10), broydenBanded(10),
    chebyquad(5),
  ]

  /// Problems with bounds and no other constraints.
  public static let bounded: [TestProblem] = [
    hs1, hs2, hs3, hs4, hs5, hs25, hs38, hs45, hs110, boundedRosenbrock(2), boundedRosenbrock(6),
    degenerateRosenbrock(4), boundedWood, cornerWood,
  ]

  /// The problems of ``smooth`` and ``moreGarbowHillstrom`` that are sums of squares: none has bounds.
  public static let leastSquares: [TestProblem] = {
    let names = Set(smooth.map(\.name))
    return (smooth + moreGarbowHillstrom.filter { !names.contains($0.name) }).filter { $0.residuals != nil }
  }()
}
