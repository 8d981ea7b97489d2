import Foundation
import NadirEvaluation
import Synchronization
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  @Suite(.timeLimit(.minutes(1))) struct ParallelMapTests {
    private enum Refusal: Error, Equatable {
      case input(Int)
    }

    /// A synchronous context, where there is no asynchronous map to choose.
    private func mapped(_ count: Int, width: Int? = nil, _ f: @escaping @Sendable (Int) -> Int) -> [Int] {
      parallelMap(0..<count, width: width, f)
    }

    @Test(arguments: [nil, 1, 2, 64])
    func outputsAreInTheOrderOfTheInputs(width: Int?) async {
      for count in [0, 1, 2, 1000] {
        #expect(mapped(count, width: width) { 3 * $0 } == (0..<count).map { 3 * $0 })
        let awaited = await parallelMap(0..<count, width: width) { i async in
          await Task.yield()
          return 3 * i
        }
        #expect(awaited == (0..<count).map { 3 * $0 })
      }
      #expect(parallelMapOfText() == ["a": 1, "bc": 2])
    }

    private func parallelMapOfText() -> [String: Int] {
      Dictionary(parallelMap(["a": 1, "bc": 2]) { ($0.key, $0.key.count) }, uniquingKeysWith: { $0 + $1 })
    }

    @Test(arguments: [1, 2, 7, 64])
    func theWidthIsReachedAndKept(width: Int) async {
      let gauge = Gauge()
      _ = mapped(200, width: width) { i in
        gauge.counting {
          // The first ones are all begun before any of them ends.
          while gauge.total < width { usleep(200) }
        }
        return i
      }
      #expect(gauge.most == width)
      let tasks = Gauge()
      _ = await parallelMap(0..<200, width: width) { i async in
        tasks.enter()
        while tasks.total < width { await Task.yield() }
        tasks.leave()
      }
      #expect(tasks.most == width)
    }

    @Test func theWidthInsideAnEvaluationIsBoundedByItsWorkers() async throws {
      for (width, most) in [(2, 2), (64, 3)] {
        let gauge = Gauge()
        let evaluator = try #require(
          ThreadEvaluator(
            Objective { _ in
              _ = parallelMap(0..<50, width: width) { _ in
                gauge.counting { while gauge.total < most { usleep(200) } }
              }
              return 0
            }, width: 3))
        _ = await evaluator.evaluate(batch([1]), for: .value)
        #expect(gauge.most == most)
      }
    }

    /// Whoever is fast, it is the first input's error, and nothing is begun after it is known.
    @Test(arguments: [1, 2, 3, 64])
    func theFirstErrorIsThrown(width: Int) async {
      for _ in 0..<20 {
        let begun = Atomic(0)
        @Sendable func f(_ i: Int) throws(Refusal) -> Int {
          begun.add(1, ordering: .relaxed)
          guard i != 5 else {
            _ = spin(0.1)
            throw .input(i)
          }
          if i > 5 { throw .input(i) }
          return i
        }
        func synchronously() throws(Refusal) -> [Int] { try parallelMap(0..<10_000, width: width, f) }
        #expect(throws: Refusal.input(5)) { try synchronously() }
        #expect(begun.load(ordering: .relaxed) <= 5 + 2 * width)
        await #expect(throws: Refusal.input(5)) {
          try await parallelMap(0..<10_000, width: width) { i async throws(Refusal) in
            await Task.yield()
            return try f(i)
          }
        }
        #expect(begun.load(ordering: .relaxed) <= 10 + 4 * width)
      }
    }

    /// Outside of evaluations, and inside those that are inline, there are as many workers as cores.
    @Test func runsWithoutWorkersHaveTheMachine() async {
      let gauge = Gauge()
      let evaluator = InlineEvaluator(
        Objective { x in
          _ = parallelMap(0..<coreCount) { _ in
            gauge.counting { while gauge.total < coreCount { usleep(200) } }
          }
          return x[0]
        })
      #expect(await evaluator.evaluate(batch([3]), for: .value).values == [3])
      #expect(gauge.most == coreCount)
    }

    @Test func asynchronousFunctionsHoldNoThreadWhileTheyWait() async throws {
      let gauge = Gauge()
      let evaluator = TaskEvaluator(
        Objective { x async in
          // All parts of all points are under way before any of them ends, in two threads.
          await parallelMap(0..<2) { i async in
            gauge.enter()
            while gauge.total < 4 { await Task.yield() }
            return Double(i)
          }.reduce(x[0], +)
        }, width: 2)
      #expect(await evaluator.evaluate(batch([1, 2]), for: .value).values == [2, 3])
    }

    @Test func cancellationIsSeenAndTheMapGoesOn() async {
      let gauge = Gauge()
      let task = Task {
        await parallelMap(0..<6, width: 3) { i async in
          gauge.enter()
          while !Task.isCancelled { await Task.yield() }
          return i
        }
      }
      #expect(await eventually { gauge.total == 3 })
      task.cancel()
      #expect(await task.value == Array(0..<6))
    }

    @Test func mapsOutsideShareNothing() async {
      // Each waits for the other one's parts.
      let (first, second) = (Gauge(), Gauge())
      await withDiscardingTaskGroup { group in
        for (own, other) in [(first, second), (second, first)] {
          group.addTask {
            _ = await parallelMap(0..<coreCount) { i async in
              own.enter()
              while other.total < coreCount { await Task.yield() }
            }
          }
        }
      }
    }
  }
}
