import NadirProblems
import Testing

/// A value as published, with the error that its last digit leaves.
struct Published: CustomTestStringConvertible {
  let problem: TestProblem
  let value: Double
  let error: Double

  init(_ problem: TestProblem, _ value: Double, error: Double? = nil) {
    self.problem = problem
    self.value = value
    self.error = error ?? 1e-12 * value.magnitude
  }

  var testDescription: String { "\(problem.name): \(value)" }
}

/// The values that the collections, and the output of their programs, give.
@Suite struct PublishedValueTests {
  /// Exact by hand where no error is given; else the squares of the initial norms in MINPACK's own test output
  /// (Moré, Garbow & Hillstrom 1980, User guide for MINPACK-1, ANL-80-74), and for the Gaussian, Biggs EXP6, Gulf,
  /// Penalty II and the last digits of Brown–Dennis an independent program. Chebyquad 11 and the linear problems with
  /// more than 5 coordinates are as in programs of the problems of Moré & Wild 2009, doi:10.1137/080724083.
  static let startValues = [
    Published(TestProblems.rosenbrock(2), 24.2), Published(TestProblems.extendedRosenbrock(6), 72.6),
    Published(TestProblems.freudensteinRoth, 400.5), Published(TestProblems.beale, 14.203125),
    Published(TestProblems.brownBadlyScaled, 999_998_000_002.999996), Published(TestProblems.helicalValley, 2_500),
    Published(TestProblems.powellSingular, 215), Published(TestProblems.extendedPowellSingular(8), 430),
    Published(TestProblems.wood, 19_192), Published(TestProblems.watson(6), 30),
    Published(TestProblems.watson(9), 30), Published(TestProblems.himmelblau, 170),
    Published(TestProblems.jennrichSampson, 4171.306, error: 1e-3), Published(TestProblems.bard, 41.6817, error: 5e-5),
    Published(TestProblems.gaussian, 3.88811e-6, error: 5e-12),
    Published(TestProblems.meyer, 1.693608e9, error: 5e2), Published(TestProblems.box3D, 1031.154, error: 1e-3),
    Published(TestProblems.kowalikOsborne, 5.313172e-3, error: 1e-9),
    Published(TestProblems.brownDennis, 7_926_693.336997, error: 1e-5),
    Published(TestProblems.osborne1, 0.879026, error: 1e-6), Published(TestProblems.biggsEXP6, 0.779070, error: 1e-6),
    Published(TestProblems.osborne2, 2.093420, error: 1e-6),
    Published(TestProblems.brownAlmostLinear(10), 273.248, error: 1e-3),
    Published(TestProblems.variablyDimensioned(10), 2_198_551.1625), Published(TestProblems.mckinnon(), 8),
    Published(TestProblems.gulf, 12.11070582556949), Published(TestProblems.penaltyII(4), 2.3400088054630244),
    Published(TestProblems.penaltyII(10), 162.65277656596712),
    Published(TestProblems.discreteBoundaryValue(10), 7.885191e-4, error: 1e-10),
    Published(TestProblems.discreteIntegralEquation(1), 1.6366005e-2, error: 1e-8),
    Published(TestProblems.discreteIntegralEquation(10), 6.3416842e-2, error: 1e-8),
    Published(TestProblems.broydenTridiagonal(10), 21), Published(TestProblems.broydenBanded(10), 360),
    Published(TestProblems.linearFullRank(5, residuals: 10), 25),
    Published(TestProblems.linearFullRank(5, residuals: 50), 65),
    Published(TestProblems.linearRank1(5, residuals: 10), 84_985),
    Published(TestProblems.linearRank1(5, residuals: 50), 9_619_925),
    Published(TestProblems.linearRank1WithZeros(5, residuals: 10), 15_886),
    Published(TestProblems.linearRank1WithZeros(5, residuals: 50), 3_058_826),
    Published(TestProblems.chebyquad(5), 5.0943453e-2, error: 1e-8),
    Published(TestProblems.chebyquad(6), 4.6428172e-2, error: 1e-8),
    Published(TestProblems.chebyquad(7), 3.3770638e-2, error: 1e-8),
    Published(TestProblems.chebyquad(8), 3.8617698e-2, error: 1e-8),
    Published(TestProblems.chebyquad(9), 2.8882980e-2, error: 1e-8),
    Published(TestProblems.chebyquad(10), 3.3763265e-2, error: 1e-8),
    Published(TestProblems.chebyquad(11), 2.674060e-2, error: 1e-8),
    Published(TestProblems.linearFullRank(9, residuals: 45), 72),
    Published(TestProblems.linearRank1(7, residuals: 35), 1.165420e7, error: 5e1),
    // Hock & Schittkowski 1981; HS2 and HS45 start outside their bounds and are evaluated below.
    Published(TestProblems.hs1, 909), Published(TestProblems.hs3, 1.00081), Published(TestProblems.hs5, 1),
    Published(TestProblems.hs4, 3.323568, error: 5e-7), Published(TestProblems.hs25, 32.835, error: 1e-8),
    Published(TestProblems.hs38, 19_192), Published(TestProblems.hs110, -43.134337, error: 5e-7),
  ]

  @Test(arguments: startValues)
  func startValueIsAsPublished(_ published: Published) {
    let value = published.problem.value(published.problem.start)
    #expect(abs(value - published.value) <= published.error, "f = \(value)")
  }

  /// The initial norms of the residuals from the far starts, again from MINPACK's own test output.
  static let farNorms = [
    Published(TestProblems.rosenbrock(2).started(at: 10), 1.3400631e3, error: 5e-5),
    Published(TestProblems.rosenbrock(2).started(at: 100), 1.4300005e5, error: 5e-3),
    Published(TestProblems.helicalValley.started(at: 10), 1.0295630e2, error: 5e-6),
    Published(TestProblems.powellSingular.started(at: 100), 1.2688790e5, error: 5e-3),
    Published(TestProblems.freudensteinRoth.started(at: 10), 1.2432834e4, error: 5e-4),
    Published(TestProblems.bard.started(at: 100), 3.8411468e2, error: 5e-6),
    Published(TestProblems.kowalikOsborne.started(at: 10), 2.9793701, error: 5e-8),
    Published(TestProblems.meyer.started(at: 10), 4.1682169e6, error: 5e-2),
    Published(TestProblems.watson(6).started(at: 10), 6.4331258e3, error: 5e-5),
    Published(TestProblems.watson(9).started(at: 100), 1.2691093e6, error: 5e-2),
    Published(TestProblems.watson(12).started(at: 10), 1.9220759e4, error: 5e-4),
    Published(TestProblems.brownDennis.started(at: 100), 6.1211252e7, error: 5e-1),
    Published(TestProblems.brownAlmostLinear(10).started(at: 10), 9.765624e6, error: 5e-1),
    Published(TestProblems.discreteBoundaryValue(10).started(at: 10), 5.2555258e-1, error: 5e-9),
    Published(TestProblems.discreteBoundaryValue(10).started(at: 100), 1.0657390e2, error: 5e-6),
    Published(TestProblems.discreteIntegralEquation(10).started(at: 100), 1.2693089e3, error: 5e-5),
    Published(TestProblems.broydenTridiagonal(10).started(at: 10), 6.3910093e2, error: 5e-6),
    Published(TestProblems.broydenBanded(10).started(at: 10), 1.7130922e4, error: 5e-4),
    Published(TestProblems.broydenBanded(10).started(at: 100), 1.5949860e7, error: 5e-1),
    Published(TestProblems.chebyquad(5).started(at: 100), 5.6361303e11, error: 5e3),
    Published(TestProblems.chebyquad(7).started(at: 10), 4.2693282e9, error: 5e1),
  ]

  @Test(arguments: farNorms)
  func farStartNormIsAsPublished(_ published: Published) {
    let norm = published.problem.value(published.problem.start).squareRoot()
    #expect(abs(norm - published.value) <= published.error, "‖r‖ = \(norm)")
  }

  @Test func farStartsAreMultiplesOfTheStart() {
    let far = TestProblems.osborne1.started(at: 10)
    #expect(far.start == TestProblems.osborne1.start.map { 10 * $0 } && far.name == "Osborne 1, start × 10.0")
    #expect(TestProblems.watson(6).started(at: 100).start == [Double](repeating: 100, count: 6))
    #expect(TestProblems.watson(6).started(at: 1).start == [Double](repeating: 0, count: 6))
    #expect(TestProblems.hs4.started(at: -10).start == [1, 0])
    #expect(TestProblems.mckinnon().initialSimplex != nil)
    #expect(TestProblems.mckinnon().started(at: 10).initialSimplex == nil)
  }

  static let minima = [
    Published(TestProblems.jennrichSampson, 124.362, error: 5e-4),
    Published(TestProblems.bard, 8.21487e-3, error: 1e-8),
    Published(TestProblems.gaussian, 1.12793e-8, error: 1e-13), Published(TestProblems.meyer, 87.9458, error: 1e-4),
    Published(TestProblems.kowalikOsborne, 3.07505e-4, error: 1e-9),
    Published(TestProblems.brownDennis, 85822.2, error: 5e-2),
    Published(TestProblems.osborne1, 5.46489e-5, error: 1e-10),
    Published(TestProblems.osborne2, 4.01377e-2, error: 1e-7),
    Published(TestProblems.watson(6), 2.28767e-3, error: 1e-8),
    Published(TestProblems.watson(9), 1.39976e-6, error: 1e-11),
    Published(TestProblems.penaltyI(4), 2.24997e-5, error: 1e-10),
    Published(TestProblems.penaltyI(10), 7.08765e-5, error: 1e-10),
    Published(TestProblems.penaltyII(4), 9.37629e-6, error: 1e-11),
    Published(TestProblems.penaltyII(10), 2.93660e-4, error: 1e-9),
    Published(TestProblems.watson(12), 4.72238e-10, error: 1e-15),
    Published(TestProblems.linearRank1(5, residuals: 10), 2.14285714, error: 1e-8),
    Published(TestProblems.linearRank1(5, residuals: 50), 12.128713, error: 1e-6),
    Published(TestProblems.linearRank1WithZeros(5, residuals: 10), 3.6470588, error: 1e-7),
    Published(TestProblems.linearRank1WithZeros(5, residuals: 50), 13.628866, error: 1e-6),
    Published(TestProblems.linearFullRank(9, residuals: 45), 36),
    Published(TestProblems.linearRank1(7, residuals: 35), 8.380282, error: 5e-7),
    Published(TestProblems.chebyquad(8), 3.51687e-3, error: 1e-8),
    Published(TestProblems.chebyquad(10), 4.772714e-3, error: 5e-10),
    Published(TestProblems.chebyquad(11), 2.799762e-3, error: 5e-10),
    Published(TestProblems.trid(6), -50), Published(TestProblems.trid(10), -210),
    Published(TestProblems.mckinnon(), -0.25),
    Published(TestProblems.hs2, 0.0504261879, error: 1e-10), Published(TestProblems.hs4, 8.0 / 3),
    Published(TestProblems.hs5, -1.913222955, error: 5e-10), Published(TestProblems.hs45, 1),
    Published(TestProblems.hs110, -45.77846971, error: 5e-9),
  ]

  @Test(arguments: minima)
  func minimumIsAsPublished(_ published: Published) {
    #expect(abs(published.problem.minimum - published.value) <= published.error)
  }

  @Test func localMinimaAreAsPublished() {
    #expect(abs(TestProblems.freudensteinRoth.value([11.412778986902094, -0.8968052532744765]) - 48.9842) < 1e-4)
    #expect(abs(TestProblems.hs2.value([-1.2210262421071016, 1.5]) - 4.941229318) < 5e-10)
    #expect(abs(TestProblems.bard.value([0.8406, -1e8, -1e8]) - 17.4286) < 1e-4)
    #expect(abs(TestProblems.brownAlmostLinear(5).value([0, 0, 0, 0, 6]) - 1) < 1e-15)
    let half = [0.0596199005358127, 0.16670828183586142, 0.2391706589426085, 0.3988842923060445, 0.3988842923060445]
    let chebyquad = TestProblems.chebyquad(10)
    let symmetric = half + half.map { 1 - $0 }
    #expect(abs(chebyquad.value(symmetric) - 6.50395e-3) < 1e-8)
    #expect(chebyquad.gradient(symmetric).allSatisfy { abs($0) < 1e-14 })
  }

  @Test func startsPublishedOutsideTheirBoundsAreProjected() {
    #expect(TestProblems.hs2.value([-2, 1]) == 909)
    #expect(TestProblems.hs2.start == [-2, 1.5])
    #expect(abs(TestProblems.hs45.value([2, 2, 2, 2, 2]) - (2 - 32.0 / 120)) < 1e-15)
    #expect(TestProblems.hs45.start == [1, 2, 2, 2, 2])
  }

  /// v² = v/4 + 1/2 for both λ, so that inner contractions carry the vertex (λ₁ᵏ, λ₂ᵏ) to (λ₁ᵏ⁺², λ₂ᵏ⁺²).
  @Test func mckinnonSimplexRepeatsInnerContractions() throws {
    let problem = TestProblems.mckinnon()
    let simplex = try #require(problem.initialSimplex)
    #expect(simplex.count == 3 && simplex[0] == problem.start)
    let best = simplex[1]
    var (worst, middle) = (simplex[0], simplex[2])
    for _ in 0..<30 {
      let centroid = [0, 1].map { (best[$0] + middle[$0]) / 2 }
      let reflected = [0, 1].map { 2 * centroid[$0] - worst[$0] }
      let contracted = [0, 1].map { (centroid[$0] + worst[$0]) / 2 }
      #expect(problem.value(best) < problem.value(middle) && problem.value(middle) < problem.value(worst))
      #expect(problem.value(reflected) >= problem.value(worst))
      #expect(problem.value(contracted) < problem.value(worst))
      (worst, middle) = (middle, contracted)
    }
    #expect(abs(middle[0]) < 0.01 && abs(middle[1]) < 0.01)
  }
}
