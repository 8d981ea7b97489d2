import Foundation
import NadirEvaluation
import NadirJSON
import NadirLinear
import Synchronization
import Testing
import _TestSupport

@testable import NadirEvaluators

/// A worker whose `answer(request)` is this Python code, and which begins with this line.
func worker(_ answer: String, offering offer: String = #"{"nadir": 1, "provides": ["value"]}"#) throws -> Script {
  try Script(
    """
    import json, os, random, signal, subprocess, sys, time

    def answer(request):
      x = request["parameters"]["x"] if "parameters" in request else None
    \(answer.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))

    print('\(offer)', flush=True)
    for line in sys.stdin:
      request = json.loads(line)
      print(json.dumps({"id": request["id"], **answer(request)}), flush=True)
    """)
}

extension EvaluatorTests {
  @Suite struct WorkerTests {
    private func evaluator(
      _ script: Script, width: Int = 3, timeout: Duration? = nil, retries: Int = 0
    ) -> WorkerEvaluator {
      WorkerEvaluator(script.program(timeout: timeout, retries: retries), codec: codec("x"), width: width)
    }

    @Test func workersStayForTheNextBatch() async throws {
      let script = try worker("return {'value': x * 2, 'pid': os.getpid()}")
      try await leavingNothing {
        let evaluator = evaluator(script)
        #expect(Holdings.now().children.isEmpty)
        let offered = try await evaluator.provides()
        #expect(offered == .value)
        let values = (0..<40).map { Double($0) / 3 }
        #expect(await evaluator.evaluate(batch(values), for: .value).values == values.map { $0 * 2 })
        let children = Holdings.now().children
        #expect((1...3).contains(children.count))
        #expect(await evaluator.evaluate(batch([7]), for: .value).values == [14])
        #expect(Holdings.now().children == children)
        #expect(evaluator.activity.busy == 0 && evaluator.activity.finished == 41)
        await evaluator.close()
        #expect(Holdings.now().children.isEmpty)
        #expect(await evaluator.evaluate(batch([7]), for: .value).values == [14])
        await evaluator.close()
      }
    }

    @Test func answersComeInAnyOrderAndResultsInThatOfThePoints() async throws {
      let script = try worker("time.sleep(random.random() / 50)\nreturn {'value': x}")
      let evaluator = evaluator(script, width: 6)
      let values = (0..<60).map(Double.init)
      #expect(await evaluator.evaluate(batch(values), for: .value).values == values)
      #expect(Holdings.now().children.count == 6)
      await evaluator.close()
    }

    @Test func theWidthIsKeptByBatchesTogether() async throws {
      let script = try worker("time.sleep(0.01)\nreturn {'value': x}")
      let evaluator = evaluator(script, width: 2)
      await withDiscardingTaskGroup { group in
        for _ in 0..<5 { group.addTask { _ = await evaluator.evaluate(batch([1, 2, 3, 4]), for: .value) } }
      }
      #expect(Holdings.now().children.count == 2)
      await evaluator.close()
    }

    @Test func anErrorIsTheFailureOfItsPointAndTheWorkerStays() async throws {
      let script = try worker("return {'error': 'no convergence'} if x == 2 else {'value': x, 'error': None}")
      let evaluator = evaluator(script, width: 1, retries: 3)
      let results = await evaluator.evaluate(batch([1, 2, 3]), for: .value)
      #expect(results.values == [1, nil, 3])
      #expect(results[1].failure?.kind == .threw && results[1].failure?.message == "no convergence")
      await evaluator.close()
    }

    @Test func valuesThatAreNotFinite() async throws {
      let script = try worker("return {'value': [float('nan'), float('inf'), '-Infinity', None, 'x'][int(x)]}")
      let evaluator = evaluator(script, width: 2)
      let results = await evaluator.evaluate(batch([0, 1, 2, 3, 4]), for: .value)
      #expect(results.kinds == [.notFinite, .notFinite, .notFinite, .notFinite, .unreadable])
      await evaluator.close()
    }

    @Test func onlyWhatIsWantedIsAskedFor() async throws {
      let script = try worker(
        "return {'value': len(request['want']), 'gradient': {'x': 2 * x}}",
        offering: #"{"nadir": 1, "provides": ["value", "gradient"]}"#)
      let evaluator = evaluator(script)
      let offered = try await evaluator.provides()
      #expect(offered == [.value, .gradient])
      #expect(await evaluator.evaluate(batch([3]), for: .value).values == [1])
      let result = await evaluator.evaluate(batch([3]), for: [.value, .gradient])[0]
      #expect(result.value == 2 && result.gradient == [6])
      await evaluator.close()
    }

    @Test func manyParameters() async throws {
      let script = try worker(
        "return {'value': sum(x), 'gradient': [2 * v for v in x]}",
        offering: #"{"nadir": 1, "provides": ["value", "gradient"]}"#)
      let codec = ParameterCodec(
        encode: { x in .object([("x", .numbers(x))]) },
        decodeGradient: { json, _ throws(EvaluationFailure) in json.asNumbers ?? [] })
      let evaluator = WorkerEvaluator(script.program(), codec: codec, width: 3)
      // The messages are longer than what a pipe holds.
      let points = (0..<7).map { i in (0..<20_000).map { Double(i * $0) } }
      let results = await evaluator.evaluate(PointBatch(points), for: [.value, .gradient])
      for (x, result) in zip(points, results) {
        #expect(result.value == x.reduce(0, +) && result.gradient == x.map { 2 * $0 })
      }
      await evaluator.close()
    }

    @Test func aGradientOfAnotherShapeIsUnreadable() async throws {
      let script = try worker(
        "return {'value': 1, 'gradient': {'y': 2 * x} if x else [1, 2]}",
        offering: #"{"nadir": 1, "provides": ["value", "gradient"]}"#)
      let evaluator = evaluator(script)
      #expect(await evaluator.evaluate(batch([0, 3]), for: [.value, .gradient]).kinds == [.unreadable, .unreadable])
      await evaluator.close()
    }

    @Test func residualsGiveTheSumOfTheirSquares() async throws {
      let script = try worker(
        """
        assert request['want'] in (['residuals'], ['residuals', 'jacobian'])
        return {'residuals': [x, 2 * x], 'jacobian': [{'x': 1}, [2]]}
        """, offering: #"{"nadir": 1, "provides": ["residuals", "jacobian"]}"#)
      let evaluator = evaluator(script)
      let offered = try await evaluator.provides()
      #expect(offered == [.residuals, .jacobian])
      #expect(await evaluator.evaluate(batch([3]), for: .value).values == [45])
      let answer = await evaluator.evaluate(batch([3]), for: [.value, .residuals, .jacobian])[0]
      #expect(answer.terms?.numbers == [3, 6] && answer.terms?.derivatives?.rows == [[1], [2]])
      #expect(answer.terms?.gradient == [30])
      await evaluator.close()
    }

    @Test func aBatchIsOneRequest() async throws {
      let script = try worker(
        """
        items = request.get('batch') or [request['parameters']]
        if 'parameters' in request: return {'value': -1, 'gradient': {'x': 0}}
        values = [len(items) if p['x'] != 3 else None for p in items]
        errors = {str(i): 'four' for i, p in enumerate(items) if p['x'] == 4}
        return {'values': values, 'gradients': [{'x': p['x']} for p in items], 'errors': errors}
        """, offering: #"{"nadir": 1, "provides": ["value", "gradient"], "batch": 4}"#)
      let evaluator = evaluator(script, width: 2)
      let results = await evaluator.evaluate(batch([0, 1, 2, 3, 4, 5, 6, 7, 8]), for: [.value, .gradient])
      #expect(results.values == [4, 4, 4, nil, nil, 4, 4, 4, -1])
      #expect(results[3].failure?.kind == .notFinite && results[4].failure?.message == "four")
      #expect(results[7].gradient == [7])
      #expect(await evaluator.evaluate(batch([0, 1, 2, 5]), for: .value).values == [2, 2, 2, 2])
      await evaluator.close()
    }

    @Test func aPointThatKillsWorkersFailsAlone() async throws {
      let script = try worker(
        """
        items = request.get('batch') or [request['parameters']]
        if any(p['x'] == 3 for p in items): os._exit(9)
        values = [p['x'] for p in items]
        return {'values': values, 'value': values[0]}
        """, offering: #"{"nadir": 1, "provides": ["value"], "batch": 8}"#)
      try await leavingNothing {
        let evaluator = evaluator(script, width: 1)
        let results = await evaluator.evaluate(batch([0, 1, 2, 3, 4, 5]), for: .value)
        #expect(results.values == [0, 1, 2, nil, 4, 5])
        #expect(results[3].failure?.kind == .workerDied)
        #expect(results[3].failure?.message.contains("status 9") == true)
        await evaluator.close()
      }
    }

    @Test func standardErrorGoesToTheLog() async throws {
      let lines = Mutex<[String]>([])
      let script = try worker("sys.stderr.write('at %g\\n' % x); sys.stderr.flush(); return {'value': x}")
      let evaluator = WorkerEvaluator(script.program(), codec: codec("x"), width: 1) { line in
        lines.withLock { $0.append(line) }
      }
      // What is written before an answer is read before or with it, or with the next one.
      _ = await evaluator.evaluate(batch([1, 2, 3]), for: .value)
      #expect(lines.withLock { $0.starts(with: ["at 1", "at 2"]) })
      await evaluator.close()
    }
  }
}
