package import NadirAlgorithms
package import NadirEvaluation

/// What many runs came to, as people read it.
package struct BasinTable {
  /// How many parameters are shown of each minimum.
  private static let mostParameters = 4

  private let runs: Int
  /// How the runs ended that came to no minimum, and how many did so, in the order of the first ones.
  private let endings: [(termination: Termination, count: Int)]
  private let basins: [RunRecord.Basin]
  private let direction: Direction
  private let paths: [String]
  /// The positions of the parameters that are shown.
  private let shown: [Int]
  private let leavesOut: Bool

  /// - Parameters:
  ///   - basins: The minima, the best first.
  ///   - runs: How each run ended.
  ///   - parameters: The path of each parameter and whether it keeps its start.
  package init(
    _ basins: [RunRecord.Basin], of runs: [(termination: Termination, basin: Int?)], direction: Direction,
    parameters: [(path: String, isFixed: Bool)]
  ) {
    self.basins = basins
    self.runs = runs.count
    var endings: [(termination: Termination, count: Int)] = []
    for run in runs where run.basin == nil {
      if let i = endings.firstIndex(where: { $0.termination == run.termination }) {
        endings[i].count += 1
      } else {
        endings.append((run.termination, 1))
      }
    }
    self.endings = endings
    self.direction = direction
    paths = parameters.map(\.path)
    let free = parameters.indices.filter { !parameters[$0].isFixed }
    shown = Array(free.prefix(Self.mostParameters))
    leavesOut = free.count > shown.count
  }

  package init(_ record: RunRecord) {
    self.init(
      record.basins, of: record.localOptima.map { ($0.termination, $0.basin) }, direction: record.direction,
      parameters: record.rows.map { ($0.path, $0.isFixed) })
  }

  /// How many runs came to how many minima, such as `43 of 50 runs came to 3 minima, 31 of them to the best`.
  package var headline: String {
    let arrived = basins.reduce(0) { $0 + $1.runs.count }
    let one = direction.optimum
    guard runs != 1 else { return "the run came to \(arrived == 1 ? "a" : "no") \(one)" }
    let who = arrived == runs ? "all \(runs) runs" : "\(arrived) of \(runs) runs"
    switch basins.count {
    case 0: return "none of \(runs) runs came to a \(one)"
    case 1: return "\(who) came to \(arrived == 1 ? "a" : "the same") \(one)"
    default:
      let many = direction == .minimize ? "minima" : "maxima"
      return "\(who) came to \(basins.count) \(many), \(basins[0].runs.count) of them to the best"
    }
  }

  /// Why the others did not, such as `7 did not: earlier runs were far better by then`; a line for each reason.
  package var others: [String] {
    // Where none did, for one reason, it is that of the whole search.
    guard !basins.isEmpty || endings.count > 1 else { return [] }
    return endings.map { termination, count in
      // Something may be left of the whole budget.
      if termination == .stopped(.evaluations) {
        return "\(count) did not: \(count == 1 ? "its" : "their") share of the evaluations was spent"
      }
      let text = termination.description
      // What comes before the colon says that they did not.
      let reason = text.firstRange(of: ": ").map { text[$0.upperBound...] } ?? text[...]
      return "\(count) did not: \(reason)"
    }
  }

  package var header: [String] {
    [direction.optimum, "runs"] + shown.map { paths[$0] } + (leavesOut ? ["…"] : [])
  }

  /// A row for each minimum: its value, how many runs came to it, and the first parameters there.
  package var rows: [[String]] {
    basins.map { basin in
      [basin.value.text(digits: 8), "\(basin.runs.count)"]
        + shown.map { basin.best.indices.contains($0) ? basin.best[$0].text(digits: 6) : "" }
        + (leavesOut ? ["…"] : [])
    }
  }
}

extension Direction {
  /// What is looked for.
  package var optimum: String { self == .minimize ? "minimum" : "maximum" }
}

extension Outcome {
  /// What many runs came to; `nil` where there was one run from one start.
  package var basinTable: BasinTable? {
    let runs = localOptima.map { ($0.termination, $0.basin) }
    guard !runs.isEmpty else { return nil }
    return BasinTable(
      recordedBasins, of: runs, direction: direction, parameters: table.map { ($0.path, $0.isFixed) })
  }
}
