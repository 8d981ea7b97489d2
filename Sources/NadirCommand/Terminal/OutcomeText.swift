import Nadir
import NadirStudies

/// The outcome of a study as people read it.
struct OutcomeText {
  private let outcome: Outcome<StudyParameters>
  private let study: Study

  init(_ outcome: Outcome<StudyParameters>, of study: Study) {
    self.outcome = outcome
    self.study = study
  }

  var text: String { (summary + [""] + table + minima).joined(separator: "\n").printable }

  /// What many runs came to.
  private var minima: [String] {
    guard let minima = outcome.basinTable else { return [] }
    // One minimum is the best point, which has been told.
    guard minima.rows.count > 1 else { return ["", minima.headline] }
    return ["", minima.headline] + TextTable(minima.header, minima.rows).lines(rest: "--json shows all")
  }

  private var summary: [String] {
    let counts = outcome.counts
    let what = outcome.direction == .minimize ? "smallest" : "largest"
    var lines = [
      "\(study.name): \(outcome.termination)",
      outcome.value.isNaN ? "nothing was evaluated" : "\(what) value \(outcome.value.text(digits: 10))",
      [
        outcome.algorithm, "\(counted(counts.evaluations, "evaluation")) in \(counted(counts.rounds, "round"))",
        counted(counts.iterations, "iteration"), counted(counts.failures, "failure"), outcome.seconds.timeText,
        counted(outcome.workers, "worker"), "seed \(study.seed)",
      ].joined(separator: ", "),
    ]
    if let failure = outcome.history.first(where: \.record.failed) {
      let message = failure.failure?.split(whereSeparator: \.isNewline).joined(separator: " ") ?? ""
      let place = outcome.localOptima.isEmpty || failure.run == 0 ? "" : " of run \(failure.run)"
      lines.append("first failure, at evaluation \(failure.record.evaluation)\(place): \(message)")
    }
    return lines
  }

  private var table: [String] {
    let rows = outcome.table.map { row in
      [row.path, row.start.text(digits: 8), row.best.text(digits: 8), row.note]
    }
    guard let statistics = outcome.statistics, !statistics.isEstimated else {
      return TextTable(["parameter", "start", "best", ""], rows).lines(rest: "--json shows all")
    }
    let withErrors = zip(rows, statistics.standardErrors()).map { row, error in
      [row[0], row[1], row[2], error > 0 ? error.text(digits: 2) : "", row[3]]
    }
    return TextTable(["parameter", "start", "best", "±", ""], withErrors).lines(rest: "--json shows all")
      + statistics.description.split(separator: "\n").map(String.init)
  }
}
