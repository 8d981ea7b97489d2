import NadirEvaluation
import Synchronization
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  @Suite struct MergingEvaluatorTests {
    /// Gives the squares, and remembers the launches; each launch can be held.
    private final class Squares: Evaluator {
      let activity = Activity()
      let asked = Mutex<[(points: [Double], demand: Demand)]>([])
      let held: Atomic<Bool>
      let cancelled = Atomic(0)
      var width: Int { 1 }

      init(held: Bool = false) { self.held = Atomic(held) }

      var launches: [[Double]] { asked.withLock { $0.map { $0.points.sorted() } } }

      func release() { held.store(false, ordering: .releasing) }

      func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
        asked.withLock { $0.append((points.coordinates, demand)) }
        while held.load(ordering: .acquiring) {
          if Task.isCancelled {
            cancelled.add(1, ordering: .relaxed)
            return EvaluationBatch(points.coordinates.map { _ in .failure(.cancelled) })
          }
          await Task.yield()
        }
        return EvaluationBatch(points.coordinates.map { .success(Evaluation(value: $0 * $0)) })
      }
    }

    /// Runs that ask `rounds` times each, and check every answer.
    private func runs(_ rounds: [Int], on evaluator: MergingEvaluator) async -> Bool {
      for _ in rounds { evaluator.join() }
      return await withTaskGroup(of: Bool.self) { group in
        for (run, count) in rounds.enumerated() {
          group.addTask {
            defer { evaluator.leave() }
            for round in 0..<count {
              let points = (0...run % 3).map { Double(1000 * run + 10 * round + $0) }
              let results = await evaluator.evaluate(batch(points), for: .value)
              if results.values != points.map({ $0 * $0 }) { return false }
            }
            return true
          }
        }
        return await group.allSatisfy { $0 }
      }
    }

    @Test func thereAreAsManyLaunchesAsTheLongestRunHasRounds() async {
      let evaluator = MergingEvaluator(Squares())
      #expect(await runs((0..<200).map { 1 + $0 % 40 }, on: evaluator))
      #expect(evaluator.launches == 40 && evaluator.runs == 0)
    }

    @Test func oneRunLaunchesEachOfItsBatches() async {
      let squares = Squares()
      let evaluator = MergingEvaluator(squares)
      #expect(await evaluator.evaluate(batch([3, 4]), for: .value).values == [9, 16], "without having joined")
      #expect(await runs([5], on: evaluator))
      #expect(squares.launches.count == 6 && evaluator.launches == 6)
      #expect(evaluator.suspends && evaluator.width == 1 && evaluator.activity === squares.activity)
    }

    /// In one turn, what has different demands or dimensions is launched one after the other.
    @Test func demandsAreLaunchedApart() async throws {
      let squares = Squares()
      let evaluator = MergingEvaluator(squares)
      for _ in 0..<4 { evaluator.join() }
      await withDiscardingTaskGroup { group in
        for (value, demand) in [(1, .value), (2, [.value, .gradient]), (3, .value)] as [(Double, Demand)] {
          group.addTask { _ = await evaluator.evaluate(batch([value]), for: demand) }
        }
        group.addTask { _ = await evaluator.evaluate(PointBatch([[4, 4]]), for: .value) }
      }
      #expect(Set(squares.launches) == [[1, 3], [2], [4, 4]] && evaluator.launches == 3)
      let gradient = try #require(squares.asked.withLock { $0.first { $0.points == [2] } })
      #expect(gradient.demand == [.value, .gradient])
    }

    /// A run that waits and is cancelled comes back at once, and does not hold up the others when it has left.
    @Test func aCancelledRunStopsWaiting() async {
      let squares = Squares()
      let evaluator = MergingEvaluator(squares)
      for _ in 0..<3 { evaluator.join() }
      let first = Task { await evaluator.evaluate(batch([1]), for: .value) }
      let second = Task { await evaluator.evaluate(batch([2]), for: .value) }
      first.cancel()
      #expect(await first.value.kinds == [.cancelled])
      evaluator.leave()
      #expect(squares.launches.isEmpty)
      evaluator.leave()
      #expect(await second.value.values == [4] && squares.launches == [[2]])
    }

    /// The others need the launch, so it goes on, and the cancelled run gets its value, too.
    @Test func aLaunchGoesOnForTheOthers() async {
      let squares = Squares(held: true)
      let evaluator = MergingEvaluator(squares)
      for _ in 0..<2 { evaluator.join() }
      let first = Task { await evaluator.evaluate(batch([1]), for: .value) }
      let second = Task { await evaluator.evaluate(batch([2]), for: .value) }
      while squares.launches.isEmpty { await Task.yield() }
      first.cancel()
      squares.release()
      #expect(await second.value.values == [4])
      #expect(await first.value.values == [1] && squares.cancelled.load(ordering: .relaxed) == 0)
    }

    @Test func aLaunchThatNobodyNeedsIsCancelled() async {
      let squares = Squares(held: true)
      let evaluator = MergingEvaluator(squares)
      for _ in 0..<2 { evaluator.join() }
      let tasks = [1.0, 2].map { x in Task { await evaluator.evaluate(batch([x]), for: .value) } }
      while squares.launches.isEmpty { await Task.yield() }
      for task in tasks { task.cancel() }
      for task in tasks {
        #expect(await task.value.kinds == [.cancelled])
        evaluator.leave()
      }
      #expect(squares.cancelled.load(ordering: .relaxed) == 1)
      squares.release()
      #expect(await runs([2, 3], on: evaluator), "and the next turn is another one")
    }

    /// With a waiting limit, a run that never asks keeps nobody waiting.
    @Test(arguments: [Duration.zero, .milliseconds(2)])
    func theWaitingLimitEndsTheWait(limit: Duration) async {
      let evaluator = MergingEvaluator(Squares(), waitingLimit: limit)
      evaluator.join()
      #expect(await runs([3, 5, 4], on: evaluator))
      #expect(evaluator.launches >= 5 && evaluator.runs == 1)
    }

    /// What is asked for during a launch waits for its end, also when its limit is over.
    @Test func launchesFollowEachOther() async {
      let squares = Squares(held: true)
      let evaluator = MergingEvaluator(squares, waitingLimit: .zero)
      let first = Task { await evaluator.evaluate(batch([1]), for: .value) }
      while squares.launches.isEmpty { await Task.yield() }
      let others = [2.0, 3].map { x in Task { await evaluator.evaluate(batch([x]), for: .value) } }
      for _ in 0..<1000 { await Task.yield() }
      #expect(squares.launches == [[1]])
      squares.release()
      #expect(await first.value.values == [1])
      #expect(await others[0].value.values == [4])
      #expect(await others[1].value.values == [9])
    }

    /// The time of waiting is not part of the span.
    @Test func spansAreOnTheClockOfTheRun() async throws {
      let evaluator = MergingEvaluator(
        BatchEvaluator(.synchronous { points, _ in points.coordinates.map { .success(Evaluation(value: $0)) } }))
      for _ in 0..<2 { evaluator.join() }
      let begin = ContinuousClock.now
      let first = Task { await evaluator.evaluate(batch([1, 2]), for: .value) }
      let second = Task { await evaluator.evaluate(batch([3]), for: .value) }
      let spans = try #require(await first.value.spans)
      _ = await second.value
      let seconds = (ContinuousClock.now - begin).inSeconds
      #expect(spans[0] == spans[1] && spans[0].worker == 0)
      #expect(0 <= spans[0].start && spans[0].start <= spans[0].end && spans[0].end <= seconds)
    }

    @Test func anEvaluatorThatMiscountsFailsItsPoints() async {
      struct Miscounting: Evaluator {
        let activity = Activity()
        var width: Int { 1 }
        func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch { [] }
      }
      let evaluator = MergingEvaluator(Miscounting())
      #expect(await evaluator.evaluate(batch([1, 2]), for: .value).kinds == [.unreadable, .unreadable])
    }

    /// 1 000 runs of up to 49 rounds, a fifth of which are cancelled at arbitrary times: everybody comes to an end.
    @Test func runsThatEndFailOrAreCancelledBlockNobody() async {
      let evaluator = MergingEvaluator(Squares())
      let lengths = (0..<1000).map { ($0 * 7919) % 50 }
      for _ in lengths { evaluator.join() }
      let tasks = lengths.map { length in
        Task {
          defer { evaluator.leave() }
          for round in 0..<length {
            let results = await evaluator.evaluate(batch([Double(round)]), for: .value)
            if results.kinds == [.cancelled] { return Task.isCancelled }
            if results.values != [Double(round * round)] { return false }
          }
          return true
        }
      }
      for (i, task) in tasks.enumerated() where i % 5 == 0 {
        if i % 50 == 0 { await Task.yield() }
        task.cancel()
      }
      for task in tasks { #expect(await task.value) }
      #expect(evaluator.runs == 0 && evaluator.launches <= lengths.max() ?? 0)
    }
  }
}
