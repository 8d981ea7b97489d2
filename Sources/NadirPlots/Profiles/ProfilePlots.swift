public import Nadir
public import NadirCharts

/// The performance profile of solvers: the share of problems that each solved at no more than α times the cost of the
/// best of them, along α on a logarithmic axis (Dolan & Moré 2002, doi:10.1007/s101070100263).
///
///     let runs = problems.flatMap { problem in solvers.map { SolvedProblem(…, problem: problem.name, solver: $0) } }
///     let chart = try performanceProfile(runs, accuracy: 1e-6, cost: .rounds)
///
/// At α = 1 stands how often a solver was the fastest, at the right what it solved at all. A profile compares more than
/// two solvers only with the best of all: leave some out to see which of the others is better.
///
/// - Parameters:
///   - solved: What each solver made of each problem.
///   - accuracy: τ of the convergence test f ≤ f* + τ (f₀ − f*); 10⁻⁴ unless given. See ``SolutionCosts``.
///   - cost: Evaluations, those for differences included, rounds or seconds; evaluations unless given.
/// - Throws: `InvalidArgument`, as ``SolutionCosts/init(of:accuracy:in:)`` does.
public func performanceProfile(
  _ solved: [SolvedProblem], accuracy: Double = 1e-4, cost: RunCost = .evaluations
) throws(InvalidArgument) -> Chart {
  let costs = try SolutionCosts(of: solved, accuracy: accuracy, in: cost)
  let profile = costs.performanceProfile
  let end = max(2, (profile.last ?? 1) * 1.1)
  let x = Axis("\(cost.name), relative to the best solver", scale: .logarithmic, range: 1...end)
  return profile.chart(x: x, from: 1, to: end, costs)
}

/// The data profile of solvers: the share of problems that each solved with no more than κ (n + 1) evaluations, for n
/// parameters, along κ (Moré & Wild 2009, doi:10.1137/080724083), or within so many rounds or seconds.
///
/// Where the performance profile compares solvers with each other, this one tells what to expect of a budget.
///
/// - Parameters:
///   - solved: What each solver made of each problem.
///   - accuracy: τ of the convergence test f ≤ f* + τ (f₀ − f*); 10⁻⁴ unless given. See ``SolutionCosts``.
///   - cost: Evaluations, those for differences included, rounds or seconds; evaluations unless given.
///   - limit: The largest κ, or number of rounds or seconds, that is shown; so that all that was solved is unless given.
/// - Throws: `InvalidArgument`, as ``SolutionCosts/init(of:accuracy:in:)`` does, and for a limit that is not above 0.
public func dataProfile(
  _ solved: [SolvedProblem], accuracy: Double = 1e-4, cost: RunCost = .evaluations, upTo limit: Double? = nil
) throws(InvalidArgument) -> Chart {
  if let limit, !(limit > 0 && limit.isFinite) {
    throw InvalidArgument("the limit of the data profile", is: "\(limit)", expected: "a finite number above 0")
  }
  let costs = try SolutionCosts(of: solved, accuracy: accuracy, in: cost)
  let profile = costs.dataProfile
  let end = limit ?? (profile.last ?? 1) * 1.05
  let title = cost == .evaluations ? "evaluations / (n + 1)" : cost.name
  return profile.chart(x: Axis(title, unit: cost == .seconds ? "s" : "", range: 0...end), from: 0, to: end, costs)
}

extension RunCost {
  /// As it is called at axes.
  var name: String { self == .seconds ? "wall time" : rawValue }
}

extension Profile {
  fileprivate func chart(x: Axis, from begin: Double, to end: Double, _ costs: SolutionCosts) -> Chart {
    var layers: [Layer] = []
    for (s, solver) in solvers.enumerated() {
      let corners = steps(of: solver).filter { $0.place <= end }
      var points = [Point(begin, share(of: solver, within: begin), note: solver)]
      points += corners.filter { $0.place > begin }.map { Point($0.place, $0.share, note: solver) }
      points.append(Point(end, share(of: solver, within: end), note: solver))
      // A line over its like is dashed, so that both are seen.
      let isCovering = layers.contains { $0.mark.isSameLine(as: points) }
      layers.append(Layer(solver, .steps(points, isCovering ? .dashed : .solid), in: .series(s)))
    }
    let count = problemCount == 1 ? "1 problem" : "\(problemCount) problems"
    return Chart(
      subtitle: "\(count), solved where f ≤ f* + \(costs.accuracy.label) (f₀ − f*)",
      panels: [Panel(x: x, y: Axis("share of problems solved", range: 0...1), layers: layers)])
  }
}

extension Mark {
  /// Whether these are steps through the same places.
  fileprivate func isSameLine(as points: [Point]) -> Bool {
    guard case .steps(let own, _) = self else { return false }
    return own.elementsEqual(points) { ($0.x, $0.y) == ($1.x, $1.y) }
  }
}
