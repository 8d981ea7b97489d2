import NadirDerivatives
import NadirEvaluation
import NadirProblems
import Testing
import _TestSupport

@testable import NadirAlgorithms

@Suite struct TrustRegionReflectiveTests {
  /// The published minima are reached from the published starts, with given Jacobians and with differences.
  @Test(arguments: TestProblems.leastSquares) func publishedMinimaAreReached(_ problem: TestProblem) async {
    for gives in [[.value, .residuals], [.value, .residuals, .jacobian]] as [Demand] {
      let result = await solve(problem, using: TrustRegionReflective(), giving: gives)
      #expect(result.termination.isConverged, "\(result)")
      let isKnown = abs(result.value - problem.minimum) <= 1e-6 * problem.minimum + 1e-12
      #expect(isKnown || problem.features.contains(.multimodal), "\(result.value), not \(problem.minimum)")
    }
  }

  /// With LSMR, which ends early, badly scaled problems take too long.
  @Test(arguments: TestProblems.leastSquares) func publishedMinimaAreReachedByLSMR(_ problem: TestProblem) async {
    let result = await solve(
      problem, using: TrustRegionReflective(steps: .lsmr), giving: [.value, .residuals, .jacobian])
    let isKnown = result.value - problem.minimum <= 1e-4 * problem.minimum + 1e-10
    #expect(isKnown || !problem.features.isDisjoint(with: [.multimodal, .badlyScaled]), "\(result)")
  }

  /// SciPy 1.17.1, `least_squares(…, method="trf", x_scale="jac")` with tolerances of 1e-8 and the given Jacobian.
  @Test(arguments: [
    (TestProblems.rosenbrock(2), 13), (TestProblems.wood, 67), (TestProblems.bard, 6),
    (TestProblems.kowalikOsborne, 24), (TestProblems.hs1, 12), (TestProblems.hs2, 9), (TestProblems.hs38, 67),
    (TestProblems.boundedRosenbrock(2), 18), (TestProblems.boundedRosenbrock(6), 18),
    (TestProblems.degenerateRosenbrock(4), 39), (TestProblems.cornerWood, 12),
  ])
  func takesAboutAsManyEvaluationsAsAnotherProgram(_ problem: TestProblem, _ others: Int) async {
    let result = await solve(problem, using: TrustRegionReflective(), giving: [.value, .residuals, .jacobian])
    #expect(result.termination.isConverged)
    #expect(result.counts.evaluations <= others + others / 2, "\(result.counts.evaluations), not \(others)")
  }

  /// Points between which the method moves lie strictly inside the box, though the start need not.
  @Test(arguments: TestProblems.bounded.filter { $0.residuals != nil })
  func iteratesAreStrictlyInside(_ problem: TestProblem) async throws {
    let recorder = RecordingEvaluator(problem)
    let oracle = Oracle(
      evaluator: recorder, provides: [.value, .residuals, .jacobian], box: problem.box,
      budget: Budget(evaluations: 500), differences: Differences.forward, elapsed: { .zero })
    var state: TrustRegionReflective.State?
    _ = try await TrustRegionReflective(tolerances: Tolerances(gradient: 1e-6)).drive(
      &state, from: problem.start, asking: oracle, iterations: nil, watch: nil)
    let onBound = recorder.points.dropFirst().filter { point in
      point.indices.contains { i in
        (point[i] == problem.box.lower[i] || point[i] == problem.box.upper[i]) && point[i] != problem.start[i]
      }
    }
    #expect(onBound.isEmpty, "\(onBound)")
  }

  /// Without bounds the steps are those of Levenberg and Marquardt.
  @Test func withoutBoundsItIsTheMethodOfLevenbergAndMarquardt() async {
    for problem in [TestProblems.rosenbrock(2), TestProblems.bard, TestProblems.kowalikOsborne] {
      let gives: Demand = [.value, .residuals, .jacobian]
      let result = await solve(problem, using: TrustRegionReflective(), giving: gives)
      let expected = await solve(problem, using: LevenbergMarquardt(), giving: gives)
      #expect(result.counts.evaluations == expected.counts.evaluations)
    }
  }

  @Test func itIsTheChoiceForResidualsWithBounds() {
    let features = ProblemFeatures(dimension: 2, hasBounds: true, provides: [.value, .residuals])
    #expect(Automatic().algorithm(for: features) is TrustRegionReflective)
    #expect(AlgorithmCatalog.named("SciPy-LS-TRF") is TrustRegionReflective)
    #expect(AlgorithmCatalog.named("lsqnonlin") is TrustRegionReflective)
  }
}
