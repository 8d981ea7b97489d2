extension Multistart {
  /// How many evaluations local run i may make: of what is left when it is planned, the part of one of the runs that may
  /// still go on side by side,
  ///
  ///     ⌈Rᵢ / min(L, N* − i + 1)⌉,   Rᵢ = E − spent by the runs 1 … i − L − promised to the runs i − L + 1 … i − 1.
  ///
  /// It depends on nothing that has to do with time, and all runs together never spend more than E. What a run leaves is
  /// there for those that are planned after it has ended; the last one may have all that is left.
  static func share(ofRun i: Int, of count: Int, width: Int, left: Int) -> Int {
    let among = min(width, count - i + 1)
    return left / among + (left % among == 0 ? 0 : 1)
  }
}
