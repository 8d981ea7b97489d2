import NadirDerivatives
import NadirEvaluation
import Testing
import _TestSupport

@Suite struct OracleTests {
  private func oracle(
    _ evaluator: any Evaluator, provides: Demand = .value, dimension: Int = 2, direction: Direction = .minimize,
    budget: Budget = .unlimited, policy: FailurePolicy = .worst, elapsed: @escaping () -> Duration = { .zero }
  ) -> Oracle {
    Oracle(
      evaluator: evaluator, provides: provides, box: .unbounded(dimension), direction: direction, budget: budget,
      policy: policy, differences: Differences.forward, elapsed: elapsed)
  }

  private let sum: @Sendable ([Double]) -> Double = { $0.reduce(0, +) }

  @Test func countsPointsAndRounds() async throws {
    let oracle = oracle(RecordingEvaluator(sum))
    #expect(try await oracle.value(at: [1, 2]) == 3)
    #expect(try await oracle.values(at: PointBatch([[1, 1], [2, 2], [3, 3]])) == [2, 4, 6])
    let (value, gradient) = try await oracle.valueAndGradient(at: [1, 2])
    #expect(value == 3)
    #expect(gradient?.allSatisfy { abs($0 - 1) < 1e-6 } == true)
    #expect(oracle.counts.evaluations == 7)
    #expect(oracle.counts.rounds == 3)
    #expect(oracle.history.records.map(\.kind) == [.value, .value, .value, .value, .value, .difference, .difference])
    #expect(oracle.history.records.map(\.round) == [1, 2, 2, 2, 3, 3, 3])
  }

  @Test func theBudgetIsMetInTheMiddleOfABatch() async throws {
    let recorder = RecordingEvaluator(sum)
    let oracle = oracle(recorder, budget: Budget(evaluations: 3))
    _ = try await oracle.value(at: [5, 5])
    await #expect(throws: Interruption.self) { try await oracle.values(at: PointBatch([[1, 1], [0, 0], [-9, 0]])) }
    #expect(recorder.points == [[5, 5], [1, 1], [0, 0]])
    #expect(oracle.bestPoint == [0, 0] && oracle.bestValue == 0)
    #expect(oracle.counts.evaluations == 3)
  }

  @Test func maximizingTurnsValuesRound() async throws {
    let oracle = oracle(
      RecordingEvaluator(sum, gradient: { _ in [1, 1] }), provides: [.value, .gradient], direction: .maximize)
    #expect(try await oracle.value(at: [1, 2]) == -3)
    #expect(try await oracle.valueAndGradient(at: [4, 4]).gradient == [-1, -1])
    #expect(oracle.bestValue == 8)
    #expect(oracle.bestGradient == [1, 1])
    #expect(oracle.history.records.map(\.value) == [3, 8])
  }

  @Test func failuresAreRecordedUnderEveryPolicy() async throws {
    let failing: @Sendable ([Double]) -> Double = { $0[0] > 0 ? .nan : $0[0] }
    let worst = oracle(RecordingEvaluator(failing))
    #expect(try await worst.values(at: PointBatch([[0, 0], [1, 0], [-1, 0]])) == [0, .infinity, -1])
    #expect(worst.counts.failures == 1)
    #expect(worst.history.failureMessages == [2: "the value is nan"])

    let penalty = oracle(RecordingEvaluator(failing), direction: .maximize, policy: .penalty(-50))
    #expect(try await penalty.values(at: PointBatch([[0, 0], [1, 0]])) == [0, 50])

    let rethrow = oracle(RecordingEvaluator(failing), policy: .rethrow)
    await #expect(throws: Interruption.self) { try await rethrow.values(at: PointBatch([[0, 0], [1, 0], [-1, 0]])) }
    #expect(rethrow.counts.evaluations == 2 || rethrow.counts.evaluations == 3)
    #expect(rethrow.bestValue == -1, "what was computed in the same batch is not lost")

    let start = oracle(RecordingEvaluator(failing))
    await #expect(throws: Interruption.self) { try await start.value(at: [1, 0]) }
  }

  @Test func failedDifferencePointsAreReplaced() async throws {
    // Undefined to the right of x, along the first coordinate.
    let recorder = RecordingEvaluator { x in x[0] > 1 ? .nan : 3 * x[0] + x[1] }
    let oracle = oracle(recorder)
    let (_, gradient) = try await oracle.valueAndGradient(at: [1, 2])
    let slopes = try #require(gradient)
    #expect(abs(slopes[0] - 3) < 1e-6 && abs(slopes[1] - 1) < 1e-6)
    #expect(oracle.counts.evaluations == 4 && oracle.counts.rounds == 2 && oracle.counts.failures == 1)
  }

  @Test func aGradientThatCannotBeFormedIsNone() async throws {
    let oracle = oracle(RecordingEvaluator { x in x == [0, 0] || x == [1, 1] ? 1 : .nan })
    _ = try await oracle.value(at: [0, 0])
    oracle.commit()
    let (value, gradient) = try await oracle.valueAndGradient(at: [1, 1])
    #expect(value == 1)
    #expect(gradient == nil)
  }

  @Test func theTargetEndsTheRunAtOnce() async throws {
    let recorder = RecordingEvaluator(sum)
    let oracle = oracle(recorder, budget: Budget(target: 1))
    _ = try await oracle.value(at: [2, 2])
    await #expect(throws: Interruption.self) { try await oracle.value(at: [0.5, 0.5]) }
    #expect(oracle.bestValue == 1)
  }

  @Test func theTimeIsLookedAtBeforeEveryBatch() async throws {
    nonisolated(unsafe) var now = Duration.zero
    let oracle = oracle(ScatteredEvaluator(sum), budget: Budget(time: .seconds(10)), elapsed: { now })
    _ = try await oracle.value(at: [2, 2])
    now = .seconds(10)
    await #expect(throws: Interruption.self) { try await oracle.value(at: [1, 1]) }
    #expect(oracle.counts.evaluations == 1)
  }

  @Test func cancellationIsSeenBeforeABatch() async {
    let sum = sum
    let spent = await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      let oracle = Oracle(
        evaluator: RecordingEvaluator(sum), provides: .value, box: .unbounded(2), differences: Differences.forward,
        elapsed: { .zero })
      await #expect(throws: Interruption.self) { try await oracle.value(at: [1, 1]) }
      return oracle.counts.evaluations
    }.value
    #expect(spent == 0)
  }
}
