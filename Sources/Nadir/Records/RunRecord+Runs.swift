public import NadirAlgorithms
public import NadirEvaluation

extension RunRecord {
  /// Where one of many local runs began and ended.
  public struct LocalOptimum: Sendable, Equatable {
    /// The number of the run, from 1, as in ``HistoryColumns/runs``.
    public var run: Int
    /// The numbers of all parameters where it began, in the order of ``RunRecord/rows``.
    public var start: [Double]
    /// Those of the best point that it saw.
    public var best: [Double]
    /// The value there, in the user's own direction; NaN where the start of the run failed.
    public var value: Double
    public var termination: Termination
    public var counts: Counts
    /// The index of its basin in ``RunRecord/basins``; `nil` where it came to no minimum.
    public var basin: Int?

    public init(
      run: Int, start: [Double], best: [Double], value: Double, termination: Termination, counts: Counts,
      basin: Int? = nil
    ) {
      self.run = run
      self.start = start
      self.best = best
      self.value = value
      self.termination = termination
      self.counts = counts
      self.basin = basin
    }
  }

  /// A minimum (or maximum) and the runs that came to it.
  public struct Basin: Sendable, Equatable {
    /// The numbers of all parameters at the best point of its runs, in the order of ``RunRecord/rows``.
    public var best: [Double]
    /// The value there, in the user's own direction.
    public var value: Double
    /// The numbers of the runs that came to it or were ended on the way to it, in order.
    public var runs: [Int]

    public init(best: [Double], value: Double, runs: [Int]) {
      self.best = best
      self.value = value
      self.runs = runs
    }
  }
}
