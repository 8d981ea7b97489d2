import NadirEvaluation
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  @Suite struct ClosureTests {
    static let kinds: [Workers?] = [.inline, .threads(1), .threads(3), .threads(64), nil]

    /// The evaluators of `value`, by the way they are called; `nil` is asynchronous.
    private func evaluator(_ kind: Workers?, _ value: @escaping @Sendable ([Double]) throws -> Double) -> any Evaluator
    {
      guard let kind else {
        return closureEvaluator(
          Objective { x async throws in
            await Task.yield()
            return try value(x)
          }, workers: .threads(5))
      }
      return closureEvaluator(Objective { x in try value(x) }, workers: kind)
    }

    @Test(arguments: kinds)
    func resultsAreInTheOrderOfThePoints(kind: Workers?) async {
      let evaluator = evaluator(kind) { x in x[0] * x[0] }
      let values = (0..<1000).map(Double.init)
      #expect(await evaluator.evaluate(batch(values), for: .value).values == values.map { $0 * $0 })
      #expect(await evaluator.evaluate(batch([]), for: .value).isEmpty)
      #expect(evaluator.activity.busy == 0 && evaluator.activity.finished == 1000)
    }

    @Test(arguments: kinds)
    func failuresStandBesideValues(kind: Workers?) async {
      let evaluator = evaluator(kind) { x in
        if x[0] == 1 { throw Oops() }
        if x[0] == 2 { throw EvaluationFailure(.notFinite, "by itself") }
        return x[0] == 3 ? .nan : x[0]
      }
      let results = await evaluator.evaluate(batch([0, 1, 2, 3, 4]), for: .value)
      #expect(results.kinds == [nil, .threw, .notFinite, nil, nil])
      #expect(results[1].failure?.underlying is Oops)
      #expect(results[3].value?.isNaN == true && results[4].value == 4)
    }

    @Test func gradientsAreCalledForOnlyWhenWanted() async {
      let objective = Objective<[Double]>(value: { $0[0] * $0[0] }, gradient: { [2 * $0[0]] })
      for workers in [Workers.inline, .threads(2)] {
        let evaluator = closureEvaluator(objective, workers: workers)
        #expect(await evaluator.evaluate(batch([3]), for: [.value, .gradient])[0].gradient == [6])
        #expect(await evaluator.evaluate(batch([3]), for: .value)[0].gradient == nil)
      }
    }

    @Test func theFactoryPicksWhatSuitsTheObjective() {
      let synchronous = Objective<[Double]> { x in x[0] }
      let asynchronous = Objective<[Double]> { x async in x[0] }
      #expect(closureEvaluator(synchronous, workers: .inline) is InlineEvaluator)
      #expect(closureEvaluator(synchronous, workers: .threads(4)) is ThreadEvaluator)
      #expect(closureEvaluator(asynchronous, workers: .threads(4)) is TaskEvaluator)
      #expect(closureEvaluator(asynchronous, workers: .threads(4)).width == 4)
      #expect(closureEvaluator(asynchronous, workers: .inline).width == 1)
      #expect(closureEvaluator(synchronous, workers: .threads(-3)).width == 1)
      #expect(ThreadEvaluator(asynchronous, width: 4) == nil)
    }

    @Test func inlineStopsBetweenPointsWhenCancelled() async {
      let evaluator = InlineEvaluator(
        Objective { x in
          if x[0] == 2 { withUnsafeCurrentTask { $0?.cancel() } }
          return x[0]
        })
      let results = await Task { await evaluator.evaluate(batch([0, 1, 2, 3, 4]), for: .value) }.value
      #expect(results.values == [0, 1, 2, nil, nil])
      #expect(results.kinds == [nil, nil, nil, .cancelled, .cancelled])
    }

    @Test(arguments: [1, 4, 64])
    func tasksKeepTheirWidth(width: Int) async {
      let gauge = Gauge()
      let evaluator = TaskEvaluator(
        Objective { x async in
          gauge.enter()
          // All others come in before the first goes out, if they are allowed to.
          if gauge.total <= width { _ = await eventually { gauge.total >= width } }
          gauge.leave()
          return x[0]
        }, width: width)
      let values = (0..<200).map(Double.init)
      #expect(await evaluator.evaluate(batch(values), for: .value).values == values)
      #expect(gauge.most == width)
    }

    @Test func cancelledTasksKeepWhatTheyGive() async {
      let gauge = Gauge()
      let evaluator = TaskEvaluator(
        Objective { x async in
          gauge.enter()
          while !Task.isCancelled { await Task.yield() }
          gauge.leave()
          return x[0]
        }, width: 3)
      let task = Task { await evaluator.evaluate(batch([0, 1, 2, 3, 4, 5]), for: .value) }
      #expect(await eventually { gauge.inside == 3 })
      task.cancel()
      let results = await task.value
      #expect(results.values == [0, 1, 2, nil, nil, nil])
      #expect(results.kinds.suffix(3) == [.cancelled, .cancelled, .cancelled])
      #expect(evaluator.activity.busy == 0 && evaluator.activity.finished == 3)
    }
  }
}
