import Foundation
import NadirEvaluation
import Synchronization
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  /// Whatever a worker does, every point has a result and nothing is left.
  @Suite struct WorkerEndTests {
    /// Evaluates 0 … 5 with a worker that does this when x is 3, and closes the evaluator.
    private func evaluate(
      misbehaving action: String, timeout: Duration? = nil, retries: Int = 0, width: Int = 2
    ) async throws -> EvaluationBatch {
      let script = try worker("if x == 3:\n  \(action)\nreturn {'value': x}")
      var results: EvaluationBatch = []
      try await leavingNothing {
        let evaluator = WorkerEvaluator(
          script.program(timeout: timeout, retries: retries), codec: codec("x"), width: width)
        results = await evaluator.evaluate(batch([0, 1, 2, 3, 4, 5]), for: .value)
        await evaluator.close()
      }
      return results
    }

    @Test(arguments: [
      ("os._exit(7)", EvaluationFailure.Kind.workerDied, "status 7"),
      ("raise ValueError('why')", .workerDied, "why"),
      ("os.kill(os.getpid(), 9)", .workerDied, "signal 9"),
      ("os.close(1); time.sleep(1000)", .workerDied, "closed its"),
      ("print('garbage', flush=True)", .unreadable, "garbage"),
      ("print(json.dumps({'id': 12345, 'value': 1}), flush=True)", .unreadable, "12345"),
      ("print('{}', flush=True)", .unreadable, "{}"),
    ])
    func oneThatEndsOrTalksNonsenseIsReplaced(action: String, kind: EvaluationFailure.Kind, text: String) async throws {
      let results = try await evaluate(misbehaving: action)
      #expect(results.values == [0, 1, 2, nil, 4, 5])
      #expect(results[3].failure?.kind == kind)
      #expect(results[3].failure?.message.contains(text) == true, "\(results[3])")
    }

    @Test(arguments: [
      "time.sleep(1000)", "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(1000)",
      "subprocess.run(['sleep', '1000'])", "os.kill(os.getpid(), signal.SIGSTOP)",
    ])
    func oneThatHangsIsReplacedInTime(action: String) async throws {
      let results = try await evaluate(misbehaving: action, timeout: .milliseconds(500))
      #expect(results.values == [0, 1, 2, nil, 4, 5])
      #expect(results[3].failure?.kind == .timedOut)
    }

    @Test func aFloodWithoutEndOfLineIsCutOff() async throws {
      let results = try await evaluate(misbehaving: "[sys.stdout.write('7' * 1000000) for _ in range(100)]")
      #expect(results.values == [0, 1, 2, nil, 4, 5] && results[3].failure?.kind == .unreadable)
    }

    @Test func anIdleWorkerThatDiedIsReplacedWithoutFailure() async throws {
      let script = try worker("return {'value': os.getpid()}")
      try await leavingNothing {
        let evaluator = WorkerEvaluator(script.program(), codec: codec("x"), width: 1)
        let first = try #require(await evaluator.evaluate(batch([1]), for: .value)[0].value)
        kill(pid_t(first), SIGKILL)
        // Dead is who cannot be found running.
        #expect(await eventually { !Holdings.isRunning(Int(first)) })
        let second = try #require(await evaluator.evaluate(batch([1]), for: .value)[0].value)
        #expect(first != second)
        await evaluator.close()
      }
    }

    @Test func retriesSurviveKillsAtRandomMoments() async throws {
      let seed = UInt64.random(in: 0..<1_000_000)
      let script = try worker("time.sleep(0.002); return {'value': x}")
      try await leavingNothing {
        let evaluator = WorkerEvaluator(script.program(retries: 100), codec: codec("x"), width: 3)
        let killer = Task {
          var generator = SeededGenerator(state: seed)
          while !Task.isCancelled {
            try? await Task.sleep(for: .microseconds(Int.random(in: 1000..<60_000, using: &generator)))
            let children = Holdings.now().children
            if let child = children.randomElement(using: &generator) { kill(pid_t(child), SIGKILL) }
          }
        }
        let values = (0..<300).map(Double.init)
        let results = await evaluator.evaluate(batch(values), for: .value)
        killer.cancel()
        await killer.value
        #expect(results.values == values, "seed \(seed)")
        await evaluator.close()
      }
    }

    @Test func cancellationEndsTheWorkers() async throws {
      let script = try worker("time.sleep(1000 if x else 0); return {'value': x}")
      try await leavingNothing {
        let evaluator = WorkerEvaluator(script.program(), codec: codec("x"), width: 3)
        let task = Task { await evaluator.evaluate(batch([0, 1, 2, 3, 4, 5]), for: .value) }
        #expect(await eventually { evaluator.activity.finished == 1 && evaluator.activity.busy == 3 })
        task.cancel()
        let results = await task.value
        #expect(results.values == [0, nil, nil, nil, nil, nil])
        #expect(results.dropFirst().allSatisfy { $0.failure?.kind == .cancelled })
        #expect(Holdings.now().children.isEmpty)
        #expect(await evaluator.evaluate(batch([0]), for: .value).values == [0])
        await evaluator.close()
      }
    }

    @Test func cancellationAtAnyMomentLeavesNothing() async throws {
      let seed = UInt64.random(in: 0..<1_000_000)
      var generator = SeededGenerator(state: seed)
      let script = try worker("time.sleep(0.001); return {'value': x}")
      try await leavingNothing {
        let evaluator = WorkerEvaluator(script.program(), codec: codec("x"), width: 3)
        for _ in 0..<20 {
          let task = Task { await evaluator.evaluate(batch((0..<30).map(Double.init)), for: .value) }
          try await Task.sleep(for: .microseconds(Int.random(in: 0..<120_000, using: &generator)))
          task.cancel()
          for (i, result) in await task.value.enumerated() {
            #expect(result.value == Double(i) || result.failure?.kind == .cancelled, "seed \(seed)")
          }
        }
        #expect(await evaluator.evaluate(batch([4]), for: .value).values == [4], "seed \(seed)")
        await evaluator.close()
      }
    }

    @Test(arguments: [
      ("import time; time.sleep(1000)", "longer than 0.2 seconds for its first line"), ("print('hello')", "hello"),
      ("print('{\"nadir\": 2}')", "version"),
      ("print('{\"nadir\": 1}')", "neither"), ("print('{\"nadir\": 1, \"provides\": [\"hessian\"]}')", "hessian"),
      ("raise SystemExit('sorry')", "sorry"), ("import os; os.close(1); os.close(0)", "status"),
      ("import sys; sys.stdout.write('7' * 100_000_000)", "without end"),
    ])
    func oneThatDoesNotIntroduceItselfIsUnavailable(source: String, text: String) async throws {
      let script = try Script(source)
      try await leavingNothing {
        var program = script.program()
        program.startTimeout = text.hasPrefix("longer") ? .milliseconds(200) : .seconds(20)
        let evaluator = WorkerEvaluator(program, codec: codec("x"), width: 2)
        let failure = await #expect(throws: EvaluationFailure.self) { () async throws in
          _ = try await evaluator.provides()
        }
        #expect(failure?.kind == .unavailable)
        #expect(failure?.message.contains(text) == true, "\(failure?.message ?? "")")
        let results = await evaluator.evaluate(batch([1, 2, 3]), for: .value)
        #expect(results.kinds == [.unavailable, .unavailable, .unavailable])
        await evaluator.close()
      }
    }

    @Test func aMissingExecutableIsUnavailable() async throws {
      try await leavingNothing {
        let evaluator = WorkerEvaluator(Program(arguments: ["nadir-no-such-program"]), codec: codec("x"), width: 2)
        #expect(await evaluator.evaluate(batch([1, 2]), for: .value).kinds == [.unavailable, .unavailable])
        await evaluator.close()
      }
    }

    @Test func oneThatDoesNotLeaveIsKilled() async throws {
      let script = try Script(
        """
        import json, signal, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print('{"nadir": 1, "provides": ["value"]}', flush=True)
        while True: time.sleep(1000)
        """)
      try await leavingNothing {
        let evaluator = WorkerEvaluator(script.program(), codec: codec("x"), width: 1)
        let offered = try await evaluator.provides()
        #expect(offered == .value)
        await evaluator.close()
      }
    }

    @Test func anEvaluatorLetGoOfTakesItsWorkersWithIt() async throws {
      let script = try worker("return {'value': x}")
      var evaluator: WorkerEvaluator? = WorkerEvaluator(script.program(), codec: codec("x"), width: 1)
      _ = try await evaluator?.provides()
      #expect(Holdings.now().children.count == 1)
      evaluator = nil
      #expect(await eventually { Holdings.now().children.isEmpty })
    }
  }
}
