import Foundation
import Nadir
import NadirProblems
import Testing

/// Many runs of objectives, parameters and evaluators of all kinds.
@Suite struct MultistartFormTests {
  /// Two exponentials, whose fit has many local minima; the statistics are those of the best run.
  @Test(arguments: [Workers.inline, .threads(3)]) func fitsHaveTheStatisticsOfTheBestRun(workers: Workers) async throws
  {
    let ts = (0..<30).map { Double($0) / 6 }
    let model = { @Sendable (t: Double, p: [Double]) in p[0] * exp(-p[1] * t) + p[2] * cos(p[3] * t) }
    let truth = [3.0, 0.8, 1.0, 4.0]
    let ys = ts.enumerated().map { i, t in
      truth[0] * exp(-truth[1] * t) + truth[2] * cos(truth[3] * t) + (i.isMultiple(of: 2) ? 0.01 : -0.01)
    }
    func fitted(_ choice: some AlgorithmChoice) async throws -> Fit<Double, [Double]> {
      try await fit(
        model, ts, ys, from: [1.0, 1, 0.5, 1], using: choice, on: workers, bounds: Bounds(lower: 0, upper: 10))
    }
    let many = try await fitted(.multistart(15, of: .trustRegionReflective()))
    #expect(many.outcome.value < 0.01 && many.outcome.basins.count > 1)
    for (found, wanted) in zip(many.best, truth) { #expect(abs(found - wanted) < 0.02) }
    let statistics = try #require(many.statistics)
    let again = try await fit(
      model, ts, ys, from: many.best, using: .trustRegionReflective(), on: workers, bounds: Bounds(lower: 0, upper: 10))
    for (one, other) in zip(statistics.standardErrors(), try #require(again.statistics).standardErrors()) {
      #expect(abs(one - other) < 1e-3 * other)
    }
    #expect(many.outcome.residuals?.count == 30 && many.outcome.gradient != nil)
    #expect(many.outcome.localOptima.count == 15)
  }

  /// The known value of the first run's start is known with its residuals. Soft bounds are enough to sample from.
  @Test func residualsAreNotEvaluatedTwice() throws {
    let problem = TestProblems.bard
    let residuals = try #require(problem.residuals)
    for algorithm in [LevenbergMarquardt(), Dogleg(), DerivativeFreeLeastSquares()] as [any Algorithm] {
      let run = try Run(
        .minimize, in: try ParameterSpace(from: problem.start, softBounds: Bounds(lower: 0.5, upper: 2)),
        using: ManyStarts(Multistart(.sampled(runs: 3, samples: 20)), of: algorithm))
      let outcome = try run.synchronously(Objective(residuals: residuals))
      let points = outcome.history.map(\.parameters)
      #expect(Set(points).count == points.count, "\(algorithm)")
      #expect(points[1..<20].allSatisfy { x in x.allSatisfy { 0.5 <= $0 && $0 <= 2 } })
      #expect(abs(outcome.value - 8.21487e-3) < 1e-6, "\(algorithm)")
    }
  }

  @Test func constraintsHoldInEveryRun() async throws {
    let outcome = try await minimize(
      from: [0.2, 0.3, 0.5, 2.0, 1, 2], using: .multistart(12, of: .nelderMead()), on: .threads(2),
      constraints: [.simplex("[0]", "[1]", "[2]"), .positive("[3]"), .linear(["[4]": 1, "[5]": 1], equals: 3)]
    ) { (x: [Double]) in
      let mix = (x[0] - 0.6) * (x[0] - 0.6) + (x[1] - 0.1) * (x[1] - 0.1)
      let line = (x[4] - 2.5) * (x[4] - 2.5)
      return mix + line + (x[3] - 5) * (x[3] - 5)
    }
    #expect(outcome.value < 1e-4)
    for local in outcome.localOptima {
      for x in [local.start, local.best] {
        #expect(abs(x[0] + x[1] + x[2] - 1) < 1e-12 && abs(x[4] + x[5] - 3) < 1e-12 && x[3] > 0)
      }
    }
    #expect(outcome.history.allSatisfy { $0.parameters[3] > 0 })
  }

  private struct Model: Codable {
    var name = "model"
    var rate = 2.5
    var offsets = [1.5, 0]
  }

  @Test func shapesAreTheUsersOwn() throws {
    let outcome = try minimize(
      from: Model(), using: .multistart(20, of: .nelderMead()), bounds: ["rate": -3...3, "offsets[0]": -2...2],
      fixed: ["offsets[1]"]
    ) { model in MultimodalFunction.camel.value([model.rate, model.offsets[0]]) }
    #expect(abs(outcome.value - MultimodalFunction.camel.minimum) < 1e-6)
    #expect(outcome.basins[0].best.name == "model" && outcome.localOptima[3].start.offsets[1] == 0)
    let optima = try minimize(
      from: Model(), using: .multistart(from: [[1, 1, 0], [-1, 0.5, 0]]), bounds: ["rate": -3...3],
      fixed: ["offsets[1]"]
    ) { model in MultimodalFunction.camel.value([model.rate, model.offsets[0]]) }.localOptima
    #expect(optima.map(\.start.rate) == [1, -1])
  }

  /// Objectives that suspend go through tasks, and one after the other where they are inline.
  @Test func asynchronousObjectivesAreTheSame() async throws {
    let function = MultimodalFunction.camel
    func outcome(_ workers: Workers) async throws -> Outcome<[Double]> {
      try await minimize(
        from: function.start, using: .multistart(8, of: .nelderMead(), width: 3), on: workers, bounds: function.bounds
      ) { (x: [Double]) async in
        await Task.yield()
        return function.value(x)
      }
    }
    let inline = try await outcome(.inline)
    let tasks = try await outcome(.threads(4))
    #expect(inline.localOptima.map(\.best) == tasks.localOptima.map(\.best) && inline.counts == tasks.counts)
    #expect(inline.history.map(\.parameters) == tasks.history.map(\.parameters))
  }

  /// A run inside each evaluation of many runs: nothing waits for threads that wait for it.
  @Test func nestedSearchesEnd() async throws {
    let outcome = try await minimize(
      from: [1.0], using: .multistart(3, of: .nelderMead(), samples: 4), on: .threads(2), bounds: ["[0]": -4...4]
    ) { (x: [Double]) in
      let shift = x[0]
      let inner = try await minimize(
        from: [3.0], using: .multistart(2, of: .nelderMead(), samples: 3), on: .threads(2), bounds: ["[0]": -5...5]
      ) { y in (y[0] - shift) * (y[0] - shift) }
      return (inner.best[0] - 2) * (inner.best[0] - 2)
    }
    #expect(abs(outcome.best[0] - 2) < 1e-3)
  }

  @Test func programsAreRunSideBySide() async throws {
    let outcome = try await minimize(
      .command(["awk", "BEGIN { x = {x}; print (x * x - 1) * (x * x - 1) + x / 4 }"]), from: ["x": 1.5],
      using: .multistart(4, of: .nelderMead(), samples: 8), on: .threads(2), bounds: ["x": -2...2],
      tolerances: Tolerances(value: 1e-4, step: 1e-3))
    #expect(abs(outcome.best["x", default: 0] + 1.03) < 0.02 && outcome.basins.count >= 1)
  }
}
