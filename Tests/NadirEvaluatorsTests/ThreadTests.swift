import Foundation
import NadirEvaluation
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  @Suite struct ThreadTests {
    private func evaluator(
      width: Int, pool: ThreadPool = .shared, _ value: @escaping @Sendable ([Double]) throws -> Double
    ) throws -> ThreadEvaluator {
      try #require(ThreadEvaluator(Objective { x in try value(x) }, width: width, pool: pool))
    }

    @Test(arguments: [1, 2, 7, 64])
    func theWidthIsReachedAndKept(width: Int) async throws {
      let gauge = Gauge()
      let gate = Gate()
      let evaluator = try evaluator(width: width) { x in
        gauge.enter()
        gate.pass()
        gauge.leave()
        return x[0]
      }
      let values = (0..<200).map(Double.init)
      async let results = evaluator.evaluate(batch(values), for: .value)
      #expect(await eventually { gauge.inside == width })
      #expect(evaluator.activity.busy == width)
      gate.open()
      #expect(await results.values == values)
      #expect(gauge.most == width)
    }

    @Test func fewPointsWakeFewThreads() async throws {
      let pool = ThreadPool()
      let evaluator = try evaluator(width: 64, pool: pool) { $0[0] }
      _ = await evaluator.evaluate(batch([1, 2, 3]), for: .value)
      #expect(pool.threadCount <= 3)
      for _ in 0..<100 { _ = await evaluator.evaluate(batch([1, 2]), for: .value) }
      #expect(pool.threadCount <= 5)
    }

    @Test func idleThreadsEnd() async throws {
      #expect(await eventually { ThreadPool.shared.threadCount == 0 })
      let before = Holdings.now().threads
      let gauge = Gauge()
      let evaluator = try evaluator(width: 64) { x in
        gauge.enter()
        while gauge.total < 64 { usleep(200) }
        return x[0]
      }
      _ = await evaluator.evaluate(batch((0..<64).map(Double.init)), for: .value)
      #expect(ThreadPool.shared.threadCount == 64)
      #expect(await eventually { ThreadPool.shared.threadCount == 0 })
      // Swift's own pool may have grown meanwhile, to the number of cores.
      #expect(await eventually { Holdings.now().threads <= before + ProcessInfo.processInfo.activeProcessorCount })
    }

    @Test func cancellationBeginsNothingMoreAndKeepsWhatWasBegun() async throws {
      let gauge = Gauge()
      let gate = Gate()
      let evaluator = try evaluator(width: 3) { x in
        gauge.enter()
        gate.pass()
        return x[0]
      }
      let task = Task { await evaluator.evaluate(batch((0..<50).map(Double.init)), for: .value) }
      #expect(await eventually { gauge.total == 3 })
      task.cancel()
      gate.open()
      let results = await task.value
      #expect(results.values.prefix(3) == [0, 1, 2])
      #expect(results.dropFirst(3).allSatisfy { $0.failure?.kind == .cancelled })
      #expect(gauge.total == 3)
      #expect(await eventually { ThreadPool.shared.threadCount == 0 })
    }

    @Test func aTaskCancelledBeforeEvaluatesNothing() async throws {
      let evaluator = try evaluator(width: 3) { $0[0] }
      let results = await Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return await evaluator.evaluate(batch([1, 2, 3]), for: .value)
      }.value
      #expect(results.allSatisfy { $0.failure?.kind == .cancelled })
    }

    @Test func anObjectiveMayEvaluateBatchesItself() async throws {
      let inner = try evaluator(width: 4) { x in x[0] + 1 }
      let outer = try evaluator(width: 4) { x in
        let done = DispatchSemaphore(value: 0)
        let sum = Sum()
        Task {
          sum.add(await inner.evaluate(batch([x[0], x[0]]), for: .value).values)
          done.signal()
        }
        done.wait()
        return sum.total
      }
      let results = await outer.evaluate(batch((0..<40).map(Double.init)), for: .value)
      #expect(results.values == (0..<40).map { 2 * Double($0) + 2 })
    }

    @Test func manyBatchesShareThePool() async throws {
      let evaluator = try evaluator(width: 8) { $0[0] * 2 }
      await withTaskGroup(of: Bool.self) { group in
        for i in 0..<200 {
          group.addTask {
            let values = (0..<(i % 17)).map(Double.init)
            return await evaluator.evaluate(batch(values), for: .value).values == values.map { $0 * 2 }
          }
        }
        for await isRight in group { #expect(isRight) }
      }
    }
  }
}

private final class Sum: @unchecked Sendable {
  private let lock = NSLock()
  private var sum = 0.0

  var total: Double { lock.withLock { sum } }

  func add(_ values: [Double?]) { lock.withLock { for value in values { sum += value ?? .nan } } }
}
