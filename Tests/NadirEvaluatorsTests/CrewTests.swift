import Foundation
import NadirEvaluation
import Synchronization
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  /// Workers are a budget that everything shares which is part of the same evaluations, and nothing waits for ever.
  @Suite(.timeLimit(.minutes(3))) struct CrewTests {
    /// An objective that is counted while it computes.
    private func counted(_ gauge: Gauge, _ value: @escaping @Sendable ([Double]) -> Double) -> Objective<[Double]> {
      Objective { x in gauge.counting { value(x) } }
    }

    private let values = (0..<40).map(Double.init)

    @Test(arguments: [1, 2, 3, 64])
    func runsOfOneEvaluatorShareItsWorkers(width: Int) async throws {
      let gauge = Gauge()
      let evaluator = try #require(ThreadEvaluator(counted(gauge) { x in spin(2) + x[0] }, width: width))
      let values = values
      await withDiscardingTaskGroup { group in
        for i in 0..<10 {
          let executor = i.isMultiple(of: 2) ? evaluator.executor : nil
          group.addTask(executorPreference: executor) {
            for count in [1, 5, 40] {
              let results = await evaluator.evaluate(batch(Array(values.prefix(count))), for: .value)
              #expect(results.values == Array(values.prefix(count)))
              let areWorkers = results.spans?.allSatisfy { (0..<width).contains($0.worker ?? -1) }
              #expect(areWorkers == true)
            }
          }
        }
      }
      #expect(gauge.total == 10 * 46 && gauge.most <= width)
    }

    /// A task of the crew evaluates its points itself: where nobody can help, in the thread that it is on.
    @Test func runsOnTheCrewChangeNoThreads() async throws {
      let threads = Mutex<Set<UInt>>([])
      let evaluator = try #require(
        ThreadEvaluator(
          Objective { x in
            _ = threads.withLock { $0.insert(thisThread()) }
            return x[0]
          }, width: 1))
      let values = values
      await Task(executorPreference: evaluator.executor) {
        _ = threads.withLock { $0.insert(thisThread()) }
        for value in values { #expect(await evaluator.evaluate(batch([value]), for: .value).values == [value]) }
        #expect(await evaluator.evaluate(batch(values), for: .value).values == values)
      }.value
      #expect(threads.withLock { $0.count } == 1)
    }

    /// Many runs of an asynchronous objective, which begins runs of its own, whose objective works in parallel.
    @Test(arguments: [1, 2, 3, 64])
    func deepRunsKeepTheBudget(width: Int) async throws {
      let gauge = Gauge()
      let outer = TaskEvaluator(
        Objective { x async in
          let inner = closureEvaluator(
            Objective { y in
              parallelMap(0..<5) { i in gauge.counting { spin(1) + y[0] + Double(i) } }.reduce(0, +)
            }, workers: .threads(8))
          let first = await inner.evaluate(batch([x[0], 1]), for: .value)
          let second = await inner.evaluate(batch([2]), for: .value)
          let third: [Double] = await parallelMap([1, 2, 3]) { i async -> Double in
            gauge.counting { spin(1) + Double(i) }
          }
          let values = first.values + second.values + third
          return values.reduce(0.0) { sum, value in sum + (value ?? .nan) }
        }, width: width)
      // Sums over 5 parts of x + i, 1 + i and 2 + i, and 1 + 2 + 3.
      let expected: [Double?] = (0..<20).map { Double(5 * $0 + 51) }
      await withDiscardingTaskGroup { group in
        for i in 0..<6 {
          group.addTask(executorPreference: i.isMultiple(of: 2) ? outer.executor : nil) {
            let results = await outer.evaluate(batch((0..<20).map(Double.init)), for: .value)
            #expect(results.values == expected)
          }
        }
      }
      #expect(gauge.total == 6 * 20 * 18 && gauge.most <= width && gauge.inside == 0)
    }

    /// Maps inside of maps inside of points: each level waits for the next, and they are deeper than there are workers.
    @Test(arguments: [1, 2, 3])
    func threadsThatWaitGiveTheirSlotsBack(width: Int) async throws {
      let gauge = Gauge()
      @Sendable func tree(_ depth: Int) -> Double {
        guard depth > 0 else { return gauge.counting { spin(0.2) + 1 } }
        return parallelMap(0..<3) { _ in tree(depth - 1) }.reduce(0, +)
      }
      let evaluator = try #require(ThreadEvaluator(Objective { _ in tree(5) }, width: width))
      let results = await evaluator.evaluate(batch([1, 2, 3, 4]), for: .value)
      #expect(results.values == [243, 243, 243, 243])
      #expect(gauge.total == 4 * 243 && gauge.most <= width)
    }

    /// While a map waits for a part that another thread has, the slot of the waiting thread does something else.
    @Test func aSlotThatWaitsIsUsed() async throws {
      let (begun, gate) = (Gauge(), Gate())
      let evaluator = try #require(
        ThreadEvaluator(
          Objective { x in
            guard x[0] == 0 else {
              gate.open()
              return x[0]
            }
            return parallelMap([1, 2]) { part in
              begun.enter()
              while begun.total < 2 { usleep(200) }
              // One of the two ends; the other one cannot before the second batch is evaluated.
              if part == 2 { gate.pass() }
              return Double(part)
            }.reduce(0, +)
          }, width: 2))
      async let first = evaluator.evaluate(batch([0]), for: .value)
      #expect(await eventually { begun.total == 2 })
      #expect(await evaluator.evaluate(batch([7]), for: .value).values == [7])
      #expect(await first.values == [3])
    }

    @Test(arguments: [1, 2, 3])
    func cancellationEndsDeepRuns(width: Int) async throws {
      let gauge = Gauge()
      let outer = TaskEvaluator(
        Objective { x async in
          let inner = closureEvaluator(
            Objective { y in parallelMap(0..<3) { _ in gauge.counting { spin(0.5) + y[0] } }[0] },
            workers: .threads(4))
          while !Task.isCancelled { _ = await inner.evaluate(batch([1, 2, 3]), for: .value) }
          return x[0]
        }, width: width)
      let tasks = (0..<4).map { i in
        Task(executorPreference: i.isMultiple(of: 2) ? outer.executor : nil) {
          await outer.evaluate(batch((0..<50).map(Double.init)), for: .value)
        }
      }
      #expect(await eventually { gauge.total > 30 })
      for task in tasks { task.cancel() }
      var begun = 0
      for task in tasks {
        let results = await task.value
        begun += results.values.count { $0 != nil }
        #expect(results.allSatisfy { $0.value != nil || $0.failure?.kind == .cancelled })
      }
      #expect(begun > 0 && gauge.most <= width && gauge.inside == 0)
      #expect(outer.activity.busy == 0)
    }

    @Test func cancelledBatchesDoNotWaitForWorkers() async throws {
      let gate = Gate()
      let evaluator = try #require(
        ThreadEvaluator(
          Objective { x in
            if x[0] == 0 { gate.pass() }
            return x[0]
          }, width: 1))
      async let busy = evaluator.evaluate(batch([0]), for: .value)
      #expect(await eventually { evaluator.activity.busy == 1 })
      let task = Task { await evaluator.evaluate(batch([1, 2]), for: .value) }
      task.cancel()
      #expect(await task.value.kinds == [.cancelled, .cancelled])
      gate.open()
      #expect(await busy.values == [0])
    }

    /// A task that yields until a batch has been evaluated does not keep its only worker from it.
    @Test func jobsAndPointsTakeTurns() async throws {
      let evaluator = try #require(ThreadEvaluator(Objective { x in x[0] }, width: 1))
      let done = Gauge()
      await withDiscardingTaskGroup { group in
        group.addTask(executorPreference: evaluator.executor) {
          while done.total == 0 { await Task.yield() }
        }
        group.addTask {
          #expect(await evaluator.evaluate(batch([1, 2, 3]), for: .value).values == [1, 2, 3])
          done.enter()
        }
      }
    }

    /// Code that leaves the crew for an actor of its own draws on it all the same.
    @Test @MainActor func evaluationsFromAnActorJoinTheCrew() async throws {
      let gauge = Gauge()
      let outer = TaskEvaluator(
        Objective { x async in
          await onMainActor {
            let inner = closureEvaluator(counted(gauge) { y in spin(1) + y[0] }, workers: .threads(8))
            return await inner.evaluate(batch([x[0], x[0], x[0]]), for: .value).values[2] ?? .nan
          }
        }, width: 2)
      let results = await outer.evaluate(batch(values), for: .value)
      #expect(results.values == values)
      #expect(gauge.total == 3 * values.count && gauge.most <= 2)
    }

    /// A task that is begun in a synchronous objective, which blocks until it ends, does not wait for its thread.
    @Test(arguments: [1, 2])
    func blockedThreadsAreNotWaitedFor(width: Int) async throws {
      let evaluators = Mutex<[any Evaluator]>([])
      let objective = Objective<[Double]> { x in
        guard x[0] > 0 else { return 1 }
        let done = DispatchSemaphore(value: 0)
        let value = Mutex(0.0)
        let inner = evaluators.withLock { $0 }
        Task {
          var sum = 0.0
          for evaluator in inner {
            let results = await evaluator.evaluate(batch([x[0] - 1, x[0] - 1]), for: .value)
            sum += results.values.reduce(0) { $0 + ($1 ?? .nan) }
          }
          value.withLock { $0 = sum }
          done.signal()
        }
        done.wait()
        return value.withLock { $0 }
      }
      // They evaluate themselves and each other.
      let all: [any Evaluator] = [
        closureEvaluator(objective, workers: .threads(width)), TaskEvaluator(objective, width: width),
      ]
      evaluators.withLock { $0 = all }
      for evaluator in all {
        #expect(await evaluator.evaluate(batch([2, 2]), for: .value).values == [16, 16])
      }
      evaluators.withLock { $0 = [] }
    }

    @Test func nothingIsLeftBehind() async throws {
      try await leavingNothing {
        for width in [1, 64] {
          let evaluator = closureEvaluator(
            Objective { x async in parallelMap(0..<9) { Double($0) }.reduce(x[0], +) }, workers: .threads(width))
          _ = await evaluator.evaluate(batch(values), for: .value)
        }
      }
    }

    /// Where the system gives no threads, the callers do the work.
    @Test(arguments: [1, 3])
    func aShortageOfThreadsIsSurvived(width: Int) async throws {
      let pool = ThreadPool(start: { _ in false })
      let gauge = Gauge()
      let evaluator = try #require(
        ThreadEvaluator(
          Objective { x in parallelMap(0..<3) { i in gauge.counting { x[0] + Double(i) } }.reduce(0, +) },
          width: width, pool: pool))
      let values = values
      await withDiscardingTaskGroup { group in
        for i in 0..<8 {
          group.addTask(executorPreference: i.isMultiple(of: 2) ? evaluator.executor : nil) {
            #expect(await evaluator.evaluate(batch(values), for: .value).values == values.map { 3 * $0 + 3 })
          }
        }
      }
      #expect(pool.threadCount == 0 && gauge.most <= width)
    }

    /// Where the system gives some threads and then no more, all that there are go on.
    @Test func aGrowingShortageOfThreadsIsSurvived() async throws {
      let given = Atomic(0)
      let pool = ThreadPool(start: { body in given.add(1, ordering: .relaxed).newValue % 3 == 0 && startThread(body) })
      let evaluator = try #require(
        ThreadEvaluator(
          Objective { x in parallelMap(0..<3) { i in spin(0.1) + x[0] + Double(i) }.reduce(0, +) }, width: 5, pool: pool
        ))
      let values = values
      await withDiscardingTaskGroup { group in
        for i in 0..<8 {
          group.addTask(executorPreference: i.isMultiple(of: 2) ? evaluator.executor : nil) {
            for _ in 0..<5 {
              #expect(await evaluator.evaluate(batch(values), for: .value).values == values.map { 3 * $0 + 3 })
            }
          }
        }
      }
      #expect(await eventually { pool.threadCount == 0 })
    }
  }
}

extension Gauge {
  func counting<Value>(_ body: () -> Value) -> Value {
    enter()
    defer { leave() }
    return body()
  }
}

/// Computes for about so many milliseconds, and gives 0.
@Sendable func spin(_ milliseconds: Double) -> Double {
  let end = ContinuousClock.now + .microseconds(Int(1000 * milliseconds))
  while ContinuousClock.now < end {}
  return 0
}

@MainActor private func onMainActor(_ body: () async -> Double) async -> Double { await body() }

private func thisThread() -> UInt { UInt(bitPattern: pthread_self().hashValue) }
