import Foundation
import Nadir
import Testing
import _TestSupport

@Suite(.alone) struct ExternalObjectiveTests {
  /// awk starts in a millisecond and is everywhere.
  private static func awk(_ expression: String) -> [String] {
    ["awk", "BEGIN { printf \"%.17g\\n\", \(expression) }"]
  }

  @Test func aCommandIsMinimized() async throws {
    let outcome = try await minimize(
      .command(Self.awk("({a} - 3)^2 + ({b} + 1)^2 + 2")), from: ["a": 1.0, "b": 0], on: .threads(2))
    #expect(outcome.success)
    #expect(outcome.workers == 2)
    #expect(abs(outcome.value - 2) < 1e-8)
    #expect(abs(outcome.best["a", default: .nan] - 3) < 1e-4)
  }

  @Test func plainArraysAreNamedX() async throws {
    let outcome = try await maximize(.command(Self.awk("-({x[0]} - 3)^2 - ({x[1]} - 1)^2")), from: [0, 0])
    #expect(outcome.success)
    #expect(abs(outcome.best[0] - 3) < 1e-4)
  }

  @Test func unknownPlaceholdersAreRefused() async {
    let error = await #expect(throws: OptimizationError.self) {
      try await minimize(.command(["echo", "{rat}"]), from: ["rate": 1.0])
    }
    #expect(
      error?.description == """
        a placeholder of the command is '{rat}', but must be the name of a parameter (did you mean '{rate}'? known: \
        rate; literal braces are '{{' and '}}')
        """)
  }

  @Test func aCommandThatSaysSoGivesGradients() async throws {
    let objective = ExternalObjective<[Double]>.command(
      Program(arguments: [
        "awk", "BEGIN { printf \"{\\\"value\\\": %.17g, \\\"gradient\\\": [%.17g]}\\n\", {x[0]}^2, 2 * {x[0]} }",
      ]), provides: [.value, .gradient])
    let outcome = try await minimize(objective, from: [3])
    #expect(outcome.success)
    #expect(outcome.gradient.map { abs($0[0]) < 1e-3 } == true)
    // One point a round: no differences.
    #expect(outcome.counts.evaluations == outcome.counts.rounds)
  }

  @Test func aWorkerSaysWhatItProvides() async throws {
    let worker = """
      import json, sys
      print('{"nadir": 1, "provides": ["value", "gradient"]}', flush=True)
      for line in sys.stdin:
        request = json.loads(line)
        a = request["parameters"]["a"]
        print(json.dumps({"id": request["id"], "value": a * a, "gradient": {"a": 2 * a}}), flush=True)
      """
    let outcome = try await minimize(
      .worker(["python3", "-c", worker], timeout: .seconds(60)), from: ["a": 3.0, "b": 2.0], fixed: ["b"])
    #expect(outcome.success)
    #expect(abs(outcome.best["a", default: .nan]) < 1e-4)
    #expect(outcome.counts.evaluations == outcome.counts.rounds)
  }

  /// What many runs await is asked for together; what they come to is what they come to one point at a time.
  @Test(arguments: [1, 3]) func manyRunsShareTheRequestsOfAWorkerThatTakesBatches(workers: Int) async throws {
    let worker = """
      import json, sys
      print(json.dumps({"nadir": 1, "provides": ["value"], "batch": int(sys.argv[1])}), flush=True)
      log = open(sys.argv[2], "a", buffering=1)
      for line in sys.stdin:
        request = json.loads(line)
        print(request["id"], file=log)
        points = request["batch"] if "batch" in request else [request["parameters"]]
        values = [(p["x"][0] ** 2 - 2) ** 2 + (p["x"][1] - 1) ** 2 for p in points]
        answer = {"values": values} if "batch" in request else {"value": values[0]}
        print(json.dumps({"id": request["id"], **answer}), flush=True)
      """
    func run(batch: Int) async throws -> (outcome: Outcome<[Double]>, requests: Int) {
      let log = FileManager.default.temporaryDirectory.appending(path: "nadir-requests-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: log) }
      let outcome = try await minimize(
        .worker(["python3", "-c", worker, "\(batch)", log.path]), from: [1.0, 0],
        using: .multistart(12, of: .nelderMead(), width: 12), on: .threads(workers), bounds: Bounds(lower: -3, upper: 3)
      )
      return (outcome, try String(contentsOf: log, encoding: .utf8).split(separator: "\n").count)
    }
    let (alone, together) = (try await run(batch: 1), try await run(batch: 64))
    #expect(together.outcome.best == alone.outcome.best && together.outcome.counts == alone.outcome.counts)
    #expect(together.outcome.localOptima.map(\.value) == alone.outcome.localOptima.map(\.value))
    #expect(alone.requests == alone.outcome.counts.evaluations)
    // In lock step there are as many batches as the longest of the twelve runs has rounds, and a sample before them.
    let longest = together.outcome.localOptima.map(\.counts.rounds).max() ?? 0
    #expect(together.requests <= (longest + 2) * workers, "\(together.requests) requests")
    #expect(together.requests < alone.requests / 2)
  }

  @Test func aWorkerThatCannotBeStartedIsAnError() async {
    let error = await #expect(throws: OptimizationError.self) {
      try await minimize(.worker(["/nowhere/worker"]), from: [1.0])
    }
    #expect(error?.failure?.kind == .unavailable)
  }
}
