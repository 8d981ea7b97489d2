public import NadirAlgorithms
public import NadirDerivatives
public import NadirEvaluation
public import NadirProblems

/// What a run on a test problem came to.
public struct Solution: Sendable {
  public var point: [Double]
  public var value: Double
  public var counts: Counts
  public var termination: Termination
}

/// Minimizes a test problem in the calling task.
public func solve<Subject: Algorithm>(
  _ problem: TestProblem, using algorithm: Subject, giving gives: Demand = .value, evaluations: Int = 20_000,
  differences: Differences = .forward
) async -> Solution {
  await solve(
    from: problem.start, using: algorithm,
    asking: Oracle(
      evaluator: RecordingEvaluator(problem), provides: gives, box: problem.box,
      budget: Budget(evaluations: evaluations), differences: differences, elapsed: { .zero }))
}

/// Minimizes whatever an oracle knows, in the calling task.
public func solve<Subject: Algorithm>(
  from start: [Double], using algorithm: Subject, asking oracle: Oracle
) async -> Solution {
  var state: Subject.State?
  var termination = Termination.stopped(.evaluations)
  do throws(Interruption) {
    termination = try await algorithm.drive(&state, from: start, asking: oracle, iterations: nil, watch: nil)
  } catch {}
  return Solution(
    point: oracle.bestPoint, value: oracle.bestValue ?? .nan, counts: oracle.counts, termination: termination)
}
