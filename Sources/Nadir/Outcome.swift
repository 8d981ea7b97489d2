public import NadirAlgorithms
public import NadirEvaluation
public import NadirParameters

/// What a run came to: the best point it saw, why it ended, and what it cost.
public struct Outcome<Shape: Parameters>: Sendable {
  let space: ParameterSpace<Shape>
  let ending: FlatRun.Ending
  public let termination: Termination
  public let direction: Direction
  /// The name of the algorithm, chosen or given.
  public let algorithm: String
  /// How many evaluations could run at the same time.
  public let workers: Int

  /// The value at the best point, in the user's own direction; NaN when the run ended before any evaluation.
  public var value: Double { ending.bestValue }

  /// The gradient at the best point, where it is known; its components for fixed parameters are NaN.
  public var gradient: Shape? { ending.bestGradient.map { space.gradient($0) } }

  public var counts: Counts { ending.counts }

  /// The wall time of the run, in seconds.
  public var seconds: Double { ending.seconds }

  /// The best parameters seen, in the shape that was given; the start when nothing was evaluated.
  public var best: Shape { space.parameters(at: bestPoint) }

  private var bestPoint: [Double] { ending.bestPoint ?? space.startCoordinates }

  /// Whether a convergence test was met and the best point is inside its bounds.
  public var success: Bool { termination.isConverged && value.isFinite && space.box.contains(bestPoint) }

  /// The evaluations, in the order in which they were asked for.
  public var history: RunHistory<Shape> { RunHistory(space: space, recorded: ending.history) }

  /// One row for each parameter, fixed ones included.
  public var table: [ParameterRow] {
    let start = space.start.coordinates
    let best = space.allCoordinates(at: bestPoint)
    let free = Set(space.free)
    return space.paths.indices.map { i in
      ParameterRow(
        path: space.paths[i], start: start[i], best: best[i], lower: space.lower[i], upper: space.upper[i],
        isFixed: !free.contains(i))
    }
  }
}

/// A parameter at the start and at the end.
public struct ParameterRow: Sendable, Hashable {
  public var path: String
  public var start: Double
  public var best: Double
  public var lower: Double
  public var upper: Double
  public var isFixed: Bool

  /// What is to be said about it: `fixed`, or the bound that it ended at.
  public var note: String {
    if isFixed { return "fixed" }
    if best == lower { return "at its lower bound" }
    if best == upper { return "at its upper bound" }
    return ""
  }
}

/// The evaluations of a run with parameters in the user's shape.
public struct RunHistory<Shape: Parameters>: Sendable, RandomAccessCollection {
  public struct Element: Sendable {
    public let parameters: Shape
    /// Value, number, round, kind, seconds and whether it failed.
    public let record: History.Record
    /// The message of the failure, if it failed.
    public let failure: String?
  }

  let space: ParameterSpace<Shape>
  let recorded: History

  public var startIndex: Int { 0 }
  public var endIndex: Int { recorded.records.count }

  public subscript(position: Int) -> Element {
    let record = recorded.records[position]
    return Element(
      parameters: space.parameters(at: recorded.point(position)), record: record,
      failure: recorded.failureMessages[record.evaluation])
  }
}

extension Outcome: CustomStringConvertible {
  public var description: String {
    let counts = counts
    var lines = [
      "\(direction == .minimize ? "minimum" : "maximum") \(value)  (\(algorithm); \(termination))",
      "\(counts.evaluations) evaluations in \(counts.rounds) rounds, \(counts.iterations) iterations"
        + (counts.failures > 0 ? ", \(counts.failures) failures" : "") + ", \(Self.rounded(seconds)) s",
    ]
    let rows = table
    let width = rows.map(\.path.count).max() ?? 0
    for row in rows.prefix(20) {
      let path = row.path + String(repeating: " ", count: width - row.path.count)
      lines.append("  \(path)  \(row.best)" + (row.note.isEmpty ? "" : "  \(row.note)"))
    }
    if rows.count > 20 { lines.append("  … and \(rows.count - 20) more") }
    return lines.joined(separator: "\n")
  }

  /// Three significant digits, without a formatting library.
  private static func rounded(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return "0" }
    var unit = 1.0
    while unit * 10 <= value { unit *= 10 }
    while unit > value { unit /= 10 }
    let scaled = (value / unit * 100).rounded()
    return unit >= 1 ? "\((scaled * unit).rounded() / 100)" : "\(scaled / (100 / unit).rounded())"
  }
}
