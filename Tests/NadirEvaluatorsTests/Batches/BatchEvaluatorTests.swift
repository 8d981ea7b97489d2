import NadirEvaluation
import Synchronization
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  @Suite struct BatchEvaluatorTests {
    /// The squares of one-dimensional points, with the sizes of the launches.
    private final class Squares: Sendable {
      let launches = Mutex<[Int]>([])

      func callAsFunction(_ points: PointBatch) -> [EvaluationBatch.Element] {
        launches.withLock { $0.append(points.count) }
        return points.coordinates.map { .success(Evaluation(value: $0 * $0)) }
      }
    }

    @Test func aBatchIsOneLaunchInTheCallingTask() async throws {
      let squares = Squares()
      let evaluator = BatchEvaluator(.synchronous { points, _ in squares(points) })
      let results = await evaluator.evaluate(batch([1, 2, 3, 4, 5]), for: .value)
      #expect(results.values == [1, 4, 9, 16, 25])
      #expect(squares.launches.withLock { $0 } == [5] && evaluator.launches == 1)
      #expect(evaluator.width == 1 && !evaluator.suspends)
      #expect(Set(try #require(results.spans)).count == 1 && results.spans?.first?.worker == 0)
      #expect(evaluator.activity.finished == 5 && evaluator.activity.busy == 0)
      #expect(await evaluator.evaluate(PointBatch(dimension: 1), for: .value).isEmpty && evaluator.launches == 1)
    }

    @Test(arguments: [1, 2, 3, 7, 20], [1, 2, 3, 8])
    func threadsGetContiguousParts(count: Int, width: Int) async throws {
      let squares = Squares()
      let evaluator = BatchEvaluator(.synchronous { points, _ in squares(points) }, on: .threads(width))
      let values = (0..<count).map(Double.init)
      let results = await evaluator.evaluate(batch(values), for: .value)
      #expect(results.values == values.map { $0 * $0 })
      let launches = squares.launches.withLock { $0 }
      #expect(launches.count <= width && launches.reduce(0, +) == count && evaluator.launches == launches.count)
      #expect(launches.max() == (count + min(width, count) - 1) / min(width, count))
      let spans = try #require(results.spans)
      #expect(Set(spans).count == launches.count, "the points of a launch have the same span")
    }

    @Test func partsAreLaunchedAtTheSameTime() async {
      let gauge = Gauge()
      let evaluator = BatchEvaluator(
        .synchronous { points, _ in
          gauge.enter()
          while gauge.total < 3 {}
          gauge.leave()
          return points.coordinates.map { .success(Evaluation(value: $0)) }
        }, on: .threads(3))
      #expect(await evaluator.evaluate(batch([1, 2, 3, 4, 5]), for: .value).values == [1, 2, 3, 4, 5])
    }

    @Test func tasksGetPartsToo() async {
      let gauge = Gauge()
      let evaluator = BatchEvaluator(
        .asynchronous { points, _ in
          gauge.enter()
          while gauge.total < 2 { await Task.yield() }
          gauge.leave()
          return points.coordinates.map { .success(Evaluation(value: $0)) }
        }, on: .threads(2))
      #expect(evaluator.suspends && evaluator.width == 2)
      #expect(await evaluator.evaluate(batch([1, 2, 3]), for: .value).values == [1, 2, 3])
      #expect(evaluator.launches == 2)
    }

    @Test func whatIsThrownFailsTheLaunch() async {
      let evaluator = BatchEvaluator(
        .synchronous { points, _ in
          if points.coordinates.contains(3) { throw Oops() }
          return points.coordinates.map { .success(Evaluation(value: $0)) }
        }, on: .threads(2))
      let results = await evaluator.evaluate(batch([1, 2, 3, 4]), for: .value)
      #expect(results.kinds == [nil, nil, .threw, .threw])
      #expect(results[2].failure?.underlying is Oops)
    }

    @Test func anotherNumberOfResultsIsUnreadable() async {
      let evaluator = BatchEvaluator(.asynchronous { points, _ in [.success(Evaluation(value: 1))] })
      let results = await evaluator.evaluate(batch([1, 2, 3]), for: .value)
      #expect(results.kinds == [.unreadable, .unreadable, .unreadable])
      #expect(results[0].failure?.message == "the objective gave 1 values for 3 points")
    }

    @Test func aFailureAmongResultsFailsItsPoint() async {
      let evaluator = BatchEvaluator(
        .synchronous { points, _ in [.success(Evaluation(value: 1)), .failure(EvaluationFailure(.threw, "no"))] })
      #expect(await evaluator.evaluate(batch([1, 2]), for: .value).kinds == [nil, .threw])
    }

    /// A launch that waits is told of the cancellation, and what it did not evaluate was never made.
    @Test(arguments: [Workers.inline, .threads(3)])
    func cancellationEndsLaunches(workers: Workers) async {
      let gauge = Gauge()
      let evaluator = BatchEvaluator(
        .asynchronous { points, _ in
          gauge.enter()
          while true {
            try Task.checkCancellation()
            await Task.yield()
          }
        }, on: workers)
      let task = Task { await evaluator.evaluate(batch([1, 2, 3]), for: .value) }
      while gauge.total < evaluator.width { await Task.yield() }
      task.cancel()
      #expect(await task.value.kinds == [.cancelled, .cancelled, .cancelled])
    }

    @Test func aCancelledTaskLaunchesNothing() async {
      let squares = Squares()
      let inline = BatchEvaluator(.synchronous { points, _ in squares(points) })
      let threads = BatchEvaluator(.synchronous { points, _ in squares(points) }, on: .threads(2))
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        return [await inline.evaluate(batch([1]), for: .value), await threads.evaluate(batch([1]), for: .value)]
      }
      task.cancel()
      for results in await task.value { #expect(results.kinds == [.cancelled]) }
      #expect(squares.launches.withLock { $0 }.isEmpty)
    }
  }
}
