import NadirEvaluation
import NadirProblems
import NadirScalars
import Testing
import _TestSupport

@testable import NadirAlgorithms

/// A function in steps, which has no derivatives to carry on.
private struct Jump: TestFunction {
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
    let (a, b) = ((x[0].value * 1e6).rounded(), (x[1].value * 1e6).rounded())
    return Number(a.truncatingRemainder(dividingBy: 7) + b.magnitude)
  }
}

@Suite struct NelderMeadTests {
  /// SciPy 1.17.1, `minimize(rosen, [-1.2, 1], method="Nelder-Mead")`: 159 evaluations. For n = 2 the adaptive
  /// coefficients are the classical ones, so the trajectories are the same.
  @Test func takesThePublishedNumberOfEvaluations() async {
    let result = await solve(TestProblems.rosenbrock(2), using: NelderMead())
    #expect(result.counts.evaluations == 159)
    #expect(result.termination == .converged(.simplex))
  }

  /// From McKinnon's simplex the classical method contracts for ever towards (0, 0), where the gradient is (0, 1).
  @Test func noticesTheCollapseOnMcKinnonsFunction() async throws {
    let problem = TestProblems.mckinnon()
    let vertices = try #require(problem.initialSimplex)
    let simplex = InitialSimplex.points(Array(vertices.dropFirst()))

    let blind = await solve(problem, using: NelderMead(initialSimplex: simplex, maximumRestarts: 0))
    #expect(blind.value > -0.1, "without restarts it stops short of the minimum, where McKinnon says")

    let result = await solve(problem, using: NelderMead(initialSimplex: simplex))
    #expect(abs(result.value - problem.minimum) < 1e-3)
    #expect(result.termination == .converged(.simplex))
  }

  @Test(arguments: [
    InitialSimplex.coordinateSteps(), .coordinateSteps(relative: 0.5, zero: 0.1), .regular(edge: 0.3),
    .points([[-1, 1], [-1.2, 1.3]]),
  ])
  func convergesFromEverySimplex(_ simplex: InitialSimplex) async {
    let result = await solve(
      TestProblems.rosenbrock(2), using: NelderMead(initialSimplex: simplex, tolerances: Tolerances(value: 1e-8)))
    #expect(result.value < 1e-6)
  }

  @Test(arguments: 1...8) func minimizesSpheres(_ n: Int) async {
    let result = await solve(
      TestProblems.sphere(n), using: NelderMead(tolerances: Tolerances(value: 1e-9, step: 1e-5)))
    #expect(result.value < 1e-6)
    #expect(result.termination == .converged(.simplex))
  }

  /// Values that jump keep the value test from ever holding; the simplex shrinks to the spacing of numbers and stops.
  @Test func endsWhereValuesJump() async {
    let jump = TestProblem(
      "jump", source: "a step", start: [1, 1], minimum: 0, function: Jump(), gradient: { _ in [0, 0] })
    let result = await solve(jump, using: NelderMead(), evaluations: 200_000)
    #expect(result.termination.isConverged)
  }

  @Test func refusesOptionsThatCannotWork() {
    let wrong: [NelderMead] = [
      NelderMead(coefficients: .custom(reflection: 0, expansion: 2, contraction: 0.5, shrinkage: 0.5)),
      NelderMead(coefficients: .custom(reflection: 1, expansion: 1, contraction: 0.5, shrinkage: 0.5)),
      NelderMead(coefficients: .custom(reflection: 1, expansion: 2, contraction: 1, shrinkage: 0.5)),
      NelderMead(coefficients: .custom(reflection: 1, expansion: 2, contraction: 0.5, shrinkage: 0)),
      NelderMead(initialSimplex: .regular(edge: 0)),
      NelderMead(initialSimplex: .points([[1, 2]])),
      NelderMead(initialSimplex: .coordinateSteps(relative: .nan)),
    ]
    for algorithm in wrong {
      #expect(throws: InvalidArgument.self) { try algorithm.validate(dimension: 2) }
    }
  }
}
