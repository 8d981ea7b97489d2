import Nadir
import NadirProblems
import Testing
import _TestSupport

/// The outcome, the history and the counts are the same for every number of workers.
@Suite struct WorkerCountTests {
  @Test(arguments: AlgorithmCatalog.all, [TestProblems.rosenbrock(5), TestProblems.hs38, TestProblems.bard])
  func outcomesAreIdentical(_ algorithm: any Algorithm, _ problem: TestProblem) async throws {
    let traits = type(of: algorithm).traits
    guard problem.box.isUnbounded || traits.handlesBounds else { return }
    guard traits.needs.isDisjoint(with: [.residuals, .contributions]) || problem.residuals != nil else { return }
    let value = Objective<[Double]> { x in problem.value(x) }
    let objective = problem.residuals.map { r in value.with(Objective(residuals: r)) } ?? value
    func outcome(_ algorithm: some Algorithm, _ workers: Workers) async throws -> Outcome<[Double]> {
      try await minimize(
        objective, from: problem.start, using: algorithm, on: workers,
        bounds: Bounds(lower: problem.box.lower, upper: problem.box.upper), budget: Budget(evaluations: 600))
    }
    let reference = try await outcome(algorithm, .inline)
    for workers in [Workers.threads(1), .threads(2), .threads(8)] {
      let other = try await outcome(algorithm, workers)
      #expect(other.best == reference.best)
      #expect(other.value == reference.value)
      #expect(other.termination == reference.termination)
      #expect(other.counts == reference.counts)
      #expect(other.history.map(\.parameters) == reference.history.map(\.parameters))
      #expect(other.history.map(\.record.round) == reference.history.map(\.record.round))
    }
  }

  /// A run inside an objective inside a run: nothing waits for threads that wait for it.
  @Test func nestedRunsEnd() async throws {
    let outcome = try await minimize(from: [1.0], using: .nelderMead(), on: .threads(2)) { (x: [Double]) in
      let shift = x[0]
      let inner = try await minimize(from: [3.0, 3], on: .threads(2)) { y in
        (y[0] - shift) * (y[0] - shift) + y[1] * y[1]
      }
      return (inner.best[0] - 2) * (inner.best[0] - 2)
    }
    #expect(abs(outcome.best[0] - 2) < 1e-3)
  }
}
