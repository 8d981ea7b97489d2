import NadirDerivatives
import NadirEvaluation
import Testing
import _TestSupport

@Suite struct HistoryTests {
  /// Memory is bounded, and the best point, the failures and the order survive the thinning.
  @Test func thinsItself() async throws {
    let oracle = Oracle(
      evaluator: RecordingEvaluator { _ in 0 }, provides: .value,
      plain: { x in x[0] == 77_777 ? -1 : (x[0] == 5_001 ? .nan : x[0]) }, box: .unbounded(1),
      differences: Differences.forward, elapsed: { .zero })
    for i in 1...200_000 { _ = try await oracle.value(at: [Double(i)]) }
    let history = oracle.history
    #expect(history.records.count < history.capacity)
    #expect(history.records.count > history.capacity / 4)
    #expect(history.records.contains { $0.value == -1 && $0.evaluation == 77_777 })
    #expect(history.records.contains { $0.failed && $0.evaluation == 5_001 })
    #expect(zip(history.records, history.records.dropFirst()).allSatisfy { $0.evaluation < $1.evaluation })
    for (i, record) in history.records.enumerated() { #expect(history.point(i) == [Double(record.evaluation)]) }
  }
}
