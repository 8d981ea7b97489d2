import Nadir
import NadirProblems
import Testing
import _TestSupport

/// Many runs through the front door.
@Suite struct MultistartTests {
  @Test(arguments: MultimodalFunction.all, [0, 7] as [UInt64])
  func findsGlobalMinima(_ function: MultimodalFunction, seed: UInt64) throws {
    for outcome in [
      try minimize(
        from: function.start, using: .multistart(40, of: .nelderMead(), seed: seed), bounds: function.bounds,
        objective: function.value),
      try minimize(
        from: function.start, using: .multistart(40, seed: seed), bounds: function.bounds,
        objective: function.value),
    ] {
      #expect(abs(outcome.value - function.minimum) < 1e-6 * max(1, abs(function.minimum)), "\(outcome)")
      #expect(outcome.success)
      #expect(outcome.localOptima.map(\.run) == Array(1...40))
      #expect(outcome.basins.map(\.value) == outcome.basins.map(\.value).sorted())
      #expect(outcome.basins[0].value == outcome.value && outcome.basins[0].best == outcome.best)
    }
  }

  /// Every run is in one basin or none, and they are as the runs say.
  @Test func basinsAreThoseOfTheRuns() throws {
    let function = MultimodalFunction.camel
    let outcome = try minimize(
      from: function.start, using: .multistart(60, of: .nelderMead(), width: 4), bounds: function.bounds,
      objective: function.value)
    // Two global minima of one value, apart from each other.
    let best = outcome.basins.prefix(2)
    #expect(best.allSatisfy { abs($0.value - function.minimum) < 1e-6 })
    #expect(abs(best[0].best[0] + best[1].best[0]) < 1e-3 && abs(best[0].best[0]) > 0.08)
    #expect(outcome.basins.count == 2 || outcome.basins[2].value > function.minimum + 0.1)
    for (i, basin) in outcome.basins.enumerated() {
      #expect(basin.runs == outcome.localOptima.filter { $0.basin == i }.map(\.run))
      for run in basin.runs {
        let local = outcome.localOptima[run - 1]
        #expect(local.termination.isConverged || local.termination == .stopped(.repeated))
      }
    }
    let runs = outcome.basins.flatMap(\.runs)
    #expect(Set(runs).count == runs.count)
    let lines = "\(outcome)".split(separator: "\n")
    #expect(lines.contains { $0.contains("60 runs came to ") })
    #expect(lines.contains { $0.hasPrefix("  minimum") } == (outcome.basins.count > 1))
  }

  @Test func maximizesToo() throws {
    let function = MultimodalFunction.branin
    let algorithm = ManyStarts(Multistart(.sampled(runs: 20, samples: 100)), of: .nelderMead())
    let low = try minimize(
      from: function.start, using: algorithm, bounds: function.bounds, objective: function.value)
    let high = try maximize(from: function.start, using: algorithm, bounds: function.bounds) { x in
      -function.value(x)
    }
    #expect(high.value == -low.value && high.best == low.best && high.counts == low.counts)
    #expect(high.basins.map(\.value) == low.basins.map { -$0.value })
    #expect(high.localOptima.map(\.value) == low.localOptima.map { -$0.value })
  }

  /// The sample comes first, as run 0, and no point of it is evaluated again by the run that begins there.
  @Test(arguments: ["Nelder-Mead", "L-BFGS-B"]) func noPointIsEvaluatedTwice(method: String) throws {
    let function = MultimodalFunction.rastrigin
    let algorithm = try #require(AlgorithmCatalog.named(method))
    let outcome = try minimize(
      from: function.start, using: ManyStarts(Multistart(.sampled(runs: 6, samples: 50), width: 2), of: algorithm),
      bounds: function.bounds, objective: function.value)
    let exploration = outcome.history.filter { $0.run == 0 }
    #expect(
      exploration.count == 50 && exploration.allSatisfy { $0.record.kind == .exploration && $0.record.round == 1 })
    #expect(exploration[0].parameters == function.start)
    #expect(outcome.history.map(\.run) == outcome.history.map(\.run).sorted())
    #expect(outcome.history.count == outcome.counts.evaluations)
    #expect(Set(outcome.history.map(\.parameters)).count == outcome.history.count)

    let first = outcome.localOptima[0]
    let best = try #require(exploration.min { $0.record.value < $1.record.value })
    #expect(first.start == best.parameters)
    #expect(first.value <= best.record.value)
    for local in outcome.localOptima {
      let own = outcome.history.filter { $0.run == local.run }
      #expect(own.map(\.record.evaluation) == Array(1...local.counts.evaluations))
      #expect(own.last?.record.round == local.counts.rounds)
    }
    let columns = outcome.history.columns
    #expect(columns.runs == outcome.history.map(\.run))
    #expect(columns.parameter("[0]") == outcome.history.map { $0.parameters[0] })
  }

  /// Counts are sums, but rounds are those that had to wait for each other.
  @Test(arguments: [1, 3, 8, 20]) func roundsAreTheLongestChain(width: Int) throws {
    let function = MultimodalFunction.camel
    let outcome = try minimize(
      from: function.start, using: .multistart(10, of: .nelderMead(), width: width), bounds: function.bounds,
      objective: function.value)
    let locals = outcome.localOptima.map(\.counts)
    #expect(outcome.counts.evaluations == 100 + locals.reduce(0) { $0 + $1.evaluations })
    #expect(outcome.counts.iterations == locals.reduce(0) { $0 + $1.iterations })
    var chains: [Int] = []
    for (i, counts) in locals.enumerated() {
      chains.append((chains.prefix(max(0, i + 1 - width)).max() ?? 1) + counts.rounds)
    }
    #expect(outcome.counts.rounds == chains.max())
  }

  /// The budget is that of the sample and all runs together, and is met exactly where they need more.
  @Test(arguments: [1, 2, 8], [30, 100, 101, 250, 700])
  func budgetIsExact(width: Int, evaluations: Int) async throws {
    let function = MultimodalFunction.rastrigin
    let outcomes = [
      try await minimize(
        from: function.start, using: .multistart(10, of: .nelderMead(), width: width, endsEarly: false),
        bounds: function.bounds, budget: Budget(evaluations: evaluations), objective: function.value),
      try await minimize(
        from: function.start, using: .multistart(10, of: .nelderMead(), width: width, endsEarly: false),
        on: .threads(3), bounds: function.bounds, budget: Budget(evaluations: evaluations),
        objective: function.value),
    ]
    for outcome in outcomes {
      #expect(outcome.counts.evaluations <= evaluations)
      #expect(outcome.history.count == outcome.counts.evaluations)
      if evaluations <= 250 { #expect(outcome.counts.evaluations == evaluations, "\(outcome)") }
      if evaluations <= 100 {
        #expect(outcome.termination == .stopped(.evaluations) && outcome.localOptima.isEmpty)
      }
    }
    #expect(outcomes[0].localOptima.map(\.counts) == outcomes[1].localOptima.map(\.counts))
  }

  @Test func seedsAndWidthsMatterAndNothingElse() throws {
    let function = MultimodalFunction.griewank
    let one = try values(function, seed: 0, width: 2)
    #expect(try values(function, seed: 1, width: 2) != one)
    #expect(try values(function, seed: 0, width: 5) != one)
    #expect(try values(function, seed: 0, width: 2) == one)
  }

  private func values(_ function: MultimodalFunction, seed: UInt64, width: Int) throws -> [Double] {
    try minimize(
      from: function.start, using: .multistart(12, of: .nelderMead(), width: width, seed: seed),
      bounds: function.bounds, objective: function.value
    ).localOptima.map(\.value)
  }

  /// A search with early ends finds the same minimum with fewer evaluations.
  @Test(arguments: MultimodalFunction.all, ["Nelder-Mead", "L-BFGS-B"])
  func earlyEndsSaveEvaluations(_ function: MultimodalFunction, method: String) throws {
    let algorithm = try #require(AlgorithmCatalog.named(method))
    var saved = 0
    for seed in 0..<5 as Range<UInt64> {
      func outcome(endsEarly: Bool) throws -> Outcome<[Double]> {
        try minimize(
          from: function.start,
          using: ManyStarts(
            Multistart(.sampled(runs: 40, samples: 200), seed: seed, endsEarly: endsEarly), of: algorithm),
          bounds: function.bounds, objective: function.value)
      }
      let (early, whole) = (try outcome(endsEarly: true), try outcome(endsEarly: false))
      #expect(early.value <= whole.value + 1e-5 * max(1, abs(whole.value)), "seed \(seed)")
      #expect(whole.localOptima.allSatisfy { $0.termination.isConverged || $0.termination == .failed(.noDecrease) })
      saved += whole.counts.evaluations - early.counts.evaluations
    }
    #expect(saved > 0)
  }
}
