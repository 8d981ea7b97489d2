import NadirDerivatives
import NadirEvaluation
import NadirLinear
import NadirProblems
import Testing
import _TestSupport

@testable import NadirAlgorithms

@Suite struct DoglegTests {
  /// The published minima are reached from the published starts, with given Jacobians and with differences.
  @Test(arguments: TestProblems.leastSquares) func publishedMinimaAreReached(_ problem: TestProblem) async {
    for gives in [[.value, .residuals], [.value, .residuals, .jacobian]] as [Demand] {
      let result = await solve(problem, using: Dogleg(), giving: gives)
      #expect(result.termination.isConverged, "\(result)")
      let isKnown = abs(result.value - problem.minimum) <= 1e-6 * problem.minimum + 1e-12
      #expect(isKnown || problem.features.contains(.multimodal), "\(result.value), not \(problem.minimum)")
    }
  }

  /// SciPy 1.17.1, `least_squares(…, method="dogbox", x_scale="jac")` with tolerances of 1e-8 and the given Jacobian.
  @Test(arguments: [
    (TestProblems.rosenbrock(2), 16), (TestProblems.wood, 66), (TestProblems.bard, 6),
    (TestProblems.kowalikOsborne, 22), (TestProblems.hs2, 6), (TestProblems.hs38, 66),
    (TestProblems.boundedRosenbrock(2), 11), (TestProblems.boundedRosenbrock(6), 11),
    (TestProblems.degenerateRosenbrock(4), 24), (TestProblems.boundedWood, 66), (TestProblems.cornerWood, 8),
  ])
  func takesAboutAsManyEvaluationsAsAnotherProgram(_ problem: TestProblem, _ others: Int) async {
    let result = await solve(problem, using: Dogleg(), giving: [.value, .residuals, .jacobian])
    #expect(result.termination.isConverged)
    #expect(result.counts.evaluations <= others + others / 2, "\(result.counts.evaluations), not \(others)")
  }

  private let model = ResidualModel(
    at: [0, 0], value: 5, residuals: [-2, -1], jacobian: Matrix(rowCount: 2, elements: [1, 0, 0, 0.5]))

  /// In a wide region the path ends at the step of Gauss and Newton; in a narrow one on its rim.
  @Test func pathsEndAtTheRim() {
    let whole = DoglegPath(model, units: [1, 1], radius: 10, in: .unbounded(2))
    #expect(maximumNorm(difference(whole.step, [2, 2])) < 1e-14 && !whole.endsAtRim)
    let first = DoglegPath(model, units: [1, 1], radius: 0.5, in: .unbounded(2))
    #expect(maximumNorm(difference(first.step, [0.5, 0.125])) < 1e-14 && first.endsAtRim)
  }

  /// A bound near the start holds its coordinate, and the other goes on; the gradient holds one that is on its bound.
  @Test func pathsGoOnAlongBounds() {
    for bound in [1e-3, 0] {
      let path = DoglegPath(
        model, units: [1, 1], radius: 10, in: Box(lower: [-1, -1], upper: [bound, .infinity]))
      #expect(maximumNorm(difference(path.step, [bound, 2])) < 1e-14, "\(path.step)")
      let image = model.jacobian * path.step
      #expect((path.imageNorm - euclideanNorm(image)).magnitude < 1e-15)
    }
  }

  /// Where columns depend on one another the step of Gauss and Newton is the shortest.
  @Test func stepsOfDependentColumnsAreTheShortest() {
    let dependent = ResidualModel(
      at: [0, 0], value: 8, residuals: [-2, -2], jacobian: Matrix(rowCount: 2, columnCount: 2, repeating: 1))
    let path = DoglegPath(dependent, units: [1, 1], radius: 100, in: .unbounded(2))
    #expect(maximumNorm(difference(path.step, [1, 1])) < 1e-14)
  }

  @Test func peersNamesAreKnown() {
    #expect(AlgorithmCatalog.named("scipy_ls_dogbox") is Dogleg)
    #expect(AlgorithmCatalog.named("Gauss-Newton") is Dogleg)
  }
}
