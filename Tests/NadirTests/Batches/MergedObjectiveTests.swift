import Nadir
import NadirProblems
import Synchronization
import Testing
import _TestSupport

@Suite struct MergedObjectiveTests {
  private let problem = TestProblems.rosenbrock(2)

  private var starts: [[Double]] {
    var generator = SeededGenerator(seed: 11)
    return (0..<1000).map { _ in [4 * generator.nextUnit() - 2, 4 * generator.nextUnit() - 2] }
  }

  private var batch: BatchObjective<[Double]> {
    let problem = problem
    return BatchObjective(batch: { points in points.map(problem.value) })
  }

  /// 1 000 runs need as many launches as the longest of them has rounds, and come to what each comes to alone.
  @Test(arguments: [LBFGSB() as any Algorithm, NelderMead()])
  func manyRunsNeedTheLaunchesOfOne(_ algorithm: any Algorithm) async throws {
    let starts = starts
    let budget = Budget(evaluations: 300)
    func runs(_ algorithm: some Algorithm) throws -> [Run<[Double]>] {
      try starts.map { try Run(.minimize, in: try ParameterSpace(from: $0), using: algorithm, budget: budget) }
    }
    let runs = try runs(algorithm)
    let merged = batch.merging()
    let outcomes = await merged.outcomes(of: runs)
    let longest = try outcomes.map { try $0.get().counts.rounds }.max()
    for i in stride(from: 0, to: runs.count, by: 20) { expectSame(try outcomes[i].get(), try await runs[i](batch)) }
    #expect(merged.launches == longest && merged.runs == 0)
  }

  /// Runs that begin by themselves find each other: nobody is announced, so the first launch is held until all have begun.
  @Test func runsInATaskGroupMerge() async throws {
    let starts = Array(starts.prefix(200))
    let problem = problem
    let box = Mutex<MergedObjective<[Double]>?>(nil)
    let isHeld = Atomic(true)
    let merged = BatchObjective<[Double]>(batch: { points async in
      while isHeld.load(ordering: .relaxed) {
        if box.withLock({ $0?.runs }) == starts.count { isHeld.store(false, ordering: .relaxed) }
        await Task.yield()
      }
      return points.map(problem.value)
    }).merging()
    box.withLock { $0 = merged }
    let longest = try await withThrowingTaskGroup(of: Int.self) { group in
      for start in starts {
        group.addTask { try await minimize(merged, from: start, budget: Budget(evaluations: 200)).counts.rounds }
      }
      return try await group.reduce(0) { max($0, $1) }
    }
    #expect(merged.launches <= longest + 1)
  }

  /// Starts, bounds, scales and fixed parameters may differ, and so may the algorithms; each comes to what it comes to
  /// alone.
  @Test func runsNeedNotBeAlike() async throws {
    let objective = BatchObjective<[String: Double]>(valuesAndGradients: { points in
      let (a, b) = (points.map { $0["a", default: 0] - 1 }, points.map { $0["b", default: 0] + 2 })
      return (zip(a, b).map { $0 * $0 + 3 * $1 * $1 }, zip(a, b).map { ["a": 2 * $0, "b": 6 * $1] })
    })
    let runs = [
      try Run(.minimize, in: try ParameterSpace(from: ["a": 0.0, "b": 0])),
      try Run(.minimize, in: try ParameterSpace(from: ["a": 3.0, "b": 1], fixed: ["a"])),
      try Run(.minimize, in: try ParameterSpace(from: ["a": 0.5, "b": 1], bounds: ["a": 0...0.75], scale: ["b": 10])),
      try Run(.minimize, in: try ParameterSpace(from: ["a": 5.0, "b": 5]), using: .nelderMead()),
      try Run(.minimize, in: try ParameterSpace(from: ["a": 1.0, "b": 1], constraints: [.equal("a", "b")])),
    ]
    let merged = objective.merging()
    for (run, outcome) in zip(runs, await merged.outcomes(of: runs, on: .threads(2))) {
      expectSame(try outcome.get(), try await run(objective))
    }
  }

  /// A launch that fails, a run that cannot begin, a start that fails: the others go on.
  @Test func runsThatFailBlockNobody() async throws {
    let objective = BatchObjective<[Double]>(batch: { points in
      points.map { x in x[0] < -100 ? .nan : (x[0] - 1) * (x[0] - 1) }
    })
    let merged = objective.merging()
    let runs = [
      try Run(.minimize, in: try ParameterSpace(from: [-200.0])),
      try Run(.minimize, in: try ParameterSpace(from: [1.0]), using: LevenbergMarquardt()),
      try Run(.minimize, in: try ParameterSpace(from: [5.0])),
    ]
    let outcomes = await merged.outcomes(of: runs)
    #expect(throws: OptimizationError.self) { try outcomes[0].get() }
    #expect(throws: OptimizationError.self) { try outcomes[1].get() }
    #expect(abs(try outcomes[2].get().best[0] - 1) < 1e-6)
    #expect(merged.runs == 0)
    for outcome in await merged.outcomes(of: runs, on: .threads(0)) {
      #expect(throws: OptimizationError.self) { try outcome.get() }
    }
    #expect(merged.runs == 0)
  }

  @Test func aCancelledRunLeaves() async throws {
    let merged = batch.merging()
    let begun = Atomic(false)
    let endless = Task {
      try await minimize(
        merged, from: [-1.2, 1], using: .nelderMead(), tolerances: Tolerances(value: 0),
        observers: [
          .watching { _ in begun.store(true, ordering: .relaxed) }
        ])
    }
    while !begun.load(ordering: .relaxed) { await Task.yield() }
    let other = Task { try await minimize(merged, from: [2.0, 2]) }
    endless.cancel()
    expectSame(try await other.value, try await minimize(batch, from: [2.0, 2]))
    _ = try await endless.value
    #expect(merged.runs == 0)
  }

  /// Flat batches hold points with as many numbers as each other, and other points make another launch.
  @Test func flatBatchesOfOtherSizesAreLaunchedApart() async throws {
    let objective = BatchObjective<[Double]>(flat: { points in
      (0..<points.count).map { i in points[i].reduce(0) { $0 + ($1 - 1) * ($1 - 1) } }
    })
    let runs = try [[3.0], [4.0, 4], [5.0], [6.0, 6, 6]].map { try Run(.minimize, in: try ParameterSpace(from: $0)) }
    for (run, outcome) in zip(runs, await objective.merging().outcomes(of: runs)) {
      expectSame(try outcome.get(), try await run(objective))
    }
  }

  @Test func valuesWaitForNobody() async throws {
    let merged = batch.merging()
    let space = try ParameterSpace(from: [0.0, 0])
    #expect(try await merged.values(at: [[1, 1], [0, 0]], in: space, on: .inline).map { try? $0.get() } == [0, 1])
  }
}
