import NadirAlgorithms
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import NadirProblems
import Testing
import _TestSupport

@Suite struct LevenbergMarquardtTests {
  /// Minima above the smallest that Moré, Garbow & Hillstrom (doi:10.1145/355934.355936) publish, too, and that MINPACK
  /// reaches from the standard starts.
  static let localMinima = [
    "Freudenstein–Roth": 48.98425, "Trigonometric 10": 2.79506e-5, "Chebyquad 10": 6.50395e-3,
    "Brown almost-linear 10": 1,
  ]

  private func isPublished(_ value: Double, of problem: TestProblem) -> Bool {
    if abs(value - problem.minimum) <= 1e-6 * problem.minimum + 1e-12 { return true }
    return Self.localMinima[problem.name].map { abs(value / $0 - 1) < 1e-5 } ?? false
  }

  /// A published minimum is reached from the published start, with given Jacobians, automatic ones and differences.
  @Test(arguments: TestProblems.leastSquares) func publishedMinimaAreReached(_ problem: TestProblem) async throws {
    let map = try #require(problem.map)
    let automatic = RecordingEvaluator { x, _ in
      func both(_ map: some TestMap) throws -> (value: [Double], jacobian: Matrix) {
        try Forward.valueAndJacobian(at: x, of: map)
      }
      let (residuals, jacobian) = try both(map)
      return Evaluation(residuals: residuals, jacobian: jacobian)
    }
    let forms: [(RecordingEvaluator, Demand)] = [
      (RecordingEvaluator(problem), .residuals), (RecordingEvaluator(problem), [.residuals, .jacobian]),
      (automatic, [.residuals, .jacobian]),
    ]
    for algorithm in [LevenbergMarquardt(), .init(trials: 5), .init(acceleration: 0.75)] {
      for (evaluator, provides) in forms {
        let oracle = Oracle(
          evaluator: evaluator, provides: provides, box: problem.box, budget: Budget(evaluations: 20_000),
          differences: Differences.forward, elapsed: { .zero })
        let result = await solve(from: problem.start, using: algorithm, asking: oracle)
        // Where all residuals vanish, differences go on below any size that matters.
        #expect(
          result.termination.isConverged || result.value < 1e-30, "\(algorithm), \(provides.rawValue): \(result)")
        #expect(isPublished(result.value, of: problem), "\(result.value), not \(problem.minimum)")
      }
    }
  }

  /// MINPACK's lmder takes 21 evaluations of Rosenbrock's residuals, 126 of Meyer's and 6 of Bard's, as it prints itself.
  @Test func takesAboutThePublishedNumberOfEvaluations() async {
    for (problem, published) in [(TestProblems.rosenbrock(2), 21), (TestProblems.meyer, 126), (TestProblems.bard, 6)] {
      let result = await solve(problem, using: LevenbergMarquardt(), giving: [.residuals, .jacobian])
      #expect(result.counts.evaluations <= published + published / 4 + 2, "\(problem): \(result)")
      #expect(result.counts.rounds == result.counts.evaluations)
    }
  }

  /// With a difference Jacobian an iteration is n + 1 evaluations in one round.
  @Test func anIterationIsOneRound() async {
    let problem = TestProblems.rosenbrock(5)
    let result = await solve(problem, using: LevenbergMarquardt(), giving: .residuals)
    #expect(result.counts.evaluations == (problem.dimension + 1) * result.counts.rounds)
    #expect(result.counts.iterations <= result.counts.rounds)
  }

  /// Where steps are rejected, more of them in a round make fewer rounds.
  @Test func moreTrialsTakeFewerRounds() async {
    var rounds = [1: 0, 5: 0]
    for problem in TestProblems.leastSquares {
      for trials in [1, 5] {
        let result = await solve(problem, using: LevenbergMarquardt(trials: trials), giving: [.residuals, .jacobian])
        rounds[trials, default: 0] += result.counts.rounds
      }
    }
    #expect(rounds[5, default: 0] < rounds[1, default: 0] * 9 / 10, "\(rounds)")
  }

  /// A Jacobian that is wrong is told from a minimum.
  @Test func aWrongJacobianIsNoMinimum() async {
    let problem = TestProblems.bard
    let evaluator = RecordingEvaluator { x, demand in
      var evaluation = problem.evaluation(at: x, for: demand)
      if let jacobian = evaluation.terms?.derivatives {
        evaluation.terms?.derivatives = jacobian.scalingRows(by: [Double](repeating: -1, count: jacobian.rowCount))
      }
      return evaluation
    }
    let oracle = Oracle(
      evaluator: evaluator, provides: [.residuals, .jacobian], box: problem.box, differences: Differences.forward,
      elapsed: { .zero })
    let result = await solve(from: problem.start, using: LevenbergMarquardt(), asking: oracle)
    #expect(result.termination == .failed(.noDecrease), "\(result)")
  }

  @Test(arguments: [
    LevenbergMarquardt(initialRadius: 0), .init(initialRadius: .nan), .init(trials: 0), .init(acceleration: -1),
  ])
  func optionsAreChecked(_ algorithm: LevenbergMarquardt) {
    #expect(throws: InvalidArgument.self) { try algorithm.validate(dimension: 2) }
  }
}
