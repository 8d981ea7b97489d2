import Nadir
import NadirProblems
import Testing
import _TestSupport

@Suite struct FrontDoorTests {
  private static func rosenbrock(_ x: [Double]) -> Double {
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return a * a + 100 * b * b
  }

  /// The closure of the synchronous door may change local variables and need not be `Sendable`.
  @Test func synchronousDoorTakesAnyClosure() throws {
    var calls = 0
    let outcome = try minimize(from: [-1.2, 1]) { (x: [Double]) in
      calls += 1
      return Self.rosenbrock(x)
    }
    #expect(outcome.success)
    #expect(outcome.counts.evaluations == calls)
    #expect(outcome.algorithm == "L-BFGS-B")
    #expect(abs(outcome.best[0] - 1) < 1e-3)
    #expect(outcome.history.count == calls)
    #expect(outcome.history.map(\.record.value).min() == outcome.value)
  }

  @Test func bothDoorsGiveTheSame() async throws {
    let synchronous = try Self.synchronously()
    let asynchronous = try await minimize(from: [-1.2, 1]) { x in Self.rosenbrock(x) }
    let suspending = try await minimize(from: [-1.2, 1], on: .threads(3)) { x in
      await Task.yield()
      return Self.rosenbrock(x)
    }
    let threads = try await minimize(from: [-1.2, 1], on: .threads(8)) { x in Self.rosenbrock(x) }
    for outcome in [asynchronous, suspending, threads] {
      #expect(outcome.best == synchronous.best)
      #expect(outcome.counts == synchronous.counts)
      #expect(outcome.termination == synchronous.termination)
      #expect(outcome.history.map(\.parameters) == synchronous.history.map(\.parameters))
    }
  }

  private static func synchronously() throws -> Outcome<[Double]> {
    try minimize(from: [-1.2, 1]) { x in rosenbrock(x) }
  }

  @Test func parametersKeepTheirShape() async throws {
    let outcome = try await minimize(from: ["a": 3, "b": -2], on: .threads(2), bounds: ["b": -5...(-1)]) {
      (x: [String: Double]) in
      (x["a", default: 0] - 1) * (x["a", default: 0] - 1) + x["b", default: 0] * x["b", default: 0]
    }
    #expect(abs((outcome.best["a"] ?? .nan) - 1) < 1e-4)
    #expect(outcome.best["b"] == -1)
    #expect(outcome.table.map(\.note) == ["", "at its upper bound"])
  }

  @Test func givenGradientsAreUsed() async throws {
    let sphere = Objective(
      value: { (x: [Double]) in x.reduce(0) { $0 + $1 * $1 } }, gradient: { x in x.map { 2 * $0 } })
    let both = Objective { (x: [Double]) in (value: x.reduce(0) { $0 + $1 * $1 }, gradient: x.map { 2 * $0 }) }
    for objective in [sphere, both] {
      let outcome = try await minimize(objective, from: [1, 2, 3], using: .bfgs())
      #expect(outcome.success && outcome.value < 1e-10)
      #expect(outcome.counts.evaluations == outcome.counts.rounds)
      #expect(outcome.gradient?.allSatisfy { abs($0) < 1e-5 } == true)
    }
    let dictionary = Objective(
      value: { (x: [String: Double]) in x.values.reduce(0) { $0 + $1 * $1 } },
      gradient: { x in x.mapValues { 2 * $0 } })
    let outcome = try await minimize(dictionary, from: ["a": 1, "b": 2], fixed: ["a"])
    #expect(outcome.gradient?.keys.sorted() == ["a", "b"])
    #expect(outcome.best["a"] == 1 && abs(outcome.best["b"] ?? 1) < 1e-5)
  }

  @Test func maximizesInTheUsersDirection() async throws {
    let outcome = try await maximize(from: [3.0], budget: Budget(target: 4.999999)) { x in 5 - x[0] * x[0] }
    #expect(outcome.value > 4.99999)
    #expect(outcome.termination == .converged(.target))
    let whole = try await maximize(from: [3.0], using: .nelderMead()) { x in 5 - x[0] * x[0] }
    #expect(abs(whole.value - 5) < 1e-4)
    #expect(whole.description.contains("maximum"))
  }

  @Test func theBudgetOfEvaluationsIsMetExactlyWithDifferences() async throws {
    let start = [Double](repeating: 1, count: 40)
    for algorithm in [LBFGSB() as any Algorithm, BFGS(), NelderMead()] {
      for budget in [1, 40, 41, 42, 50, 123] {
        func run(_ algorithm: some Algorithm) async throws {
          let evaluator = RecordingEvaluator(TestProblems.rosenbrock(40).value)
          let outcome = try await Run(
            .minimize, in: try ParameterSpace(from: start.map { $0 - 0.5 }), using: algorithm,
            budget: Budget(evaluations: budget))(
              on: evaluator)
          #expect(outcome.termination == .stopped(.evaluations))
          #expect(outcome.counts.evaluations == budget && evaluator.points.count == budget)
        }
        try await run(algorithm)
      }
    }
  }

  @Test func observersSeeAndStop() async throws {
    let outcome = try await minimize(
      from: [-1.2, 1], using: .nelderMead(),
      observers: [
        .watching(.every(5)) { state in
          #expect(state.counts.iterations.isMultiple(of: 5))
          #expect(Self.rosenbrock(state.best) == state.bestValue)
          #expect(Self.rosenbrock(state.parameters) == state.value)
        },
        .deciding { state in state.counts.iterations == 12 ? .stop : .proceed },
      ]
    ) { x in Self.rosenbrock(x) }
    #expect(outcome.termination == .stopped(.callback))
    #expect(outcome.counts.iterations == 12)
    #expect(!outcome.success)
  }

  @Test func cancellationKeepsTheBest() async throws {
    let task = Task {
      try await minimize(
        from: [-1.2, 1], using: .nelderMead(),
        observers: [.watching { state in if state.counts.iterations == 3 { withUnsafeCurrentTask { $0?.cancel() } } }]
      ) { x in
        await Task.yield()
        return Self.rosenbrock(x)
      }
    }
    let outcome = try await task.value
    #expect(outcome.termination == .stopped(.cancelled))
    #expect(outcome.value < 24.2)
  }

  @Test func allFixedIsOneEvaluation() throws {
    let outcome = try minimize(from: [1, 2], fixed: [0, 1]) { x in x[0] + x[1] }
    #expect(outcome.value == 3 && outcome.best == [1, 2] && outcome.counts.evaluations == 1 && outcome.success)
  }

  @Test func badArgumentsAreErrorsBeforeTheFirstEvaluation() {
    var calls = 0
    func message(_ body: () throws(OptimizationError) -> Outcome<[Double]>) -> String {
      do {
        _ = try body()
        return ""
      } catch {
        return error.description
      }
    }
    let f = { (x: [Double]) -> Double in
      calls += 1
      return x[0]
    }
    #expect(message { () throws(OptimizationError) in try minimize(from: [], objective: f) }.contains("empty"))
    #expect(
      message { () throws(OptimizationError) in
        try minimize(from: [1], using: .bfgs(), bounds: Bounds(lower: 0), objective: f)
      }.contains("L-BFGS-B"))
    #expect(
      message { () throws(OptimizationError) in
        try minimize(from: [1], budget: Budget(evaluations: 0), objective: f)
      }.contains("budget of evaluations is 0"))
    #expect(
      message { () throws(OptimizationError) in
        try minimize(from: [1], tolerances: Tolerances(value: -1), objective: f)
      }.contains("'value' is -1.0"))
    #expect(
      message { () throws(OptimizationError) in
        try minimize(from: [1], using: .lbfgsb(memory: 0), objective: f)
      }.contains("memory is 0"))
    #expect(calls == 0)
  }

  @Test func failuresAtTheStartShowTheirCause() {
    struct Broken: Error, CustomStringConvertible { var description: String { "no data" } }
    do {
      _ = try minimize(from: [1, 2]) { _ in throw Broken() }
      Issue.record("the start failed")
    } catch {
      #expect(error.description == "the objective failed at the start point: the objective threw no data")
      #expect(error.failure?.underlying is Broken)
    }
  }

  @Test func rethrowingKeepsWhatWasComputed() {
    do {
      _ = try minimize(from: [1, 2], onFailure: .rethrow) { x in x[0] < 0.5 ? .nan : x[0] * x[0] + x[1] * x[1] }
      Issue.record("it must fail")
    } catch {
      guard case .evaluationFailed(_, let best, let value, let counts) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(best["[0]"] != nil && value <= 5 && counts.evaluations >= 4)
    }
  }

  /// A smooth quadratic of 3 variables of which 3 % of the evaluations are NaN, at random, 40 seeds.
  @Test(arguments: [NelderMead() as any Algorithm, BFGS(), LBFGSB()])
  func threePercentNaNAreSurvived(_ algorithm: any Algorithm) async throws {
    func check(_ algorithm: some Algorithm) async throws {
      for seed in 1...40 as ClosedRange<UInt64> {
        nonisolated(unsafe) var generator = SeededGenerator(seed: seed)
        let value: @Sendable ([Double]) -> Double = { x in
          (x[0] - 1) * (x[0] - 1) + 2 * (x[1] + 0.5) * (x[1] + 0.5) + 5 * x[2] * x[2] + x[0] * x[2]
        }
        let minimum = -0.0526315789473684  // at x₀ = 20/19, x₂ = −2/19
        var calls = 0
        var best = Double.infinity
        let run = try Run(.minimize, in: try ParameterSpace(from: [3, -2, 2]), using: algorithm)
        let outcome = try run.synchronously { x in
          calls += 1
          guard calls == 1 || Double.random(in: 0..<1, using: &generator) >= 0.03 else { return .nan }
          best = min(best, value(x))
          return value(x)
        }
        #expect(outcome.value - minimum < 1e-3, "seed \(seed): \(outcome)")
        #expect(outcome.value == best, "seed \(seed)")
      }
    }
    try await check(algorithm)
  }
}
