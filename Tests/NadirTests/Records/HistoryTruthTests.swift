import Nadir
import NadirProblems
import Testing
import _TestSupport

/// What a history says is what happened, for every algorithm, wherever it is evaluated.
@Suite struct HistoryTruthTests {
  private struct Trouble: Error {}

  @Test(arguments: AlgorithmCatalog.all, [TestProblems.rosenbrock(3), TestProblems.hs38, TestProblems.bard])
  func recordsAreTrue(_ algorithm: any Algorithm, _ problem: TestProblem) async throws {
    let traits = type(of: algorithm).traits
    guard problem.box.isUnbounded || traits.handlesBounds else { return }
    guard traits.needs.isDisjoint(with: [.residuals, .contributions]) || problem.residuals != nil else { return }
    let seed = UInt64.random(in: 0 ... .max)
    print("HistoryTruthTests.recordsAreTrue: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for workers in [Workers.inline, .threads(1), .threads(2), .threads(5)] {
      let objective = objective(problem, failing: Double.random(in: 0...0.2, using: &generator))
      let budget = Budget(
        evaluations: Int.random(in: 20...200, using: &generator),
        target: Bool.random(using: &generator) ? problem.value(problem.start) / 3 : nil)
      func run(_ algorithm: some Algorithm) async throws {
        let outcome = try await minimize(
          objective, from: problem.start, using: algorithm, on: workers,
          bounds: Bounds(lower: problem.box.lower, upper: problem.box.upper), budget: budget)
        check(outcome, "\(traits.name), \(problem.name), \(workers), seed \(seed)")
      }
      try await run(algorithm)
    }
  }

  /// The same for tasks, and where the largest value is the best.
  @Test(arguments: AlgorithmCatalog.all)
  func recordsOfTasksAreTrue(_ algorithm: any Algorithm) async throws {
    let traits = type(of: algorithm).traits
    guard traits.needs.isDisjoint(with: [.residuals, .contributions]) else { return }
    let problem = TestProblems.rosenbrock(4)
    let objective = Objective<[Double]> { x async throws in
      await Task.yield()
      if x[0] > 0.5, x[1] > 0.3 { throw Trouble() }
      return -problem.value(x)
    }
    for workers in [Workers.threads(1), .threads(3)] {
      func run(_ algorithm: some Algorithm) async throws {
        let outcome = try await maximize(
          objective, from: problem.start, using: algorithm, on: workers, budget: Budget(evaluations: 150))
        check(outcome, "\(traits.name), \(workers)")
      }
      try await run(algorithm)
    }
  }

  /// A value with residuals, where there are such. A share of the points fails, always the same ones, but not the start.
  private func objective(_ problem: TestProblem, failing share: Double) -> Objective<[Double]> {
    let start = problem.start
    let mayPass: @Sendable ([Double]) throws -> Void = { x in
      var hasher = SplitMix(x)
      if x != start, hasher.unit() < share { throw Trouble() }
    }
    let value = Objective<[Double]> { x throws in
      try mayPass(x)
      return problem.value(x)
    }
    guard let residuals = problem.residuals else { return value }
    return value.with(
      Objective(residuals: { x throws in
        try mayPass(x)
        return residuals(x)
      }))
  }

  private func check(_ outcome: Outcome<[Double]>, _ name: String) {
    let records = outcome.history.records
    #expect(!outcome.history.isThinned)
    #expect(records.map(\.evaluation) == Array(1..<outcome.counts.evaluations + 1), "\(name)")
    #expect(records.count(where: \.failed) == outcome.counts.failures, "\(name)")
    #expect(outcome.history.allSatisfy { ($0.failure != nil) == $0.record.failed }, "\(name)")
    #expect((records.last?.round ?? 0) <= outcome.counts.rounds, "\(name)")

    var best: Double?
    for record in records {
      let isBetter =
        best.map { outcome.direction == .minimize ? record.value < $0 : record.value > $0 } ?? !record.failed
      #expect(record.isBest == isBetter, "\(name): \(record)")
      if record.isBest { best = record.value }
    }
    #expect(best == outcome.value, "\(name)")
    #expect(outcome.history.last(where: { $0.record.isBest })?.parameters == outcome.best, "\(name)")

    #expect(records.allSatisfy { 0 <= $0.start && $0.start <= $0.end && $0.end <= outcome.seconds }, "\(name)")
    #expect(records.allSatisfy { (0..<outcome.workers).contains($0.worker ?? -1) }, "\(name)")
    for worker in 0..<outcome.workers {
      let own = records.filter { $0.worker == worker }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
      #expect(zip(own, own.dropFirst()).allSatisfy { $0.end <= $1.start }, "\(name), worker \(worker)")
    }
    var (round, endOfRound, endOfEarlier) = (0, 0.0, 0.0)
    for record in records {
      #expect(record.round >= round, "\(name)")
      if record.round > round { endOfEarlier = endOfRound }
      #expect(record.start >= endOfEarlier, "\(name): \(record) begins before the round before has ended")
      (round, endOfRound) = (record.round, max(endOfRound, record.end))
    }
    // What is not a point of the algorithm never comes first.
    #expect(records.first?.kind != .difference && records.first?.kind != .exploration, "\(name)")
  }
}

/// Numbers that depend on a point alone.
private struct SplitMix {
  private var state: UInt64

  init(_ x: [Double]) { state = x.reduce(0x9E37_79B9_7F4A_7C15) { ($0 ^ $1.bitPattern) &* 0x0000_0100_0000_01B3 } }

  mutating func unit() -> Double {
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((state ^ (state >> 31)) >> 11) * 0x1p-53
  }
}
