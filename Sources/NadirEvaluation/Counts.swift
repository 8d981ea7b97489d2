/// What a run has spent so far.
public struct Counts: Sendable, Hashable, Codable {
  /// Points at which the objective was evaluated, difference points included.
  public var evaluations = 0
  /// Batches that had to wait for one another: the length of the critical path.
  public var rounds = 0
  /// Iterations that the algorithm completed.
  public var iterations = 0
  /// Evaluations that failed.
  public var failures = 0

  public init() {}
}
