public import NadirAlgorithms
public import NadirEvaluation
public import NadirParameters

/// What a run came to: the best point it saw, why it ended, and what it cost.
public struct Outcome<Shape: Sendable>: Sendable {
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

  /// The gradient at the best point, where it is known. Its components are NaN for parameters that do not move by
  /// themselves: fixed ones, equal ones, and those that a constraint moves together.
  public var gradient: Shape? { ending.bestGradient.flatMap { space.gradient($0, at: bestPoint) } }

  public var counts: Counts { ending.counts }

  /// The wall time of the run, in seconds.
  public var seconds: Double { ending.seconds }

  /// The best parameters seen, in the shape that was given; the start when nothing was evaluated.
  public var best: Shape { space.shown(at: bestPoint) }

  var bestPoint: [Double] { ending.bestPoint ?? space.startCoordinates }

  /// Whether a convergence test was met and the best point is inside its bounds.
  public var success: Bool { termination.isConverged && value.isFinite && space.box.contains(bestPoint) }

  /// The evaluations, in the order in which they were asked for; empty where none are to be kept.
  public var history: RunHistory<Shape> { RunHistory(space: space, parts: ending.histories) }

  /// One row for each parameter, fixed ones included.
  public var table: [ParameterRow] {
    zip(space.table, space.numbers(at: bestPoint)).map { ParameterRow(parameter: $0, best: $1) }
  }
}

/// A parameter at the start and at the end.
public struct ParameterRow: Sendable, Hashable {
  /// Its path, start, bounds and constraint.
  public var parameter: ParameterDescription
  public var best: Double

  public var path: String { parameter.path }
  public var start: Double { parameter.start }
  public var lower: Double { parameter.lower }
  public var upper: Double { parameter.upper }
  public var isFixed: Bool { parameter.isFixed }

  /// What is to be said about it: `fixed`, what it equals, or the bound that it ended at.
  public var note: String {
    if isFixed { return "fixed" }
    if let leader = parameter.equals { return "= \(leader)" }
    if isAt(lower, best) { return "at its lower bound" }
    if isAt(upper, best) { return "at its upper bound" }
    return ""
  }
}

/// Whether a number is at a bound, as near as methods come to it that stay inside: to 10⁻⁹ of max(1, |bound|).
func isAt(_ bound: Double, _ number: Double) -> Bool {
  bound.isFinite && (number - bound).magnitude <= 1e-9 * max(1, bound.magnitude)
}

extension Outcome: CustomStringConvertible {
  public var description: String {
    let counts = counts
    var lines = [
      "\(direction == .minimize ? "minimum" : "maximum") \(value)  (\(algorithm); \(termination))",
      "\(counts.evaluations) evaluations in \(counts.rounds) rounds, \(counts.iterations) iterations"
        + (counts.failures > 0 ? ", \(counts.failures) failures" : "") + ", \(Self.rounded(seconds)) s",
    ]
    let minima = basinTable
    if let minima { lines += [minima.headline] + minima.others }
    let statistics = statistics
    let errors = statistics.flatMap { $0.isEstimated ? nil : $0.standardErrors() }
    let rows = table.indices.map { i in
      let error = errors?[i] ?? .nan
      return [table[i].path, "\(table[i].best)", error > 0 ? "± \(error.rounded(toDigits: 2))" : "", table[i].note]
    }
    lines += shortened(rows)
    if let text = statistics?.description, !text.isEmpty { lines.append(text) }
    if let minima, minima.rows.count > 1 { lines += shortened(minima.rows, below: minima.header) }
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

extension ParameterSpace {
  /// The parameters at a point, to be looked at; the start where the type refuses the numbers.
  func shown(at x: [Double]) -> Shape { (try? parameters(at: x)) ?? start }
}
