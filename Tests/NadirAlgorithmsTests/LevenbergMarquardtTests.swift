import NadirAlgorithms
import NadirDerivatives
import NadirEvaluation
import NadirProblems
import Testing
import _TestSupport

@Suite struct LevenbergMarquardtTests {
  /// The published minima are reached from the published starts, with given Jacobians and with differences.
  @Test(arguments: TestProblems.leastSquares) func publishedMinimaAreReached(_ problem: TestProblem) async {
    for gives in [[.value, .residuals], [.value, .residuals, .jacobian]] as [Demand] {
      let result = await solve(problem, using: LevenbergMarquardt(), giving: gives)
      #expect(result.termination.isConverged, "\(result)")
      let isKnown = abs(result.value - problem.minimum) <= 1e-6 * problem.minimum + 1e-12
      #expect(isKnown || problem.features.contains(.multimodal), "\(result.value), not \(problem.minimum)")
    }
  }
}
