import Foundation
import NadirEvaluation
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  /// However a command ends, nothing of it is left.
  @Suite struct CommandEndTests {
    private func evaluate(_ program: Program, at values: [Double] = [2], width: Int = 4) async -> EvaluationBatch {
      await CommandEvaluator(program, codec: codec("x"), width: width).evaluate(batch(values), for: .value)
    }

    @Test func aTimeOutEndsTheProgram() async throws {
      try await leavingNothing {
        var program = Program.shell("echo still here >&2; sleep 1000")
        program.timeout = .milliseconds(200)
        let results = await evaluate(program, at: [1, 2, 3])
        #expect(results.kinds == [.timedOut, .timedOut, .timedOut])
        #expect(results[0].failure?.message.contains("still here") == true)
      }
    }

    @Test func aProgramThatIgnoresTheRequestIsKilled() async throws {
      let script = try Script(
        """
        import signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True: time.sleep(1000)
        """)
      try await leavingNothing {
        #expect(await evaluate(script.program(timeout: .milliseconds(300))).kinds == [.timedOut])
      }
    }

    @Test(arguments: [
      "sleep 1000 & echo $! > FILE; wait", "sleep 1000 & echo $! > FILE; echo 1",
      "(trap '' TERM; sh -c 'echo $$ > FILE; while :; do sleep 1000; done') & wait",
    ])
    func grandchildrenEndToo(line: String) async throws {
      let file = NSTemporaryDirectory() + "nadir-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: file) }
      try await leavingNothing {
        var program = Program.shell(line.replacingOccurrences(of: "FILE", with: file))
        program.timeout = .milliseconds(300)
        let results = await evaluate(program)
        #expect(results.kinds == [.timedOut] || results.values == [1])
        let written = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let grandchild = try #require(Int(written))
        #expect(await eventually { !Holdings.isRunning(grandchild) })
      }
    }

    @Test func aGrandchildThatHoldsTheOutputIsNotWaitedFor() async throws {
      try await leavingNothing {
        let start = ContinuousClock.now
        #expect(await evaluate(.shell("sleep 1000 & echo 5")).values == [5])
        #expect(.now - start < .seconds(5))
      }
    }

    @Test func aProgramThatClosesItsOutputIsWaitedFor() async throws {
      try await leavingNothing {
        #expect(await evaluate(.shell("echo 5; exec >&- 2>&-; sleep 0.1; exit 4")).kinds == [.exited])
      }
    }

    @Test func cancellationEndsThePrograms() async throws {
      try await leavingNothing {
        let evaluator = CommandEvaluator(.shell("sleep 1000"), codec: codec("x"), width: 3)
        let task = Task { await evaluator.evaluate(batch([1, 2, 3, 4, 5, 6]), for: .value) }
        #expect(await eventually { Holdings.now().children.count == 3 })
        task.cancel()
        #expect(await task.value.allSatisfy { $0.failure?.kind == .cancelled })
        #expect(Holdings.now().children.isEmpty)
        #expect(evaluator.activity.busy == 0)
      }
    }

    @Test func whatWaitsForAnotherBatchIsNotBusy() async throws {
      try await leavingNothing {
        let evaluator = CommandEvaluator(.shell("sleep 1000"), codec: codec("x"), width: 2)
        let tasks = (0..<3).map { _ in Task { await evaluator.evaluate(batch([1, 2, 3]), for: .value) } }
        #expect(await eventually { Holdings.now().children.count == 2 })
        #expect(evaluator.activity.busy == 2)
        for task in tasks { task.cancel() }
        for task in tasks { _ = await task.value }
        #expect(evaluator.activity.busy == 0)
      }
    }

    @Test func cancellationAtAnyMomentLeavesNothing() async throws {
      let seed = UInt64.random(in: 0..<1_000_000)
      var generator = SeededGenerator(state: seed)
      try await leavingNothing {
        for _ in 0..<30 {
          let evaluator = CommandEvaluator(.shell("sleep 0.01; echo {x}"), codec: codec("x"), width: 4)
          let task = Task { await evaluator.evaluate(batch((0..<12).map(Double.init)), for: .value) }
          try await Task.sleep(for: .microseconds(Int.random(in: 0..<60_000, using: &generator)))
          task.cancel()
          let results = await task.value
          for (i, result) in results.enumerated() {
            #expect(result.value == Double(i) || result.failure?.kind == .cancelled, "seed \(seed)")
          }
        }
      }
    }

    @Test func aFloodOfOutputIsNotKept() async throws {
      try await leavingNothing {
        let before = residentBytes()
        let lines = await evaluate(.shell("head -c 200000000 /dev/zero | tr '\\0' 'a' | fold; echo; echo 3"))
        #expect(lines.values == [3])
        let oneLine = await evaluate(.shell("head -c 200000000 /dev/zero | tr '\\0' '7'"))
        #expect(oneLine.kinds == [.unreadable])
        #expect(oneLine[0].failure.map { $0.message.utf8.count < 5000 } == true)
        #expect(residentBytes() - before < 120 << 20)
      }
    }

    @Test func binaryGarbageIsUnreadable() async throws {
      try await leavingNothing {
        #expect(await evaluate(.shell("head -c 1000000 /dev/urandom")).kinds == [.unreadable])
      }
    }
  }
}

/// A splitmix64 generator, so that a failure can be repeated from its seed.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private func residentBytes() -> Int {
  let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
  return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
}
