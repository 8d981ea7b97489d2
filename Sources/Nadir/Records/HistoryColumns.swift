public import NadirEvaluation

/// What runs evaluated, as columns: one row for each evaluation that was kept, in the order in which they were asked for.
///
///     let columns = outcome.history.columns
///     zip(columns.rounds, columns.values)
///     columns.parameter("rate")
///
/// Like the numbers in them, columns with NaN are not equal to a copy that was read from a file.
public struct HistoryColumns: Sendable, Equatable {
  /// The number of the run, from 1, where there are several; 0 for what was sampled before them.
  public var runs: [Int] = []
  /// The number of the evaluation in its run, from 1.
  public var evaluations: [Int] = []
  /// The number of the round that it belonged to, from 1.
  public var rounds: [Int] = []
  /// What it was for.
  public var kinds: [History.Kind] = []
  /// When it began, in wall seconds since the start of the run, or of all that there are.
  public var starts: [Double] = []
  /// When it had ended.
  public var ends: [Double] = []
  /// Who evaluated, from 0; `nil` where that is not known.
  public var workers: [Int?] = []
  /// The value, in the user's own direction; NaN where the evaluation failed.
  public var values: [Double] = []
  /// Why it failed; `nil` where it did not.
  public var failures: [String?] = []
  /// The paths of the parameters, fixed ones included.
  public var paths: [String]
  /// One column for each path.
  public var parameters: [[Double]]

  /// Columns without rows.
  public init(paths: [String]) {
    self.paths = paths
    parameters = paths.map { _ in [] }
  }

  /// The number of rows.
  public var count: Int { evaluations.count }

  /// The column of a parameter; `nil` where there is none of that path.
  public func parameter(_ path: String) -> [Double]? {
    paths.firstIndex(of: path).map { parameters[$0] }
  }
}

extension RunHistory {
  /// The evaluations as columns, with the parameters as they were told to the objective.
  public var columns: HistoryColumns {
    var columns = HistoryColumns(paths: space.paths)
    let records = records
    columns.runs = parts.flatMap { [Int](repeating: $0.run, count: $0.history.records.count) }
    columns.evaluations = records.map(\.evaluation)
    columns.rounds = records.map(\.round)
    columns.kinds = records.map(\.kind)
    columns.starts = records.map(\.start)
    columns.ends = records.map(\.end)
    columns.workers = records.map(\.worker)
    columns.values = records.map(\.value)
    columns.failures = parts.flatMap { part in
      let messages = part.history.failureMessages
      return part.history.records.map { $0.failed ? messages[$0.evaluation] ?? "" : nil }
    }
    // Row by row first: to put single numbers into many arrays takes several times as long.
    let width = columns.paths.count
    var numbers: [Double] = []
    numbers.reserveCapacity(records.count * width)
    for (_, history) in parts {
      for i in history.records.indices { numbers += space.numbers(at: history.point(i)) }
    }
    columns.parameters = (0..<width).map { column in
      records.indices.map { row in numbers[row * width + column] }
    }
    return columns
  }
}
