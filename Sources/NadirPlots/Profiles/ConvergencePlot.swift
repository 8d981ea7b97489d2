public import Nadir
public import NadirCharts

/// How solvers came down on each problem: the distance (f − f*) / (f₀ − f*) of the best value so far from the best value
/// that is known, as a part of that at the start, along what was spent.
///
/// Each problem has a panel, with the distance on a logarithmic axis, the same in all. Distances below 10⁻¹⁶, which are
/// rounding, are drawn as 10⁻¹⁶.
///
/// - Parameters:
///   - solved: What each solver made of each problem.
///   - problems: Which, by their names; all unless given.
///   - cost: Evaluations, those for differences included, rounds or seconds; evaluations unless given.
///   - accuracy: τ of the convergence test f ≤ f* + τ (f₀ − f*), to be marked across the panels; none unless given.
/// - Throws: `InvalidArgument`, as ``SolutionCosts/init(of:accuracy:in:)`` does, and for a problem that is not known,
///   with the nearest that is.
public func convergencePlot(
  _ solved: [SolvedProblem], problems: [String] = [], against cost: RunCost = .evaluations, accuracy: Double? = nil
) throws(InvalidArgument) -> Chart {
  if let accuracy, !(accuracy > 0 && accuracy < 1) {
    throw InvalidArgument("the accuracy", is: "\(accuracy)", expected: "above 0 and below 1")
  }
  let solvers = solved.solvers
  let groups = try ProblemGroup.groups(of: solved, solvers: solvers)
  let known = groups.map(\.problem)
  for problem in problems where !known.contains(problem) {
    let suggestion = Spelling.nearest(to: problem, among: known).map { "did you mean '\($0)'? " } ?? ""
    throw InvalidArgument(
      "a problem", is: "'\(problem)'", expected: "one that was solved (\(suggestion)known: \(Spelling.list(known)))")
  }
  let shown = problems.isEmpty ? groups : problems.compactMap { name in groups.first { $0.problem == name } }
  var panels = shown.map { $0.panel(solvers, along: cost, accuracy: accuracy) }
  let lowest = panels.flatMap(\.layers).flatMap(\.mark.heights).min() ?? 1
  for i in panels.indices { panels[i].y.range = min(lowest, 0.1)...1 }
  return Chart(panels: panels)
}

extension ProblemGroup {
  /// What is rounding, relative to the distance at the start.
  private static var rounding: Double { 1e-16 }

  fileprivate func panel(_ solvers: [String], along cost: RunCost, accuracy: Double?) -> Panel {
    var layers: [Layer] = []
    for (s, attempt) in attempts.enumerated() {
      guard let attempt, !attempt.steps.isEmpty else { continue }
      let points = attempt.improvements(along: cost).map { step in
        Point(step.spent(cost), max(Self.rounding, normalizedDistance(step.value)), note: solvers[s])
      }
      layers.append(Layer(solvers[s], .steps(points), in: .series(s)))
      layers.append(Layer(solvers[s], .points([points[points.count - 1]]), in: .series(s)))
    }
    if let accuracy { layers.append(Layer("solved", .level(accuracy), in: .text)) }
    let unit = cost == .seconds ? "s" : ""
    return Panel(
      problem, x: Axis(cost.name, unit: unit, isWhole: cost != .seconds),
      y: Axis("distance, relative to the start", scale: .logarithmic), layers: layers)
  }
}
