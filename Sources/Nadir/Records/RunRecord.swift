public import NadirAlgorithms
public import NadirEvaluation

/// A run that has ended, as plain data that knows nothing of the user's types: what is saved, drawn and reported.
///
///     let record = outcome.record
///     record.history.values
public struct RunRecord: Sendable {
  /// A parameter at the start and at the end.
  public struct Row: Sendable, Equatable {
    public var path: String
    public var start: Double
    public var best: Double
    /// Its bounds; infinite where there is none.
    public var lower: Double
    public var upper: Double
    public var isFixed: Bool
    /// NaN where it is not known.
    public var standardError: Double
    /// What is to be said about it, such as `at its lower bound`.
    public var note: String

    public init(
      path: String, start: Double, best: Double, lower: Double = -.infinity, upper: Double = .infinity,
      isFixed: Bool = false, standardError: Double = .nan, note: String = ""
    ) {
      self.path = path
      self.start = start
      self.best = best
      self.lower = lower
      self.upper = upper
      self.isFixed = isFixed
      self.standardError = standardError
      self.note = note
    }
  }

  /// What the run is called where several are shown: that of its algorithm unless it was given another one.
  public var name: String
  public var direction: Direction
  public var algorithm: String
  /// The value at the best point, in the user's own direction; NaN when nothing was evaluated.
  public var value: Double
  public var success: Bool
  /// Why the run ended.
  public var termination: Termination
  public var counts: Counts
  /// The wall time.
  public var seconds: Double
  public var workers: Int
  public var rows: [Row]
  /// What the data say of the parameters, line by line; empty where nothing is known.
  public var remarks: [String]
  public var history: HistoryColumns
  /// What models were fitted to.
  public var fits: [FittedSeries]
  /// How each of many local runs ended, in their order; empty where there was one run from one start.
  public var localOptima: [LocalOptimum]
  /// The minima (or maxima) that local runs came to, the best first.
  public var basins: [Basin]

  public init(
    name: String, direction: Direction = .minimize, algorithm: String, value: Double, success: Bool,
    termination: Termination, counts: Counts, seconds: Double, workers: Int = 1, rows: [Row], remarks: [String] = [],
    history: HistoryColumns, fits: [FittedSeries] = [], localOptima: [LocalOptimum] = [], basins: [Basin] = []
  ) {
    self.name = name
    self.direction = direction
    self.algorithm = algorithm
    self.value = value
    self.success = success
    self.termination = termination
    self.counts = counts
    self.seconds = seconds
    self.workers = workers
    self.rows = rows
    self.remarks = remarks
    self.history = history
    self.fits = fits
    self.localOptima = localOptima
    self.basins = basins
  }
}

/// Something that a run left behind, to be drawn or reported: an outcome, a fit, or a record that was saved.
public protocol Recorded {
  var record: RunRecord { get }
}

extension RunRecord: Recorded {
  public var record: RunRecord { self }
}

extension Outcome: Recorded {
  public var record: RunRecord {
    let statistics = statistics
    let errors = statistics.flatMap { $0.isEstimated ? nil : $0.standardErrors() }
    let rows = table.enumerated().map { i, row in
      RunRecord.Row(
        path: row.path, start: row.start, best: row.best, lower: row.lower, upper: row.upper, isFixed: row.isFixed,
        standardError: errors?[i] ?? .nan, note: row.note)
    }
    return RunRecord(
      name: algorithm, direction: direction, algorithm: algorithm, value: value, success: success,
      termination: termination, counts: counts, seconds: seconds, workers: workers, rows: rows,
      remarks: statistics?.description.split(separator: "\n").map(String.init) ?? [], history: history.columns,
      localOptima: recordedOptima, basins: recordedBasins)
  }
}
