import NadirDerivatives
import NadirEvaluation
import NadirLinear
import Synchronization
import Testing
import _TestSupport

@Suite struct SpanTests {
  /// A clock that goes on by a second with each reading.
  private final class Clock: Sendable {
    private let seconds = Atomic(-1)

    func next() -> Duration { .seconds(seconds.add(1, ordering: .relaxed).newValue) }
  }

  /// Evaluates sums, and says of point i that worker i + 3 had it from i to i + ½ seconds.
  private struct TimedEvaluator: Evaluator {
    let activity = Activity()
    let isTimed: Bool
    var width: Int { 8 }

    func evaluate(_ points: PointBatch, for demand: Demand) async -> EvaluationBatch {
      let results = (0..<points.count).map { i in
        EvaluationBatch.Element.success(Evaluation(value: points[i].reduce(0, +)))
      }
      let spans = (0..<points.count).map { i in
        EvaluationSpan(start: Double(i), end: Double(i) + 0.5, worker: i + 3)
      }
      return EvaluationBatch(results, spans: isTimed ? spans : nil)
    }
  }

  private func oracle(_ evaluator: any Evaluator, checkpoint: Checkpoint? = nil, clock: Clock) -> Oracle {
    Oracle(
      evaluator: evaluator, provides: .value, box: .unbounded(1), differences: Differences.forward,
      checkpoint: checkpoint, elapsed: { clock.next() })
  }

  @Test func spansAreMovedToTheClockOfTheRun() async throws {
    let clock = Clock()
    for _ in 0..<10 { _ = clock.next() }
    let oracle = oracle(TimedEvaluator(isTimed: true), clock: clock)
    _ = try await oracle.values(at: PointBatch([[1], [2], [3]]))
    let records = oracle.history.records
    #expect(records.map(\.start) == [10, 11, 12] && records.map(\.end) == [10.5, 11.5, 12.5])
    #expect(records.map(\.worker) == [3, 4, 5])
  }

  @Test func withoutSpansEvaluationsLastAsLongAsTheBatch() async throws {
    let oracle = oracle(TimedEvaluator(isTimed: false), clock: Clock())
    _ = try await oracle.values(at: PointBatch([[1], [2]]))
    let records = oracle.history.records
    #expect(records.map(\.start) == [0, 0] && records.map(\.end) == [1, 1])
    #expect(records.map(\.worker) == [nil, nil])
  }

  @Test func whatAJournalServesTakesNoTime() async throws {
    let first = oracle(TimedEvaluator(isTimed: true), checkpoint: Checkpoint(), clock: Clock())
    _ = try await first.values(at: PointBatch([[1], [2]]))
    let resumed = oracle(TimedEvaluator(isTimed: true), checkpoint: first.checkpoint, clock: Clock())
    _ = try await resumed.values(at: PointBatch([[1], [2], [3]]))
    let records = resumed.history.records
    #expect(records.map(\.start) == [0, 0, 0] && records.map(\.end) == [0, 0, 0.5])
    #expect(records.map(\.worker) == [nil, nil, 3])
  }

  /// A plain function begins when the clock was last read.
  @Test func plainFunctionsAreTimedByReadings() async throws {
    let clock = Clock()
    _ = clock.next()
    let oracle = Oracle(
      evaluator: TimedEvaluator(isTimed: true), provides: .value, plain: { $0[0] }, box: .unbounded(1),
      differences: Differences.forward, elapsed: { clock.next() })
    for i in 0..<3 { _ = try await oracle.value(at: [Double(i)]) }
    let records = oracle.history.records
    #expect(records.map(\.start) == [0, 1, 2] && records.map(\.end) == [1, 2, 3])
    #expect(records.allSatisfy { $0.worker == 0 })
  }

  /// The evaluation at which the time is found to be over is not lost.
  @Test func theEvaluationThatTakesTooLongIsKept() async throws {
    let clock = Clock()
    _ = clock.next()
    let oracle = Oracle(
      evaluator: TimedEvaluator(isTimed: true), provides: .value, plain: { -$0[0] }, box: .unbounded(1),
      budget: Budget(time: .seconds(2)), differences: Differences.forward, elapsed: { clock.next() })
    _ = try await oracle.value(at: [1])
    await #expect(throws: Interruption.self) { try await oracle.value(at: [2]) }
    #expect(oracle.bestValue == -2 && oracle.history.records.map(\.value) == [-1, -2])
    #expect(oracle.counts.evaluations == 2)
  }

  @Test func kindsSayWhatPointsWereFor() async throws {
    let sum: @Sendable ([Double]) -> Double = { $0.reduce(0, +) }
    let plain = Oracle(
      evaluator: RecordingEvaluator(sum), provides: .value, plain: sum, box: .unbounded(2),
      differences: Differences.forward, elapsed: { .zero })
    let batched = Oracle(
      evaluator: RecordingEvaluator(sum), provides: .value, box: .unbounded(2), differences: Differences.forward,
      elapsed: { .zero })
    for oracle in [plain, batched] {
      _ = try await oracle.values(at: PointBatch([[0, 0], [1, 0], [0, 1]]), exploringFrom: 1)
      _ = try await oracle.values(at: PointBatch([[2, 0]]))
      _ = try await oracle.valueAndGradient(at: [1, 1])
      #expect(
        oracle.history.records.map(\.kind) == [
          .value, .exploration, .exploration, .value, .value, .difference, .difference,
        ])
    }
    #expect(try await kinds(of: .residuals, differentiated: true) == [.residuals, .exploration, .jacobian])
    #expect(
      try await kinds(of: .residuals, differentiated: false) == [.residuals, .exploration, .residuals, .difference])
    #expect(try await kinds(of: .contributions, differentiated: true) == [.scores])
    #expect(try await kinds(of: .contributions, differentiated: false) == [.contributions, .difference])
  }

  /// The kinds of a batch of residuals, where there are such, and of the terms with their derivatives.
  private func kinds(of kind: Terms.Kind, differentiated: Bool) async throws -> [History.Kind] {
    let evaluator = RecordingEvaluator { x, _ in
      var evaluation = Evaluation<[Double]>(Terms(kind, [x[0], 1]))
      evaluation.terms?.derivatives = try? Matrix(rows: [[1], [0]])
      return evaluation
    }
    let oracle = Oracle(
      evaluator: evaluator, provides: differentiated ? kind.demand.union(kind.derivatives) : kind.demand,
      box: .unbounded(1), differences: Differences.forward, elapsed: { .zero })
    if kind == .residuals {
      _ = try await oracle.residuals(at: PointBatch([[1], [2]]), exploringFrom: 1)
      _ = try await oracle.residualsAndJacobian(at: [3])
    } else {
      _ = try await oracle.contributionsAndScores(at: [3])
    }
    return oracle.history.records.map(\.kind)
  }
}
