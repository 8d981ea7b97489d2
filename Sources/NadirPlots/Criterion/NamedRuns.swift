import Nadir

/// What several runs left, under the names that they are shown by.
struct NamedRuns {
  var names: [String]
  var records: [RunRecord]

  /// - Throws: `InvalidArgument` where there is none, one evaluated nothing or has no history, or they have different directions.
  init(_ runs: [(name: String, record: RunRecord)]) throws(InvalidArgument) {
    names = runs.map(\.name)
    records = runs.map(\.record)
    guard let first = records.first else { throw InvalidArgument("the runs", is: "none", expected: "one or more") }
    for (name, record) in runs {
      guard record.counts.evaluations > 0 || record.history.count > 0 else {
        throw InvalidArgument("the run '\(name)'", is: "one that evaluated nothing", expected: "one with evaluations")
      }
      guard record.history.count > 0 else {
        throw InvalidArgument("the history of '\(name)'", is: "empty", expected: "kept by the run")
      }
      guard record.direction == first.direction else {
        throw InvalidArgument(
          "the direction of '\(name)'", is: "\(record.direction)",
          expected: "\(first.direction) as that of '\(names[0])', to be drawn beside it")
      }
    }
  }

  /// Under their own names, which are made distinct: `BFGS`, `BFGS 2`.
  init(_ runs: [any Recorded]) throws(InvalidArgument) {
    let records = runs.map { $0.record }
    var counts: [String: Int] = [:]
    var taken = Set(records.map(\.name))
    var named: [(name: String, record: RunRecord)] = []
    for record in records {
      var name = record.name
      var count = counts[name, default: 0] + 1
      if count > 1 {
        while !taken.insert("\(record.name) \(count)").inserted { count += 1 }
        name = "\(record.name) \(count)"
      }
      counts[record.name] = count
      named.append((name, record))
    }
    try self.init(named)
  }

  init(_ runs: KeyValuePairs<String, any Recorded>) throws(InvalidArgument) {
    try self.init(runs.map { (name: $0.key, record: $0.value.record) })
  }

  var direction: Direction { records[0].direction }

  var hasDifferences: Bool { records.contains { $0.hasDifferences } }
}
