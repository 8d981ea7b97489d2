import NadirEvaluation
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  /// Many evaluations in every way that threads take part in them. `make sanitize` runs this under the thread sanitizer.
  @Suite struct ManyEvaluationsTests {
    private static let workers = 64
    private static let runs = 50

    /// 50 runs, some on the executor and some beside it, of 20 batches of 100 points: 100 000 evaluations.
    @Test(.timeLimit(.minutes(10))) func synchronousOnes() async throws {
      let objective = Objective<[Double]> { x in
        let parts = x[0].truncatingRemainder(dividingBy: 50) == 0 ? 4 : 1
        return parallelMap(0..<parts) { part in part == 0 ? x[0] : 0 }.reduce(0, +)
      }
      try await evaluate(100_000, on: #require(ThreadEvaluator(objective, width: Self.workers)))
    }

    /// 20 000 more, which suspend.
    @Test(.timeLimit(.minutes(10))) func asynchronousOnes() async throws {
      let objective = Objective<[Double]> { x async in
        let parts = x[0].truncatingRemainder(dividingBy: 50) == 0 ? 4 : 1
        await Task.yield()
        return await parallelMap(0..<parts) { part async in part == 0 ? x[0] : 0 }.reduce(0, +)
      }
      await evaluate(20_000, on: TaskEvaluator(objective, width: Self.workers))
    }

    private func evaluate(_ count: Int, on evaluator: some Evaluator) async {
      let batches = count / Self.runs / 100
      await withDiscardingTaskGroup { group in
        for run in 0..<Self.runs {
          group.addTask(executorPreference: run.isMultiple(of: 2) ? evaluator.executor : nil) {
            for i in 0..<batches {
              let values = (0..<100).map { Double(1000 * i + $0) }
              #expect(await evaluator.evaluate(batch(values), for: .value).values == values)
            }
          }
        }
      }
      #expect(evaluator.activity.finished == count && evaluator.activity.busy == 0)
    }
  }
}
