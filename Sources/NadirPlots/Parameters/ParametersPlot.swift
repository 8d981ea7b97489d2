public import Nadir
public import NadirCharts

/// The ways of parameters along what a run spent.
///
///     let chart = try parametersPlot(outcome, parameters: ["layers[*].bias", "rate"], against: .rounds)
///
/// Drawn is each parameter at the best point so far, as steps, or at every evaluation, as points over these steps. Up to
/// eight parameters share a panel where their ranges are of one magnitude, within a factor of 20, or where they are
/// scaled; else each of up to 24 has a panel of its own, with its bounds where it came near them. Of more than that the
/// eight that moved most, as a part of the largest number that they were, are drawn over all others in grey; at most 200
/// are drawn at all.
///
/// - Parameters:
///   - run: An outcome, a fit or a record. Of several runs in one record, that with the best value is drawn.
///   - parameters: Which, by paths, with wildcards, or positions; all that are not fixed unless given.
///   - curve: Whether the best points so far are drawn, as unless given, or every evaluation.
///   - scaling: In which units; as they are unless given.
///   - cost: Evaluations, those for differences included, unless given; else rounds or seconds.
/// - Throws: `InvalidArgument` where a path means nothing, with the nearest that is known, where a parameter has no
///   bounds or standard error to be scaled by, and for a run that evaluated nothing or kept no
///   history.
public func parametersPlot(
  _ run: some Recorded, parameters: [ParameterReference] = [], showing curve: CriterionCurve = .runningBest,
  scaling: ParameterScaling = .none, against cost: RunCost = .evaluations
) throws(InvalidArgument) -> Chart {
  let record = try NamedRuns([run]).records[0]
  return try ParametersChart(
    record: record, chosen: try record.chosen(parameters), curve: curve, scaling: scaling, cost: cost
  ).chart()
}

extension RunRecord {
  /// The positions of the parameters that references mean; of all that are not fixed where there are no references.
  fileprivate func chosen(_ references: [ParameterReference]) throws(InvalidArgument) -> [Int] {
    guard references.isEmpty else { return try references.positions(among: history.paths, for: "a parameter to draw") }
    let fixed = Set(rows.filter(\.isFixed).map(\.path))
    let free = history.paths.indices.filter { !fixed.contains(history.paths[$0]) }
    return free.isEmpty ? Array(history.paths.indices) : free
  }
}
