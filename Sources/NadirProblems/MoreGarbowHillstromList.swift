extension TestProblems {
  /// The 35 problems of Moré, Garbow & Hillstrom 1981, Testing Unconstrained Optimization Software, ACM Trans. Math.
  /// Softw. 7, 17–41, doi:10.1145/355934.355936, in their order, from the published starts.
  ///
  /// Where the dimension can be chosen it is one that the paper gives a minimum for, or that of the test programs of
  /// MINPACK (ANL-80-74), or, for the linear problems and Chebyquad from n = 6, of the 53 least-squares problems of Moré
  /// & Wild 2009, Benchmarking Derivative-Free Optimization Algorithms, SIAM J. Optim. 20, 172–191,
  /// doi:10.1137/080724083; the two extended functions are in 6 and 8 coordinates. Both programs run many of them from
  /// ``TestProblem/started(at:)`` 10 as well, and MINPACK from 100; Moré & Wild take Watson's function from multiples of
  /// (½, …, ½), not from the origin.
  public static let moreGarbowHillstrom: [TestProblem] = [
    rosenbrock(2), freudensteinRoth, powellBadlyScaled, brownBadlyScaled, beale, jennrichSampson, helicalValley, bard,
    gaussian, meyer, gulf, box3D, powellSingular, wood, kowalikOsborne, brownDennis, osborne1, biggsEXP6, osborne2,
    watson(6), watson(9), watson(12), extendedRosenbrock(6), extendedPowellSingular(8), penaltyI(4), penaltyI(10),
    penaltyII(4), penaltyII(10), variablyDimensioned(10), trigonometric(10), brownAlmostLinear(10),
    discreteBoundaryValue(10), discreteIntegralEquation(10), broydenTridiagonal(10), broydenBanded(10),
    linearFullRank(9, residuals: 45), linearRank1(7, residuals: 35), linearRank1WithZeros(7, residuals: 35),
    chebyquad(5), chebyquad(6), chebyquad(7), chebyquad(8), chebyquad(9), chebyquad(10), chebyquad(11),
  ]
}
