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
  let evaluator = RecordingEvaluator(problem)
  let oracle = Oracle(
    evaluator: evaluator, provides: gives, box: problem.box,
    budget: Budget(evaluations: evaluations), differences: differences, elapsed: { .zero })
  var state: Subject.State?
  var termination = Termination.stopped(.evaluations)
  do throws(Interruption) {
    termination = try await algorithm.drive(&state, from: problem.start, asking: oracle, iterations: nil, watch: nil)
  } catch {}
  return Solution(
    point: oracle.bestPoint, value: oracle.bestValue ?? .nan, counts: oracle.counts, termination: termination)
}
