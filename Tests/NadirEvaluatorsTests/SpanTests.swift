import Foundation
import NadirEvaluation
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  /// Every evaluator says when a point was evaluated, and by whom.
  @Suite struct SpanTests {
    /// The spans of a batch on a clock that encloses it, after checking that no worker had two points at the same time,
    /// unless it had them from the same request.
    private func spans(
      _ evaluator: any Evaluator, _ values: [Double], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [EvaluationSpan] {
      let begin = ContinuousClock.now
      let results = await evaluator.evaluate(batch(values), for: .value)
      let seconds = (ContinuousClock.now - begin).inSeconds
      let spans = try #require(results.spans, sourceLocation: sourceLocation)
      #expect(spans.count == values.count, sourceLocation: sourceLocation)
      let areInside = spans.allSatisfy { 0 <= $0.start && $0.start <= $0.end && $0.end <= seconds }
      #expect(areInside, "\(spans)", sourceLocation: sourceLocation)
      let areWorkers = spans.allSatisfy { (0..<evaluator.width).contains($0.worker ?? -1) }
      #expect(areWorkers, "\(spans)", sourceLocation: sourceLocation)
      for worker in 0..<evaluator.width {
        let own = Set(spans.filter { $0.worker == worker }).sorted { $0.start < $1.start }
        let areApart = zip(own, own.dropFirst()).allSatisfy { $0.end <= $1.start }
        #expect(areApart, "\(own)", sourceLocation: sourceLocation)
      }
      return spans
    }

    private let values = (0..<30).map(Double.init)

    @Test func inlineIsOneWorker() async throws {
      let spans = try await spans(InlineEvaluator(Objective { x in x[0] }), values)
      #expect(spans.allSatisfy { $0.worker == 0 })
      #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start })
    }

    @Test(arguments: [1, 5])
    func threadsHaveNumbers(width: Int) async throws {
      let gauge = Gauge()
      let objective = Objective<[Double]> { x in
        gauge.enter()
        // The first points are all begun before any of them ends.
        while gauge.total < width { usleep(200) }
        gauge.leave()
        return x[0]
      }
      let spans = try await spans(try #require(ThreadEvaluator(objective, width: width)), values)
      #expect(Set(spans.prefix(width).map(\.worker)) == Set(0..<width))
    }

    @Test(arguments: [1, 5])
    func tasksHaveNumbers(width: Int) async throws {
      let gauge = Gauge()
      let objective = Objective<[Double]> { x async in
        gauge.enter()
        while gauge.total < width { await Task.yield() }
        gauge.leave()
        return x[0]
      }
      let spans = try await spans(TaskEvaluator(objective, width: width), values)
      #expect(Set(spans.prefix(width).map(\.worker)) == Set(0..<width))
    }

    @Test func commandsHaveNumbers() async throws {
      let spans = try await spans(CommandEvaluator(.shell("echo {x}"), codec: codec("x"), width: 3), values)
      #expect(spans.contains { $0.worker == 0 })
    }

    /// A repeated command takes from its first attempt to the end of its last.
    @Test func repetitionsAreOneSpan() async throws {
      let once = NSTemporaryDirectory() + "nadir-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: once) }
      var program = Program.shell("test -e \(once) && exec echo {x}; touch \(once); exit 1")
      program.retries = 1
      let evaluator = CommandEvaluator(program, codec: codec("x"), width: 1)
      let results = await evaluator.evaluate(batch([4, 5]), for: .value)
      #expect(results.values == [4, 5])
      let spans = try #require(results.spans)
      #expect(spans[0].start < spans[0].end && spans[0].end <= spans[1].start)
      #expect(spans.map(\.worker) == [0, 0])
    }

    /// Between two attempts at a point nobody else is the worker that has it, also where another batch waits for one.
    @Test func repetitionsStayWithTheirWorker() async throws {
      let folder = NSTemporaryDirectory() + "nadir-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      var program = Program.shell("mkdir \(folder)/{x} 2>/dev/null && exit 1; echo {x}")
      program.retries = 1
      let commands = CommandEvaluator(program, codec: codec("x"), width: 2)
      async let others = commands.evaluate(batch(values.map { -1 - $0 }), for: .value)
      _ = try await spans(commands, values)
      _ = await others

      let script = try worker(
        """
        try:
          os.mkdir(sys.argv[1] + '/worker' + str(x))
        except FileExistsError:
          return {'value': x}
        os._exit(1)
        """)
      let evaluator = WorkerEvaluator(script.program(folder, retries: 1), codec: codec("x"), width: 2)
      _ = try await spans(evaluator, Array(values.prefix(6)))
      await evaluator.close()
    }

    @Test func workerProcessesHaveNumbers() async throws {
      let script = try worker("return {'value': os.getpid()}")
      let evaluator = WorkerEvaluator(script.program(), codec: codec("x"), width: 3)
      var processes: [Int: Double] = [:]
      for values in [values, [1], values] {
        let results = await evaluator.evaluate(batch(values), for: .value)
        let spans = try #require(results.spans)
        for (result, span) in zip(results, spans) {
          let number = try #require(span.worker)
          #expect(processes[number, default: result.value ?? .nan] == result.value)
          processes[number] = result.value
        }
        if values.count == 1 { #expect(spans[0].worker == 0) }
      }
      #expect(Set(processes.values).count == processes.count)
      _ = try await spans(evaluator, values)
      await evaluator.close()
    }

    /// The points of one request began and ended together; those of a request that failed are single ones.
    @Test func batchesOfWorkersAreOneSpan() async throws {
      let script = try worker(
        """
        if "batch" in request:
          return {"values": [p["x"] for p in request["batch"]]}
        if x == 7:
          os._exit(1)
        return {'value': x}
        """, offering: #"{"nadir": 1, "provides": ["value"], "batch": 4}"#)
      let evaluator = WorkerEvaluator(script.program(), codec: codec("x"), width: 1)
      let together = try await spans(evaluator, [0, 1, 2, 3, 4, 5, 6])
      #expect(Set(together).count == 2 && together[0] == together[3] && together[4] == together[6])
      let alone = try await spans(evaluator, [7])
      #expect(alone.map(\.worker) == [0])
      #expect(try await spans(evaluator, [8]).map(\.worker) == [0], "another process takes its number")
      await evaluator.close()
    }

    @Test func whatWasNotEvaluatedHasNoWorker() async {
      let program = Program(arguments: ["/nonexistent/worker"])
      let evaluator = WorkerEvaluator(program, codec: codec("x"), width: 2)
      let results = await evaluator.evaluate(batch([1, 2]), for: .value)
      #expect(results.kinds == [.unavailable, .unavailable])
      #expect(results.spans?.allSatisfy { $0.worker == nil } == true)
    }
  }
}
