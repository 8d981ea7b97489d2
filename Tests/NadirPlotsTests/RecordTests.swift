import Nadir
import NadirPlots
import Testing

@Suite struct RecordTests {
  @Test func columnsHoldEveryEvaluation() throws {
    let outcome = try minimize(from: ["a": 1, "b": 2]) { p in p.values.reduce(0) { $0 + $1 * $1 } }
    let columns = outcome.record.history
    #expect(columns.count == outcome.counts.evaluations)
    #expect(columns.evaluations == Array(1...columns.count))
    #expect(columns.values.min() == outcome.value)
    #expect(columns.parameter("a")?.first == 1)
    #expect(columns.parameter("c") == nil)
  }
}
