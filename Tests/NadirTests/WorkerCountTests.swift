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
    for count in [1, 2, 3, 8, 64] {
      let other = try await outcome(algorithm, .threads(count))
      expectSame(other, reference, "\(count) workers")
      #expect(other.history.allSatisfy { (0..<count).contains($0.record.worker ?? -1) })
    }
  }

  /// Many runs at the same time, on the workers of one evaluator or beside them.
  @Test(arguments: [1, 2, 3, 8, 64])
  func runsSideBySideAreTheSame(count: Int) async throws {
    let problem = TestProblems.rosenbrock(5)
    let starts = (0..<12).map { i in problem.start.map { $0 + 0.1 * Double(i) } }
    @Sendable func run(_ start: [Double]) throws -> Run<[Double]> {
      try Run(
        .minimize, in: try ParameterSpace(from: start), using: .nelderMead(), budget: Budget(evaluations: 300))
    }
    let evaluator = closureEvaluator(Objective { x in problem.value(x) }, workers: .threads(count))
    let outcomes = try await withThrowingTaskGroup(of: (Int, Outcome<[Double]>).self) { group in
      for (i, start) in starts.enumerated() {
        group.addTask(executorPreference: i % 3 == 0 ? nil : evaluator.executor) {
          (i, try await run(start)(on: evaluator))
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for (i, start) in starts.enumerated() {
      let reference = try await run(start)(Objective { x in problem.value(x) })
      expectSame(try #require(outcomes[i]), reference, "run \(i)")
    }
  }

  /// All but the times and the workers.
  private func expectSame(
    _ outcome: Outcome<[Double]>, _ reference: Outcome<[Double]>, _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.best == reference.best, comment, sourceLocation: sourceLocation)
    #expect(outcome.value == reference.value, comment, sourceLocation: sourceLocation)
    #expect(outcome.termination == reference.termination, comment, sourceLocation: sourceLocation)
    #expect(outcome.counts == reference.counts, comment, sourceLocation: sourceLocation)
    let (rows, others) = (outcome.history.map(Row.init), reference.history.map(Row.init))
    #expect(rows == others, comment, sourceLocation: sourceLocation)
  }

  /// What a history says of an evaluation, without when and by whom it was made.
  private struct Row: Equatable {
    let parameters: [Double]
    /// As bits, because NaN is itself here.
    let value: UInt64
    let evaluation, round: Int
    let kind: History.Kind
    let failed, isBest: Bool

    init(_ evaluation: RunHistory<[Double]>.Element) {
      let record = evaluation.record
      parameters = evaluation.parameters
      value = record.value.bitPattern
      self.evaluation = record.evaluation
      round = record.round
      kind = record.kind
      failed = record.failed
      isBest = record.isBest
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

  /// Runs inside the objective of a run, some of them at the same time, inside many runs, in every combination of workers.
  @Test(arguments: [1, 2, 3], [1, 2, 5]) func deepRunsAreTheSame(outer: Int, inner: Int) async throws {
    @Sendable func minimum(_ shift: Double, _ workers: Workers) async throws -> Double {
      try await minimize(
        from: [3.0, 3], using: .nelderMead(), on: workers, budget: Budget(evaluations: 40)
      ) { (y: [Double]) in
        parallelMap([shift, 0]) { center in (y[0] - center) * (y[1] - center) }.reduce(y[0] * y[0] + y[1] * y[1], +)
      }.value
    }
    @Sendable func outcome(_ outer: Workers, _ inner: Workers) async throws -> Outcome<[Double]> {
      try await minimize(from: [1.0, -1], on: outer, budget: Budget(evaluations: 60)) { (x: [Double]) async throws in
        try await parallelMap(x) { shift in try await minimum(shift, inner) }.reduce(0, +)
      }
    }
    let reference = try await outcome(.inline, .inline)
    let outcomes = try await parallelMap(0..<3) { _ in try await outcome(.threads(outer), .threads(inner)) }
    for outcome in outcomes { expectSame(outcome, reference, "\(outer) and \(inner) workers") }
  }
}
