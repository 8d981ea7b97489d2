import Nadir
import NadirCharts

/// What a report says of several runs beside each other.
struct ComparisonReport {
  private let records: [RunRecord]

  init(_ records: [RunRecord]) { self.records = records }

  var section: HTML {
    .tag("section", ["class": "summary"], .tag("p", ["class": "lead"], lead), table, figure)
  }

  /// Runs of different directions have no best one among them.
  private var best: RunRecord? {
    guard Set(records.map(\.direction)).count == 1 else { return nil }
    let finite = records.filter(\.value.isFinite)
    return finite.min { $0.direction.sign * $0.value < $1.direction.sign * $1.value }
  }

  private var lead: String {
    let converged = "\(records.count(where: \.success)) of \(counted(records.count, "run")) converged."
    guard let best else { return converged }
    let what = best.direction == .minimize ? "smallest" : "largest"
    return "\(converged) The \(what) value, \(best.value.text(digits: 8)), is that of \(best.name)."
  }

  private var table: HTML {
    .table(
      ["run", "algorithm", "starts", "value", "evaluations", "rounds", "failures", "wall time", "workers", "ended"],
      records.map { record in
        [
          .content([.tag("strong", [:], record.name)]),
          // Names often end with the algorithm.
          .text(record.name.hasSuffix(record.algorithm) ? "" : record.algorithm),
          .number(record.localOptima.isEmpty ? "" : "\(record.localOptima.count)"),
          .number(record.value.text(digits: 8)), .number("\(record.counts.evaluations)"),
          .number("\(record.counts.rounds)"), .number("\(record.counts.failures)"), .number(record.seconds.timeText),
          .number("\(record.workers)"),
          .content([
            .tag(
              "span", ["class": record.success ? "ended good" : "ended \(record.termination.tone)"],
              record.termination.description)
          ]),
        ]
      })
  }

  private var figure: HTML {
    let drawn = records.filter { $0.history.values.contains(where: \.isFinite) }
    guard !drawn.isEmpty else { return .group([]) }
    return .figure("The best value so far of each run, by the number of evaluations.") {
      () throws(InvalidArgument) in try criterionPlot(drawn)
    }
  }
}
