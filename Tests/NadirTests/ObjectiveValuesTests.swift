import Nadir
import Testing

@Suite struct ObjectiveValuesTests {
  @Test(arguments: [Workers.inline, .threads(3)])
  func failuresStandBesideValues(workers: Workers) async throws {
    struct Refusal: Error {}
    let space = try ParameterSpace(from: ["a": 1.0, "b": 2.0], fixed: ["b"])
    let objective = Objective { (p: [String: Double]) in
      guard let a = p["a"], let b = p["b"], a >= 0 else { throw Refusal() }
      return b / a
    }
    let values = try await objective.values(at: [[4], [-1], [0], [8]], in: space, on: workers)
    #expect(values.map { try? $0.get() } == [0.5, nil, nil, 0.25])
    #expect(throws: EvaluationFailure.self) { try values[1].get() }
    #expect { try values[2].get() } throws: { ($0 as? EvaluationFailure)?.kind == .notFinite }
  }

  @Test func residualsComeAsTheSumOfTheirSquares() async throws {
    let space = try ParameterSpace(from: [1.0, 2])
    let objective = Objective(residuals: { (x: [Double]) in x })
    let values = try await objective.values(at: [[3, 4]], in: space, on: .inline)
    #expect(try values[0].get() == 25)
  }

  @Test func aProgramAnswersAndIsEnded() async throws {
    let space = try ParameterSpace(from: ["a": 1.0])
    let program = ExternalObjective<[String: Double]>.command(
      Program(arguments: ["/bin/sh", "-c", "case $0 in 2*) exit 3;; esac; echo '{\"residuals\": ['$0']}'", "{a}"]))
    let values = try await program.values(at: [[1], [2], [3]], in: space, on: .threads(2))
    #expect(values.map { try? $0.get() } == [1, nil, 9])
    #expect { try values[1].get() } throws: { ($0 as? EvaluationFailure)?.kind == .exited }
  }

  @Test func noWorkersAreMisuse() async throws {
    let space = try ParameterSpace(from: [1.0])
    await #expect(throws: OptimizationError.self) {
      try await Objective { (x: [Double]) in x[0] }.values(at: [[1]], in: space, on: .threads(0))
    }
    let program = ExternalObjective<[Double]>.command(Program(arguments: ["/bin/echo", "1"]))
    await #expect(throws: OptimizationError.self) {
      try await program.values(at: [[1]], in: space, on: .threads(0))
    }
  }
}
