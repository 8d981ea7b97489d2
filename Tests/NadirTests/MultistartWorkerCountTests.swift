import Nadir
import NadirProblems
import Testing
import _TestSupport

/// What many runs come to is the same for every number of workers.
@Suite struct MultistartWorkerCountTests {
  @Test(arguments: AlgorithmCatalog.all, [TestProblems.rosenbrock(3), TestProblems.hs38, TestProblems.bard])
  func outcomesAreIdentical(_ algorithm: any Algorithm, _ problem: TestProblem) async throws {
    let traits = type(of: algorithm).traits
    guard traits.needs.isDisjoint(with: [.residuals, .contributions]) || problem.residuals != nil else { return }
    let value = Objective<[Double]> { x in problem.value(x) }
    let objective = problem.residuals.map { r in value.with(Objective(residuals: r)) } ?? value
    // A method without bounds is given its starts.
    let multistart =
      traits.handlesBounds
      ? Multistart(.sampled(runs: 9, samples: 40), width: 3)
      : Multistart(.given((0..<9).map { i in problem.start.map { $0 + 0.1 * Double(i) } }), width: 3)
    let bounds = Bounds<[Double]>(
      lower: problem.start.map { traits.handlesBounds ? $0 - 3 : -.infinity },
      upper: problem.start.map { traits.handlesBounds ? $0 + 2 : .infinity })
    func outcome(_ algorithm: some Algorithm, _ workers: Workers) async throws -> Outcome<[Double]> {
      try await minimize(
        objective, from: problem.start, using: ManyStarts(multistart, of: algorithm), on: workers, bounds: bounds,
        budget: Budget(evaluations: 900))
    }
    let reference = try await outcome(algorithm, .inline)
    #expect(reference.localOptima.count == 9)
    for workers in [Workers.threads(1), .threads(2), .threads(3), .threads(8), .threads(64)] {
      expectSame(try await outcome(algorithm, workers), reference)
    }
  }

  /// The search ends when three runs have come to the best minimum, whatever else is under way by then.
  @Test func discoveriesEndItAtTheSameRun() async throws {
    let function = MultimodalFunction.camel
    func outcome(_ workers: Workers) async throws -> Outcome<[Double]> {
      try await minimize(
        from: function.start, using: .multistart(40, of: .nelderMead(), width: 6, discoveries: 3), on: workers,
        bounds: function.bounds, objective: function.value)
    }
    let reference = try await outcome(.inline)
    #expect(reference.basins[0].runs.count == 3 && reference.localOptima.count < 40)
    #expect(reference.basins[0].runs.last == reference.localOptima.count)
    for workers in [Workers.threads(1), .threads(2), .threads(8)] {
      expectSame(try await outcome(workers), reference)
    }
  }

  private func expectSame(_ other: Outcome<[Double]>, _ reference: Outcome<[Double]>) {
    #expect(other.best == reference.best)
    #expect(other.value.bitPattern == reference.value.bitPattern)
    #expect(other.gradient == reference.gradient)
    #expect(other.termination == reference.termination)
    #expect(other.counts == reference.counts)
    #expect(other.basins.map(\.runs) == reference.basins.map(\.runs))
    #expect(other.localOptima.map(\.start) == reference.localOptima.map(\.start))
    #expect(other.localOptima.map(\.best) == reference.localOptima.map(\.best))
    #expect(other.localOptima.map(\.termination) == reference.localOptima.map(\.termination))
    #expect(other.localOptima.map(\.counts) == reference.localOptima.map(\.counts))
    var (one, two) = (other.history.columns, reference.history.columns)
    for i in one.values.indices where one.values[i].isNaN { one.values[i] = 0 }
    for i in two.values.indices where two.values[i].isNaN { two.values[i] = 0 }
    one.starts = two.starts
    one.ends = two.ends
    one.workers = two.workers
    #expect(one == two)
  }
}
