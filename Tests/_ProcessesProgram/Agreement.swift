import Foundation
import Nadir
import NadirProblems

/// Every algorithm, on values or residuals, at one place in a loop.
@Sendable func algorithmsAgree() async throws {
  let problem = TestProblems.bard
  let value = Objective<[Double]> { x in problem.value(x) }
  let objective = problem.residuals.map { r in value.with(Objective(residuals: r)) } ?? value
  func outcome(_ algorithm: some Algorithm, _ workers: Workers) async throws -> Outcome<[Double]> {
    try await minimize(
      objective, from: problem.start, using: algorithm, on: workers, budget: Budget(evaluations: 150))
  }
  for algorithm in AlgorithmCatalog.all {
    let traits = type(of: algorithm).traits
    let reference = try await outcome(algorithm, .threads(2))
    checkAgreement(try await outcome(algorithm, .processes(3)), reference, traits.name)
  }
}

private struct Line: Codable, Sendable, Equatable {
  var slope: Double
  var offsets: [Double]
}

/// The forms of objectives, and other questions than for a minimum.
@Sendable func shapesAgree() async throws {
  let start = Line(slope: 3, offsets: [1, 2])
  func shaped(_ workers: Workers) async throws -> Outcome<Line> {
    try await minimize(from: start, on: workers) { line in
      line.slope * line.slope + line.offsets.reduce(0) { $0 + ($1 - 1) * ($1 - 1) }
    }
  }
  checkAgreement(try await shaped(.processes(2)), try await shaped(.inline), "a struct")

  func bounded(_ workers: Workers) async throws -> Outcome<[Double]> {
    try await minimize(
      Objective(value: { x in x[0] * x[0] + x[1] * x[1] }, gradient: { x in [2 * x[0], 2 * x[1]] }),
      from: [3.0, 4], using: .lbfgsb(), on: workers, bounds: Bounds(lower: [1, -5], upper: [5, 5]))
  }
  checkAgreement(try await bounded(.processes(2)), try await bounded(.threads(2)), "a gradient")

  func residuals(_ workers: Workers) async throws -> Outcome<[Double]> {
    try await minimize(
      try Objective<[Double]>(
        residuals: { x in [10 * (x[1] - x[0] * x[0]), 1 - x[0]] },
        jacobian: { x in try Matrix(rows: [[-20 * x[0], 10], [-1, 0]]) }
      ).with(loss: .softL1(scale: 2)),
      from: [-1.2, 1], using: .levenbergMarquardt(), on: workers)
  }
  checkAgreement(try await residuals(.processes(2)), try await residuals(.threads(2)), "residuals and their Jacobian")

  func waiting(_ workers: Workers) async throws -> Outcome<[Double]> {
    try await minimize(from: [3.0, 4], using: .nelderMead(), on: workers, budget: Budget(evaluations: 60)) { x in
      try await Task.sleep(for: .microseconds(10))
      return x[0] * x[0] + x[1] * x[1]
    }
  }
  checkAgreement(try await waiting(.processes(2)), try await waiting(.inline), "an asynchronous closure")

  struct NoValue: Error {}
  func throwing(_ workers: Workers) async throws -> Outcome<[Double]> {
    try await minimize(from: [3.0, 4], using: .nelderMead(), on: workers) { x in
      if x[0] > 3 { throw NoValue() }
      return x[0] == 2.5 ? .nan : x[0] * x[0] + x[1] * x[1]
    }
  }
  let (there, here) = (try await throwing(.processes(2)), try await throwing(.inline))
  checkAgreement(there, here, "an objective that throws")
  check(
    there.history.compactMap { $0.failure } == here.history.compactMap { $0.failure },
    "other failures: \(there.history.compactMap(\.failure))")

  let quartic = Objective<[Double]> { x in x[0] * x[0] * x[0] * x[0] + x[0] * x[1] }.with(hessian: { x in
    try Matrix(rows: [[12 * x[0] * x[0], 1], [1, 0]])
  })
  let second = try await hessian(of: quartic, at: [1, 2], on: .processes(2))
  check(second.hessian == (try Matrix(rows: [[12, 1], [1, 0]])), "the Hessian is \(second.hessian)")
}

/// Many runs at once on two processes, of which one run never ends by itself: the others are as they are alone.
@Sendable func runsShareProcesses() async throws {
  let objective = Objective<[Double]> { x in
    if x[0] == 1000 { sleep(1000) }
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return a * a + 100 * b * b
  }
  @Sendable func run(from start: [Double]) throws -> Run<[Double]> {
    try Run(.minimize, in: try ParameterSpace(from: start), using: .nelderMead(), budget: Budget(evaluations: 120))
  }
  let evaluator = closureEvaluator(objective, workers: .processes(2))
  let endless = Task { try await run(from: [1000, 1])(on: evaluator) }
  while evaluator.activity.busy == 0 { try await Task.sleep(for: .milliseconds(2)) }
  try await withThrowingTaskGroup(of: Void.self) { group in
    for i in 0..<16 {
      let start = [Double(i) / 4 - 2, 1]
      group.addTask(executorPreference: evaluator.executor) {
        let there = try await run(from: start)(on: evaluator)
        checkAgreement(there, try run(from: start).synchronously(objective), "the run from \(start)")
      }
    }
    endless.cancel()
    try await group.waitForAll()
  }
  let outcome = try await endless.value
  check(outcome.termination == .stopped(.cancelled), "\(outcome)")
  await evaluator.close()
  // A closed evaluator begins anew.
  let again = await evaluator.evaluate(PointBatch([[1, 1], [2, 4]]), for: .value)
  check(again.compactMap { try? $0.get().value } == [0, 1], "\(Array(again))")
  await evaluator.close()
}
