import NadirDerivatives
import NadirEvaluation
import NadirProblems
import NadirScalars
import Testing
import _TestSupport

@testable import NadirAlgorithms

/// A function on top of a constant.
private struct Raised: TestFunction {
  let function: any TestFunction
  let offset: Double

  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number { Number(offset) + function(x) }
}

private struct Slope: TestFunction {
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number { x[0] + x[1] }
}

/// BFGS and L-BFGS-B on the published problems.
@Suite struct LineSearchMethodTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var algorithm: any Algorithm
    var problem: TestProblem
    var testDescription: String { "\(type(of: algorithm).traits.name) on \(problem.name)" }
  }

  static let tight = Tolerances(value: 0, gradient: 1e-7)
  static let cases = [BFGS(tolerances: tight) as any Algorithm, LBFGSB(tolerances: tight)].flatMap { algorithm in
    let takesBounds = type(of: algorithm).traits.handlesBounds
    return (TestProblems.smooth + (takesBounds ? TestProblems.bounded : []))
      .map { Case(algorithm: algorithm, problem: $0) }
  }

  @Test(arguments: cases) func reachesAMinimum(_ subject: Case) async {
    func check(_ algorithm: some Algorithm) async {
      let problem = subject.problem
      let result = await solve(problem, using: algorithm, giving: [.value, .gradient])
      #expect(result.termination.isConverged, "\(result)")
      let stationarity = problem.box.projectedGradientNorm(problem.gradient(result.point), at: result.point)
      // On the worst scaled problems the gradient is large wherever the value can no longer be told from the minimum.
      let isMinimal = result.value - problem.minimum <= 1e-9 * max(1, abs(problem.minimum))
      #expect(
        isMinimal || stationarity <= 1e-3 * max(1, abs(result.value)), "projected gradient \(stationarity), \(result)")
    }
    await check(subject.algorithm)
  }

  /// Close to a minimum, on top of a large constant, no decrease can be seen any more; that is no failure.
  @Test(arguments: [0, 1, 1e6, 1e12], [BFGS() as any Algorithm, LBFGSB()])
  func aGoodPointIsNeverAnAbnormalEnding(_ offset: Double, _ algorithm: any Algorithm) async {
    func check(_ algorithm: some Algorithm) async {
      var generator = SeededGenerator(seed: 7)
      for _ in 0..<20 {
        let n = Int.random(in: 1...6, using: &generator)
        let quadratic = TestProblems.quadratic(n, condition: 1e3)
        let start = quadratic.start.map { $0 * Double.random(in: 1e-9...1e-6, using: &generator) }
        let near = TestProblem(
          "near a minimum", source: "seed 7", start: start, minimum: offset, minimizers: [],
          function: Raised(function: quadratic.function, offset: offset), gradient: quadratic.gradient)
        for gives in [Demand.value, [.value, .gradient]] {
          let result = await solve(near, using: algorithm, giving: gives)
          #expect(result.termination.isConverged, "seed 7, n = \(n), giving \(gives.rawValue): \(result)")
        }
      }
    }
    await check(algorithm)
  }

  /// The published code stops on Rosenbrock's function after about 45 evaluations (SciPy 1.17.1: 44 with the gradient).
  @Test func takesAboutThePublishedNumberOfEvaluations() async {
    let result = await solve(TestProblems.rosenbrock(2), using: LBFGSB(), giving: [.value, .gradient])
    #expect((35...55).contains(result.counts.evaluations))
    #expect(result.value < 1e-9)
  }

  @Test func aDifferenceGradientIsOneRound() async {
    let result = await solve(TestProblems.sphere(9), using: LBFGSB())
    #expect(result.counts.evaluations == 10 * result.counts.rounds)
    let central = await solve(TestProblems.sphere(9), using: LBFGSB(), differences: .central)
    #expect(central.counts.evaluations == 19 * central.counts.rounds)
  }

  @Test func aFallWithoutEndEndsTheRun() async {
    let slope = TestProblem(
      "a slope", source: "x", start: [0, 0], minimum: -.infinity, function: Slope(), gradient: { _ in [1, 1] })
    for algorithm in [BFGS() as any Algorithm, LBFGSB()] {
      func check(_ algorithm: some Algorithm) async {
        let result = await solve(slope, using: algorithm, giving: [.value, .gradient])
        #expect(result.termination == .failed(.noDecrease) || result.termination == .stopped(.evaluations))
        #expect(result.value < -1e10)
      }
      await check(algorithm)
    }
  }
}
