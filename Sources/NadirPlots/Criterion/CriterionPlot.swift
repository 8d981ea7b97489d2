public import Nadir
public import NadirCharts

/// The values of runs along what they spent.
///
///     let simplex = try minimize(from: start, using: .nelderMead()) { … }
///     let curve = try fit(…)
///     let chart = try criterionPlot(["Nelder–Mead": simplex, "Levenberg–Marquardt": curve], against: .rounds)
///
/// The best value so far is drawn as steps, with a mark where the run found its best value, to the end of what the run
/// spent. It is the smallest or the largest, as the run's direction has it. Failed evaluations are marked at the edge,
/// with their messages. A sum of squares is the value of a least-squares run, so that it and the run of a scalar method on
/// the same objective can be laid over each other.
///
/// The axis of what was spent is logarithmic where the longest of several runs is 30 times as long as the shortest, or
/// longer. A chart is a value: `chart.panels[0].x.scale = .linear` has it otherwise.
///
/// A history that has thinned itself is drawn with the evaluations that it kept.
///
/// - Parameters:
///   - runs: Outcomes, fits or records, by the names that they are to have. All have the same direction.
///   - curve: What is drawn of the values; the best so far unless given.
///   - cost: Evaluations, those for differences included, unless given; else rounds or seconds.
///   - optimum: The known minimum, or maximum: the distances to it are drawn, on a logarithmic scale. A value beyond it,
///     as where it was published with few digits, has the distance 0.
///   - levels: Values to be marked across the panel, such as a target, by their names.
///   - starts: How several runs in one record stand to each other; one after the other unless given.
///   - showsExploration: Whether values that were sampled to learn about the function are drawn, as points; `false` unless
///     given. They count for the best value so far, and for what was spent, in any case.
///   - limit: How much of what was spent is shown; all unless given.
///   - scale: That of the values. Unless given it is logarithmic for distances, and for values of which none is negative
///     and the largest is 1000 times the smallest above zero or more, and else linear.
/// - Throws: `InvalidArgument` without any run, for one that evaluated nothing or kept no history, for runs of different
///   directions, for an optimum or a level that is not finite, and for a limit that is not above 0.
public func criterionPlot(
  _ runs: KeyValuePairs<String, any Recorded>, showing curve: CriterionCurve = .runningBest,
  against cost: RunCost = .evaluations, distanceTo optimum: Double? = nil,
  levels: KeyValuePairs<String, Double> = [:], starts: StartsArrangement = .stacked, showsExploration: Bool = false,
  upTo limit: Double? = nil, scale: Axis.Scale? = nil
) throws(InvalidArgument) -> Chart {
  try CriterionChart(
    runs: try NamedRuns(runs), curve: curve, cost: cost, optimum: optimum, levels: levels, starts: starts,
    showsExploration: showsExploration, limit: limit, scale: scale
  ).chart()
}

/// The same under the runs' own names, made distinct where they are not.
public func criterionPlot(
  _ runs: [any Recorded], showing curve: CriterionCurve = .runningBest, against cost: RunCost = .evaluations,
  distanceTo optimum: Double? = nil, levels: KeyValuePairs<String, Double> = [:],
  starts: StartsArrangement = .stacked, showsExploration: Bool = false, upTo limit: Double? = nil,
  scale: Axis.Scale? = nil
) throws(InvalidArgument) -> Chart {
  try CriterionChart(
    runs: try NamedRuns(runs), curve: curve, cost: cost, optimum: optimum, levels: levels, starts: starts,
    showsExploration: showsExploration, limit: limit, scale: scale
  ).chart()
}

/// The same for one run.
public func criterionPlot(
  _ run: some Recorded, showing curve: CriterionCurve = .runningBest, against cost: RunCost = .evaluations,
  distanceTo optimum: Double? = nil, levels: KeyValuePairs<String, Double> = [:],
  starts: StartsArrangement = .stacked, showsExploration: Bool = false, upTo limit: Double? = nil,
  scale: Axis.Scale? = nil
) throws(InvalidArgument) -> Chart {
  try criterionPlot(
    [run], showing: curve, against: cost, distanceTo: optimum, levels: levels, starts: starts,
    showsExploration: showsExploration, upTo: limit, scale: scale)
}
