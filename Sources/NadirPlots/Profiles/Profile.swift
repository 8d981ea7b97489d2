/// The share of problems that each solver has solved, as a function of what it may spend.
public struct Profile: Sendable, Equatable {
  public let solvers: [String]
  /// How many problems there are, solved or not.
  public let problemCount: Int
  /// What it took each solver to solve the problems that it solved, ascending.
  public let solvedAt: [[Double]]

  /// A corner of the step function: from here on the share is as high.
  public struct Step: Sendable, Equatable {
    public var place: Double
    public var share: Double

    public init(place: Double, share: Double) {
      self.place = place
      self.share = share
    }
  }

  /// The share of all problems that a solver solved within a limit, from 0 to 1; 0 for one that is not known.
  public func share(of solver: String, within limit: Double) -> Double {
    guard problemCount > 0, let s = solvers.firstIndex(of: solver) else { return 0 }
    return Double(solvedAt[s].count { $0 <= limit }) / Double(problemCount)
  }

  /// The step function of a solver: its corners, ascending, each with the share from there on.
  public func steps(of solver: String) -> [Step] {
    guard problemCount > 0, let s = solvers.firstIndex(of: solver) else { return [] }
    var steps: [Step] = []
    for (i, place) in solvedAt[s].enumerated() {
      if steps.last?.place == place { steps.removeLast() }
      steps.append(Step(place: place, share: Double(i + 1) / Double(problemCount)))
    }
    return steps
  }

  /// The largest limit at which any share changes; `nil` where no solver solved anything.
  public var last: Double? { solvedAt.compactMap(\.last).max() }
}
