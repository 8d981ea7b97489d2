package import NadirEvaluation

/// What many runs came to, as people read it.
package struct BasinTable {
  /// How many parameters are shown of each minimum.
  private static let mostParameters = 4

  private let runs: Int
  private let basins: [RunRecord.Basin]
  private let direction: Direction
  private let paths: [String]
  /// The positions of the parameters that are shown.
  private let shown: [Int]
  private let leavesOut: Bool

  /// - Parameters:
  ///   - basins: The minima, the best first.
  ///   - runs: How many runs there were.
  ///   - parameters: The path of each parameter and whether it keeps its start.
  package init(
    _ basins: [RunRecord.Basin], of runs: Int, direction: Direction, parameters: [(path: String, isFixed: Bool)]
  ) {
    self.basins = basins
    self.runs = runs
    self.direction = direction
    paths = parameters.map(\.path)
    let free = parameters.indices.filter { !parameters[$0].isFixed }
    shown = Array(free.prefix(Self.mostParameters))
    leavesOut = free.count > shown.count
  }

  package init(_ record: RunRecord) {
    self.init(
      record.basins, of: record.localOptima.count, direction: record.direction,
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
    let runs = localOptima.count
    guard runs > 0 else { return nil }
    return BasinTable(
      recordedBasins, of: runs, direction: direction, parameters: table.map { ($0.path, $0.isFixed) })
  }
}
