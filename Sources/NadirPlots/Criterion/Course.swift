import Nadir

/// One run of a record, in the order in which its values were known.
struct Course {
  /// The rows of the columns, in the order of what was spent.
  private(set) var rows: [Int] = []
  /// What was spent when the value of each row was known; ascending.
  private(set) var costs: [Double] = []
  /// The values in the user's own direction; NaN where the evaluation failed.
  private(set) var values: [Double] = []
  let direction: Direction
  /// Whether all of it was sampling, and nothing a descent.
  let isExploration: Bool
  /// What was spent in all.
  private(set) var end: Double

  /// - Parameter total: What the run spent in all, where that is known.
  init(_ rows: [Int], of record: RunRecord, along cost: RunCost, total: Double = 0) {
    let columns = record.history
    let spent: [Double] =
      switch cost {
      case .evaluations: rows.map { Double(columns.evaluations[$0]) }
      case .rounds: rows.map { Double(columns.rounds[$0]) }
      case .seconds: rows.map { columns.ends[$0] }
      }
    // Values of one batch may be known in another order than they were asked for.
    for i in rows.indices.sorted(by: { (spent[$0], $0) < (spent[$1], $1) }) {
      self.rows.append(rows[i])
      costs.append(spent[i])
      values.append(columns.values[rows[i]])
    }
    direction = record.direction
    isExploration = rows.allSatisfy { columns.kinds[$0] == .exploration }
    end = max(total, costs.last ?? 0)
  }

  /// Where it became better than it had been: of several values at one cost, the best.
  ///
  /// The positions are those in ``rows``, ``costs`` and ``values``. Values that are not finite are never better.
  var improvements: [Int] {
    var improvements: [Int] = []
    for i in values.indices where values[i].isFinite {
      guard let best = improvements.last else {
        improvements.append(i)
        continue
      }
      guard direction.sign * values[i] < direction.sign * values[best] else { continue }
      if costs[i] == costs[best] { improvements.removeLast() }
      improvements.append(i)
    }
    return improvements
  }

  /// The best value; `nil` where none is finite.
  var best: Double? { improvements.last.map { values[$0] } }

  /// What is smaller for a better run; infinite where no value is finite.
  var merit: Double { best.map { direction.sign * $0 } ?? .infinity }

  /// The same run as far as so much had been spent.
  func cut(at limit: Double) -> Course {
    guard end > limit else { return self }
    var cut = self
    let count = costs.count { $0 <= limit }
    cut.rows.removeLast(rows.count - count)
    cut.costs.removeLast(rows.count - count)
    cut.values.removeLast(rows.count - count)
    cut.end = limit
    return cut
  }

  /// The same run that began when so much had been spent.
  func shifted(by offset: Double) -> Course {
    var shifted = self
    shifted.costs = costs.map { $0 + offset }
    shifted.end += offset
    return shifted
  }
}

extension RunRecord {
  /// The runs that a record holds, in the order of their numbers.
  func courses(along cost: RunCost) -> [Course] {
    let runs = Dictionary(grouping: history.runs.indices) { history.runs[$0] }.sorted { $0.key < $1.key }
    let total: Double =
      switch cost {
      case .evaluations: Double(counts.evaluations)
      case .rounds: Double(counts.rounds)
      case .seconds: seconds
      }
    return runs.map { Course($0.value, of: self, along: cost, total: runs.count == 1 ? total : 0) }
  }

  /// The best of the runs that a record holds, and not what was only sampled beside them; `nil` where there is none.
  func bestCourse(along cost: RunCost) -> Course? {
    let courses = courses(along: cost)
    return courses.filter { !$0.isExploration }.min { $0.merit < $1.merit } ?? courses.first
  }

  /// Whether points for differences are among the evaluations.
  var hasDifferences: Bool { history.kinds.contains(.difference) }
}

extension HistoryColumns {
  /// When the first of some evaluations began; `nil` where that is not known of any.
  func beginning(of rows: [Int]) -> Double? { rows.lazy.map { starts[$0] }.filter(\.isFinite).min() }
}
