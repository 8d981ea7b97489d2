import Nadir
import Testing
import _TestSupport

@Suite struct HistoryColumnsTests {
  private static func sphere(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }

  /// A sphere that is not defined below c = 2.9.
  private static func cut(_ p: [String: Double]) throws -> Double {
    if p["c", default: 0] < 2.9 { throw EvaluationFailure(.threw, "too low") }
    return p.values.reduce(0) { $0 + $1 * $1 }
  }

  @Test func columnsHoldWhatTheHistoryHolds() async throws {
    let outcome = try await minimize(
      from: ["a": 1, "b": 2, "c": 3], on: .threads(3), bounds: ["a": 0.5...9], fixed: ["b"]
    ) { p in try Self.cut(p) }
    let columns = outcome.history.columns
    #expect(columns.count == outcome.counts.evaluations && !outcome.history.isThinned)
    #expect(columns.paths == ["a", "b", "c"])
    #expect(columns.runs.allSatisfy { $0 == 1 })
    #expect(columns.evaluations == Array(1...columns.count))
    #expect(columns.values.count(where: \.isNaN) == outcome.counts.failures && outcome.counts.failures > 0)
    for (i, evaluation) in outcome.history.enumerated() {
      for (path, column) in zip(columns.paths, columns.parameters) {
        #expect(column[i] == evaluation.parameters[path])
      }
      #expect(columns.failures[i] == evaluation.failure)
      #expect(columns.workers[i] == evaluation.record.worker && (0..<3).contains(columns.workers[i] ?? -1))
      #expect(columns.starts[i] <= columns.ends[i])
      #expect(columns.kinds[i] == evaluation.record.kind && columns.rounds[i] == evaluation.record.round)
    }
    #expect(Set(columns.failures.compactMap(\.self)) == ["too low"])
    #expect(columns.ends.allSatisfy { $0 <= outcome.seconds })
  }

  @Test func kindsTellProposalsFromSamples() throws {
    let simplex = try minimize(from: [1, 2, 3], using: .nelderMead(), objective: Self.sphere)
    let first = simplex.history.columns.kinds.prefix(5)
    #expect(first == [.value, .exploration, .exploration, .exploration, .value])

    let residuals = Objective<[Double]>(residuals: { x in [x[0] - 1, x[0] * x[1] - 2, x[1] - 3] })
    let sampled = try minimize(residuals, from: [0.5, 0.5], using: .dfols()).history.records
    #expect(sampled.prefix(3).map(\.kind) == [.residuals, .exploration, .exploration])
    // Only the steps of the model are proposed.
    let rounds = Set(sampled.dropFirst(3).filter { $0.kind == .residuals }.map(\.round))
    #expect(sampled.contains { $0.kind == .exploration && rounds.contains($0.round) })

    let differenced = try minimize(residuals, from: [0.5, 0.5], using: .levenbergMarquardt()).history.records
    #expect(Set(differenced.map(\.kind)).isSubset(of: [.residuals, .difference, .exploration]))
    #expect(differenced.prefix(3).map(\.kind) == [.residuals, .difference, .difference])
  }

  @Test func withoutHistoryOnlyTheHistoryIsMissing() async throws {
    let objective = Objective<[Double]> { x in Self.sphere(x) }
    let with = try await minimize(objective, from: [1, 2])
    let without = [
      try Self.synchronously(), try await minimize.withoutHistory(objective, from: [1, 2]),
      try await minimize.withoutHistory(from: [1, 2], on: .threads(2)) { x in Self.sphere(x) },
      try await maximize.withoutHistory(from: [1, 2]) { x in -Self.sphere(x) },
    ]
    for outcome in without {
      #expect(outcome.history.isEmpty && outcome.history.columns.count == 0)
      #expect(outcome.history.columns.paths == with.history.columns.paths)
      #expect(outcome.best == with.best && outcome.counts == with.counts)
    }
    #expect(with.history.count == with.counts.evaluations)
    let shaped = try await minimize.withoutHistory(from: Pair(a: 1, b: 2)) { p in p.a * p.a + p.b * p.b }
    #expect(shaped.history.isEmpty)
  }

  private static func synchronously() throws -> Outcome<[Double]> {
    try minimize.withoutHistory(from: [1, 2]) { x in sphere(x) }
  }

  private struct Pair: Codable {
    var a: Double
    var b: Double
  }
}
