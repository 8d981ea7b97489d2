import Nadir
import NadirPlots
import Testing

/// Three solvers on three problems, worked by hand.
///
/// At τ = 0.1 a problem from f₀ = 100 to f* = 0 is solved at 10 or below.
let solvedByHand: [SolvedProblem] = [
  attempt("p", "A", [(1, 100), (4, 10), (20, 0)]), attempt("p", "B", [(1, 100), (8, 5)]),
  attempt("p", "C", [(1, 100), (2, 11)]),
  attempt("q", "A", [(1, 100), (30, 1)]), attempt("q", "B", [(1, 100), (10, 1)]),
  attempt("q", "C", [(1, 100), (10, 2)]),
  attempt("r", "A", [(1, 100)]), attempt("r", "B", [(1, 100), (5, 50)]), attempt("r", "C", [(1, 100), (9, 20)]),
]

func attempt(
  _ problem: String, _ solver: String, _ steps: [(Int, Double)], optimum: Double? = 0, direction: Direction = .minimize
) -> SolvedProblem {
  SolvedProblem(
    problem: problem, solver: solver, dimension: 3, direction: direction,
    steps: steps.map { .init(evaluations: $0.0, rounds: 2 * $0.0, seconds: Double($0.0) / 10, value: $0.1) },
    optimum: optimum)
}

@Suite struct SolutionCostsTests {
  @Test func costsAreThoseAtTheFirstValueThatMeetsTheTest() throws {
    let costs = try SolutionCosts(of: solvedByHand, accuracy: 0.1)
    #expect(costs.problems == ["p", "q", "r"])
    #expect(costs.solvers == ["A", "B", "C"])
    #expect(costs.costs == [[4, 8, .infinity], [30, 10, 10], [.infinity, .infinity, .infinity]])
    let rounds = try SolutionCosts(of: solvedByHand, accuracy: 0.1, in: .rounds)
    #expect(rounds.costs[0] == [8, 16, .infinity])
  }

  @Test func performanceProfile() throws {
    let profile = try SolutionCosts(of: solvedByHand, accuracy: 0.1).performanceProfile
    // Ratios: A 1 and 3, B 2 and 1, C 1; B and C are both best on q, and nobody solved r.
    #expect(profile.solvedAt == [[1, 3], [1, 2], [1]])
    #expect(profile.share(of: "A", within: 1) == 1 / 3.0)
    #expect(profile.share(of: "B", within: 1.99) == 1 / 3.0)
    #expect(profile.share(of: "B", within: 2) == 2 / 3.0)
    #expect(profile.share(of: "C", within: 1e9) == 1 / 3.0)
    #expect(profile.steps(of: "A") == [.init(place: 1, share: 1 / 3.0), .init(place: 3, share: 2 / 3.0)])
  }

  @Test func dataProfile() throws {
    let profile = try SolutionCosts(of: solvedByHand, accuracy: 0.1).dataProfile
    #expect(profile.solvedAt == [[1, 7.5], [2, 2.5], [2.5]])
    #expect(profile.share(of: "B", within: 2.25) == 1 / 3.0)
    let seconds = try SolutionCosts(of: solvedByHand, accuracy: 0.1, in: .seconds).dataProfile
    #expect(seconds.solvedAt[0] == [0.4, 3])
  }

  @Test func severalSolvedAtOnceAreOneStep() throws {
    let solved = ["p", "q"].map { attempt($0, "A", [(1, 1), (2, 0)]) }
    let profile = try SolutionCosts(of: solved).dataProfile
    #expect(profile.steps(of: "A") == [.init(place: 0.5, share: 1)])
  }

  @Test func withoutAKnownOptimumTheBestOfAnySolverIsMeant() throws {
    let solved = [
      attempt("p", "A", [(1, 100), (5, 50)], optimum: nil), attempt("p", "B", [(1, 100), (9, 40)], optimum: nil),
    ]
    #expect(try SolutionCosts(of: solved, accuracy: 0.1).costs == [[.infinity, 9]])
    #expect(try SolutionCosts(of: solved, accuracy: 0.2).costs == [[5, 9]])
  }

  @Test func whatIsLargestIsTheBestWhereThatIsLookedFor() throws {
    let solved = [attempt("p", "A", [(1, -100), (3, -9)], direction: .maximize)]
    #expect(try SolutionCosts(of: solved, accuracy: 0.1).costs == [[3]])
  }

  @Test func aStartAtTheOptimumIsSolvedThere() throws {
    #expect(try SolutionCosts(of: [attempt("p", "A", [(1, 0)])]).costs == [[1]])
  }

  @Test func timesThatNoClockTellsAreEqual() throws {
    var solved = [attempt("p", "A", [(1, 0)]), attempt("p", "B", [(1, 0)])]
    solved[0].steps[0].seconds = 0
    solved[1].steps[0].seconds = 5e-7
    #expect(try SolutionCosts(of: solved, in: .seconds).performanceProfile.solvedAt == [[1], [1]])
  }

  /// Of one batch the value asked for last may be known first.
  @Test func inTimeTheFirstValueKnownCounts() throws {
    var solved = attempt("p", "A", [(1, 100), (2, 8), (3, 5)])
    for (i, seconds) in [1.0, 4, 3].enumerated() { solved.steps[i].seconds = seconds }
    #expect(try SolutionCosts(of: [solved], accuracy: 0.1, in: .seconds).costs == [[3]])
    #expect(try SolutionCosts(of: [solved], accuracy: 0.1).costs == [[2]])
    let panel = try convergencePlot([solved], against: .seconds).panels[0]
    guard case .steps(let points, _) = panel.layers[0].mark else {
      Issue.record("no line")
      return
    }
    #expect(points.map(\.x) == [1, 3])
    #expect(points.map(\.y) == [1, 0.05])
  }

  @Test func missingAndFailedAttemptsAreNotSolved() throws {
    let solved = [attempt("p", "A", [(1, 1), (2, 0)]), attempt("q", "B", [])]
    #expect(try SolutionCosts(of: solved).costs == [[2, .infinity], [.infinity, .infinity]])
  }

  @Test func misuseIsNamed() {
    #expect(throws: InvalidArgument("the solved problems", is: "none", expected: "one or more")) {
      try SolutionCosts(of: [])
    }
    #expect(throws: InvalidArgument("the accuracy", is: "1.0", expected: "above 0 and below 1")) {
      try SolutionCosts(of: solvedByHand, accuracy: 1)
    }
    #expect(throws: InvalidArgument("'p' of 'A'", is: "given more than once", expected: "given once")) {
      try SolutionCosts(of: [solvedByHand[0], solvedByHand[0]])
    }
    #expect(throws: InvalidArgument.self) {
      try SolutionCosts(of: [attempt("p", "A", [(1, 1)]), attempt("p", "B", [(1, 1)], direction: .maximize)])
    }
    #expect(throws: InvalidArgument.self) { try SolutionCosts(of: [attempt("p", "A", [(1, 1)], optimum: .nan)]) }
    #expect(
      throws: InvalidArgument(
        "the known minimum of 'p'", is: "0.0 and 0.5", expected: "the same for all solvers")
    ) {
      try SolutionCosts(of: [attempt("p", "A", [(1, 1)]), attempt("p", "B", [(1, 1)], optimum: 0.5)])
    }
  }

  @Test func severalRunsOfARecordArePaidOneAfterTheOther() {
    var run = syntheticRun([5, 4, 6, .nan, 3, 2], runs: [3, 1, 2])
    run.history.ends = [1, 2, 3, 4, 1.5, 6]
    let solved = SolvedProblem(run, problem: "p")
    #expect(solved.steps.map(\.evaluations) == [1, 2, 5, 6])
    #expect(solved.steps.map(\.rounds) == [1, 2, 5, 6])
    // Seconds are on one clock, whichever runs went on side by side.
    #expect(solved.steps.map(\.seconds) == [1, 2, 1.5, 6])
    #expect(solved.steps.map(\.value) == [5, 4, 3, 2])
  }

  @Test func aRunIsSolvedWhereItsHistorySaysSo() throws {
    let outcome = try minimize(from: [3, 4, 5], using: .nelderMead()) { x in x.reduce(0) { $0 + $1 * $1 } }
    let solved = SolvedProblem(outcome, problem: "sphere", optimum: 0)
    #expect(solved.dimension == 3)
    #expect(solved.solver == "Nelder-Mead")
    #expect(solved.steps.first?.value == 50)
    #expect(solved.steps.last?.value == outcome.value)
    let costs = try SolutionCosts(of: [solved], accuracy: 0.5).costs
    #expect(costs[0][0] == outcome.history.first { $0.record.value <= 25 }.map { Double($0.record.evaluation) })
  }
}
