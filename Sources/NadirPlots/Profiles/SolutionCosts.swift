public import Nadir

/// What each solver spent on each problem until it had solved it.
///
/// A problem is solved at the first value that meets the convergence test of Moré & Wild (2009,
/// doi:10.1137/080724083),
///
///     f ≤ f* + τ (f₀ − f*),
///
/// with the value f₀ at the start, the best value f* that is known, and the accuracy τ.
public struct SolutionCosts: Sendable, Equatable {
  public let problems: [String]
  public let solvers: [String]
  /// The number of parameters of each problem.
  public let dimensions: [Int]
  /// What solver s spent on problem p, as `costs[p][s]`; infinite where it did not solve it.
  public let costs: [[Double]]
  /// What is spent.
  public let unit: RunCost
  /// The accuracy τ.
  public let accuracy: Double

  /// - Parameters:
  ///   - solved: What each solver made of each problem. What is missing counts as not solved.
  ///   - accuracy: τ, between 0 and 1; 10⁻⁴ unless given.
  ///   - unit: Evaluations, rounds or seconds; evaluations unless given.
  /// - Throws: `InvalidArgument` where there is nothing to compare, a solver has a problem twice, or the solvers of a
  ///   problem disagree about its direction, dimension or known optimum.
  public init(
    of solved: [SolvedProblem], accuracy: Double = 1e-4, in unit: RunCost = .evaluations
  ) throws(InvalidArgument) {
    guard accuracy > 0, accuracy < 1 else {
      throw InvalidArgument("the accuracy", is: "\(accuracy)", expected: "above 0 and below 1")
    }
    let solvers = solved.solvers
    let groups = try ProblemGroup.groups(of: solved, solvers: solvers)
    self.solvers = solvers
    problems = groups.map(\.problem)
    dimensions = groups.map(\.dimension)
    costs = groups.map { group in
      solvers.indices.map { group.cost(of: $0, in: unit, accuracy: accuracy) }
    }
    self.unit = unit
    self.accuracy = accuracy
  }

  /// The performance profile ρₛ(α): the share of problems that solver s solved at no more than α times the cost of the
  /// best solver of each (Dolan & Moré 2002, doi:10.1007/s101070100263).
  ///
  /// A problem that no solver solved is one of those that are not solved within any α. Where several solvers are best,
  /// all of them are. Times below a microsecond, which clocks do not tell, count as one.
  public var performanceProfile: Profile {
    let floor = unit == .seconds ? 1e-6 : 0
    return profile { p, s in
      let best = max(floor, costs[p].min() ?? .infinity)
      return best.isFinite ? max(floor, costs[p][s]) / best : .infinity
    }
  }

  /// The data profile dₛ(κ): the share of problems that solver s solved with no more than κ (n + 1) evaluations, the
  /// number of those that a simplex gradient of n parameters takes (Moré & Wild 2009, doi:10.1137/080724083); or within
  /// κ rounds or seconds.
  public var dataProfile: Profile {
    profile { p, s in unit == .evaluations ? costs[p][s] / Double(dimensions[p] + 1) : costs[p][s] }
  }

  private func profile(_ measure: (Int, Int) -> Double) -> Profile {
    Profile(
      solvers: solvers, problemCount: problems.count,
      solvedAt: solvers.indices.map { s in
        problems.indices.map { p in measure(p, s) }.filter(\.isFinite).sorted()
      })
  }
}
