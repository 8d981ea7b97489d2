import Nadir
import NadirPlots

/// Texts that would do harm where they are not escaped.
enum Hostile {
  static let text = """
    <script>document.documentElement.dataset.broken = "1"</script>\
    "><img src="http://nadir-test.invalid/a.png" onerror="nosuch()">' & ]]> --> </style></title>\
    <svg onload="nosuch()"><style>@import url(http://nadir-test.invalid/b.css);</style></svg>\
    \u{0}\u{1B}[31m\u{202E}\r\n
    """

  /// Where it came from.
  static var provenance: Provenance {
    Provenance(
      study: text, text: text, directory: text, commandLine: ["nadir", text], seed: 7, began: text,
      versions: .init(nadir: text, swift: text, system: text, architecture: text))
  }

  /// A run of two workers with failures, a bound that was hit, differences and a fit, all of whose texts are hostile.
  static func record(evaluations count: Int = 40) -> RunRecord {
    var history = HistoryColumns(paths: ["rate", text])
    for i in 0..<count {
      let hasFailed = i % 7 == 3
      history.runs.append(1)
      history.evaluations.append(i + 1)
      history.rounds.append(i / 2 + 1)
      history.kinds.append(i % 3 == 1 ? .difference : .value)
      history.starts.append(Double(i / 2) * 0.5)
      history.ends.append(Double(i / 2) * 0.5 + 0.4)
      history.workers.append(i % 2)
      history.values.append(hasFailed ? .nan : 1 + 9 / Double(i + 1))
      history.failures.append(hasFailed ? (i % 2 == 0 ? text : "status 3") : nil)
      history.parameters[0].append(1 / Double(i + 1))
      history.parameters[1].append(Double(i))
    }
    var counts = Counts()
    counts.evaluations = count
    counts.rounds = (count + 1) / 2
    counts.iterations = count / 4
    counts.failures = history.failures.count { $0 != nil }
    let rows = [
      RunRecord.Row(
        path: "rate", start: 1, best: 0, lower: 0, upper: 2, standardError: 0.0123, note: "at its lower bound"),
      RunRecord.Row(path: text, start: 0, best: 39, note: text),
    ]
    let places = (0..<8).map(Double.init)
    let fit = FittedSeries(
      name: text, placeName: text, places: places, observed: places.map { $0 * $0 + 1 },
      deviations: places.map { _ in 0.5 }, fitted: places.map { $0 * $0 }, standardErrors: places.map { _ in 0.1 },
      degreesOfFreedom: 6)
    return RunRecord(
      name: text, algorithm: text, value: 1 + 9 / Double(count), success: true, termination: .converged(.value),
      counts: counts, seconds: Double((count + 1) / 2) * 0.5, workers: 2, rows: rows, remarks: [text],
      history: history, fits: [fit])
  }

  /// Runs one after the other, after a sample, that come to three minima in turn; every fourth ended early.
  static func multistart(runs: Int) -> RunRecord {
    var record = record(evaluations: 10 * (runs + 1))
    for i in 0..<record.history.count {
      record.history.runs[i] = i / 10
      record.history.kinds[i] = i < 10 ? .exploration : .value
      record.history.failures[i] = nil
      record.history.values[i] = Double(i / 10 % 3) + 9 / Double(i % 10 + 1)
    }
    record.localOptima = (1...runs).map { run in
      var counts = Counts()
      counts.evaluations = 10
      counts.rounds = 5
      return RunRecord.LocalOptimum(
        run: run, start: [0, Double(run)], best: [1, 2], value: Double((run - 1) % 3) + 0.9,
        termination: run % 4 == 0 ? .stopped(.repeated) : .converged(.gradient), counts: counts, basin: (run - 1) % 3)
    }
    record.basins = (0..<3).map { basin in
      RunRecord.Basin(
        best: [1, Double(basin)], value: Double(basin) + 0.9,
        runs: (1...runs).filter { ($0 - 1) % 3 == basin })
    }
    return record
  }

  static var report: Report { Report(of: record(), provenance: provenance) }

  static var comparison: Report {
    var other = record(evaluations: 25)
    other.name = "other"
    other.termination = .stopped(.time)
    other.success = false
    return Report(of: [Report.Run(record(), provenance: provenance), Report.Run(other)])
  }
}
