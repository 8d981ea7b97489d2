public import NadirEvaluation
import NadirParameters

/// The evaluations of a run with parameters in the user's shape.
///
///     for evaluation in outcome.history where evaluation.record.isBest {
///       print(evaluation.record.end, evaluation.record.value, evaluation.parameters)
///     }
///
/// The memory is bounded: of a long run, evaluations that neither failed nor were the best so far are left out; see
/// ``NadirEvaluation/History``. Where there were many runs, what was sampled comes first, as run 0, and then the runs in
/// their order, each with numbers of evaluations and rounds of its own; seconds are those since the start of them all.
public struct RunHistory<Shape: Sendable>: Sendable, RandomAccessCollection {
  public struct Element: Sendable {
    /// The parameters; the start where the type itself refused the numbers, which made the evaluation a failure.
    public let parameters: Shape
    /// The number of the run, from 1; 0 for what was sampled before many runs.
    public let run: Int
    /// Value, number, round, kind, worker, seconds, and whether it failed or was the best so far.
    public let record: History.Record
    /// The message of the failure, if it failed.
    public let failure: String?
  }

  let space: ParameterSpace<Shape>
  /// The evaluations of each run.
  let parts: [(run: Int, history: History)]
  /// The position of the first evaluation of each run, and behind the last one.
  private let firsts: [Int]

  init(space: ParameterSpace<Shape>, parts: [(run: Int, history: History)]) {
    self.space = space
    self.parts = parts
    firsts = parts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.history.records.count) }
  }

  /// The evaluations without their parameters.
  public var records: [History.Record] {
    parts.count == 1 ? parts[0].history.records : parts.flatMap(\.history.records)
  }

  /// Whether evaluations have been left out.
  public var isThinned: Bool { parts.contains { $0.history.isThinned } }

  public var startIndex: Int { 0 }
  public var endIndex: Int { firsts[parts.count] }

  public subscript(position: Int) -> Element {
    let part = part(of: position)
    let (run, history) = parts[part]
    let i = position - firsts[part]
    let record = history.records[i]
    return Element(
      parameters: space.shown(at: history.point(i)), run: run, record: record,
      failure: history.failureMessages[record.evaluation])
  }

  /// The run that a position belongs to: the last one that begins at it or before, by bisection.
  private func part(of position: Int) -> Int {
    var (low, high) = (0, parts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if firsts[middle] <= position { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
