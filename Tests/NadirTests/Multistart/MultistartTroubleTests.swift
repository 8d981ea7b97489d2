import Nadir
import Synchronization
import Testing

private struct Trouble: Error {}

/// Many runs where something fails, is cut, or is given wrongly.
@Suite struct MultistartTroubleTests {
  private let camel = MultimodalFunction.camel

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func rangesAndStartsAreCheckedBeforeAnyEvaluation() {
    let evaluated = Mutex(0)
    func objective(_ x: [Double]) -> Double {
      evaluated.withLock { $0 += 1 }
      return x[0]
    }
    #expect(
      message { _ = try minimize(from: [1, 2], using: .multistart(5), objective: objective) }
        .hasPrefix(
          "the range of '[0]' is -inf...inf, but must be finite, as starts are sampled from it: give it bounds"))
    #expect(
      message {
        _ = try minimize(from: [1], using: .multistart(5, width: 0), bounds: ["[0]": 0...3], objective: objective)
      }
        == "the width of the multistart is 0, but must be 1 or more")
    #expect(
      message { _ = try minimize(from: [1, 2], using: .multistart(from: [[1, 2], [3]]), objective: objective) }
        == "start 2: the point is 1 numbers, but must be 2, as there are parameters")
    #expect(
      message { _ = try minimize(from: [1], using: .multistart(from: [[.nan]]), objective: objective) }
        == "start 1: number 0 is nan, but must be a finite number")
    #expect(
      message {
        _ = try minimize(
          from: [1], using: .multistart(from: [[1], [7]]), bounds: ["[0]": 0...3], objective: objective)
      } == "start 2: '[0]' of the point is 7.0, but must be within its bounds 0.0...3.0")
    #expect(
      message {
        _ = try minimize(
          from: [1], using: .multistart(5, of: .multistart(2)), bounds: ["[0]": 0...3], objective: objective)
      } == "the local method of the multistart is a multistart, but must be a method, such as .lbfgsb()")
    #expect(evaluated.withLock { $0 } == 0)
  }

  @Test func sourcesCheckTheirWorkers() async throws {
    let run = try Run(.minimize, in: try ParameterSpace(from: [1.0]))
    await #expect {
      try await Objective<[Double]> { x in x[0] }.run(run, on: .threads(0))
    } throws: { "\($0)" == "the number of threads is 0, but must be 1 or more" }
  }

  /// Regions that fail are left out of the sample, and do not stop the runs.
  @Test(arguments: [Workers.inline, .threads(3)]) func regionsThatFailAreSurvived(workers: Workers) async throws {
    let function = camel
    let outcome = try await minimize(
      from: function.start, using: .multistart(20, of: .nelderMead()), on: workers, bounds: function.bounds
    ) { (x: [Double]) throws in
      if x[0] > -1, x[0] < 0 { throw Trouble() }
      return x[1] < -1.5 ? .nan : function.value(x)
    }
    #expect(abs(outcome.value - function.minimum) < 1e-6)
    #expect(outcome.counts.failures > 0)
    #expect(outcome.counts.failures == outcome.history.count { $0.record.failed })
    #expect(
      outcome.localOptima.allSatisfy { !($0.start[0] > -1 && $0.start[0] < 0) || $0.termination == .failed(.start) })
  }

  @Test func aStartThatFailsIsTheUsualError() throws {
    let function = camel
    #expect(throws: OptimizationError.self) {
      try minimize(from: function.start, using: .multistart(5), bounds: function.bounds) { x in
        x == function.start ? .nan : 1
      }
    }
  }

  /// One of several given starts may fail: the others go on.
  @Test(arguments: [1, 2, 8]) func oneStartMayFail(width: Int) async throws {
    let function = camel
    let starts: [[Double]] = [[-1, 1], [0.3, -0.3], [1.5, 0.5], [-0.4, 0.9]]
    for workers in [Workers.inline, .threads(2)] {
      let outcome = try await minimize(
        from: [0, 0], using: .multistart(from: starts, of: .nelderMead(), width: width), on: workers
      ) { (x: [Double]) in x == [0.3, -0.3] ? .nan : function.value(x) }
      let locals = outcome.localOptima
      #expect(locals.map(\.start) == starts)
      #expect(locals[1].termination == .failed(.start) && locals[1].basin == nil)
      // What was asked for together was evaluated together.
      #expect(locals[1].counts.evaluations == 3 && locals[1].counts.failures == 1 && locals[1].value.isFinite)
      #expect(locals.enumerated().allSatisfy { $0.offset == 1 || $0.element.basin != nil })
      #expect(abs(outcome.value - function.minimum) < 1e-6 && outcome.success)
      // The start of the call is none of them.
      #expect(!outcome.history.contains { $0.parameters == [0, 0] } && outcome.history[0].run == 1)
      #expect(outcome.counts.rounds >= locals.map(\.counts.rounds).max() ?? 0)
    }
    await #expect(throws: OptimizationError.self) {
      try await minimize(from: [0, 0], using: .multistart(from: starts)) { (_: [Double]) in .nan }
    }
  }

  /// Under `rethrow` the first failure of the first run that has one is the error, whatever happened at the same time.
  @Test func failuresThatAreRethrownEndIt() async throws {
    let function = camel
    func failure(_ workers: Workers) async -> String {
      do {
        _ = try await minimize(
          from: [0, 0], using: .multistart(from: [[1, 1], [-1, 1], [1, -1]], of: .nelderMead(), width: 3), on: workers,
          onFailure: .rethrow
        ) { (x: [Double]) throws in
          if x[0] < 0 { throw Trouble() }
          return function.value(x)
        }
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    let inline = await failure(.inline)
    #expect(inline.contains("Trouble"))
    for _ in 0..<5 { #expect(await failure(.threads(4)) == inline) }
  }

  @Test(arguments: [Workers.inline, .threads(2)]) func watchersAreToldTheRunAndMayStop(workers: Workers) async throws {
    let function = camel
    let runs = Mutex<Set<Int>>([])
    let whole = try await minimize(
      from: function.start, using: .multistart(6, of: .nelderMead()), on: workers, bounds: function.bounds,
      observers: [.watching { state in _ = runs.withLock { $0.insert(state.run) } }],
      objective: { @Sendable (x: [Double]) in function.value(x) })
    #expect(runs.withLock { $0 } == Set(1...6) && whole.localOptima.count == 6)

    let stopped = try await minimize(
      from: function.start, using: .multistart(6, of: .nelderMead()), on: workers, bounds: function.bounds,
      observers: [.deciding { $0.run == 2 && $0.counts.iterations == 3 ? .stop : .proceed }],
      objective: { @Sendable (x: [Double]) in function.value(x) })
    #expect(stopped.termination == .stopped(.callback) && !stopped.success && stopped.value.isFinite)
    #expect(stopped.localOptima[1].termination == .stopped(.callback))
    #expect(stopped.localOptima[1].counts.iterations == 3)
    #expect(stopped.history.count == stopped.counts.evaluations)
  }

  @Test(arguments: [Workers.inline, .threads(2)]) func targetsAndCancellationEndIt(workers: Workers) async throws {
    let function = camel
    let target = try await minimize(
      from: function.start, using: .multistart(30, of: .nelderMead()), on: workers, bounds: function.bounds,
      budget: Budget(target: -1.03), objective: { @Sendable (x: [Double]) in function.value(x) })
    #expect(target.termination == .converged(.target) && target.success && target.value <= -1.03)
    #expect(target.localOptima.count < 30)

    let cancelled = try await minimize(
      from: function.start, using: .multistart(30, of: .nelderMead()), on: workers, bounds: function.bounds,
      observers: [.watching { if $0.run == 2 { withUnsafeCurrentTask { $0?.cancel() } } }],
      objective: { @Sendable (x: [Double]) in function.value(x) })
    #expect(cancelled.termination == .stopped(.cancelled) && cancelled.localOptima.count < 30)
  }

  @Test func iterationsAreLimitedForEachRun() throws {
    let function = camel
    let outcome = try minimize(
      from: function.start, using: .multistart(5, of: .nelderMead()), bounds: function.bounds,
      budget: Budget(iterations: 4), objective: function.value)
    #expect(outcome.localOptima.map(\.counts.iterations) == [4, 4, 4, 4, 4])
    #expect(outcome.termination == .stopped(.iterations) && outcome.basins.isEmpty)
    #expect("\(outcome)".contains("none of 5 runs came to a minimum"))
  }

  /// Where nothing moves there is one point.
  @Test func nothingToMoveIsOneEvaluation() throws {
    let outcome = try minimize(from: [1, 2], using: .multistart(5), fixed: ["[0]", "[1]"]) { x in x[0] + x[1] }
    #expect(outcome.value == 3 && outcome.counts.evaluations == 1 && outcome.success)
    #expect(outcome.localOptima.count == 1)
  }

  /// A record of many runs is bounded.
  @Test func theHistoryOfManyRunsIsBounded() throws {
    let outcome = try minimize(
      from: [1, 1], using: .multistart(from: (0..<500).map { [Double($0), 1] }, of: .nelderMead(), endsEarly: false),
      tolerances: Tolerances(value: 0, step: 0)
    ) { x in (x[0] * x[0] + 100 * x[1] * x[1]).squareRoot() }
    #expect(outcome.counts.evaluations > 8 * 16_384)
    #expect(outcome.history.count <= 8 * 16_384 && outcome.history.isThinned)
    let last = try #require(outcome.history.last)
    #expect(last.run == 500 && outcome.history.columns.runs.last == 500)
  }
}
