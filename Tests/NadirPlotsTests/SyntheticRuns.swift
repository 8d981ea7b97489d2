import Nadir

/// A record of a run with these values, one in each round and each second, at the points (k) for k = 1, 2, ….
///
/// - Parameter runs: How many values each of several runs has; one run with all of them unless given.
func syntheticRun(
  _ values: [Double], name: String = "A", direction: Direction = .minimize, runs: [Int]? = nil,
  kinds: [History.Kind]? = nil, total: Int? = nil
) -> RunRecord {
  var columns = HistoryColumns(paths: ["x"])
  let numbers = (runs ?? [values.count]).enumerated().flatMap { run, count in (1...max(1, count)).map { (run + 1, $0) }
  }
  for (i, value) in values.enumerated() {
    columns.runs.append(numbers[i].0)
    columns.evaluations.append(numbers[i].1)
    columns.rounds.append(numbers[i].1)
    columns.kinds.append(kinds?[i] ?? .value)
    columns.starts.append(Double(numbers[i].1 - 1))
    columns.ends.append(Double(numbers[i].1))
    columns.workers.append(nil)
    columns.values.append(value)
    columns.failures.append(value.isFinite ? nil : "the value is \(value)")
    columns.parameters[0].append(Double(i + 1))
  }
  var counts = Counts()
  counts.evaluations = total ?? values.count
  counts.rounds = counts.evaluations
  let finite = values.filter(\.isFinite).map { direction.sign * $0 }
  return RunRecord(
    name: name, direction: direction, algorithm: name, value: direction.sign * (finite.min() ?? .nan), success: true,
    termination: .converged(.value), counts: counts, seconds: Double(counts.evaluations),
    rows: [RunRecord.Row(path: "x", start: 1, best: 1)], history: columns)
}
