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
    let begun = begun
    guard let minima = outcome.basinTable else { return begun.isEmpty ? [] : [""] + begun }
    let headline = [""] + begun + [minima.headline] + minima.others
    // One minimum is the best point, which has been told.
    guard minima.rows.count > 1 else { return headline }
    return headline + TextTable(minima.header, minima.rows).lines(rest: "--json shows all")
  }

  /// How many runs began, where it is fewer than were asked for, and why.
  private var begun: [String] {
    guard let multistart = study.multistart, case .sampled(let runs, let samples) = multistart.starts else { return [] }
    let locals = outcome.localOptima
    guard locals.count < runs, outcome.table.contains(where: { !$0.isFixed }) else { return [] }
    let evaluated = outcome.counts.evaluations - locals.reduce(0) { $0 + $1.counts.evaluations }
    let failed = outcome.counts.failures - locals.reduce(0) { $0 + $1.counts.failures }
    let count = "\(locals.isEmpty ? "none" : "only \(locals.count)") of \(runs) runs began"
    if locals.isEmpty {
      return ["\(count): \(evaluated) of \(counted(samples, "sample")) had been evaluated by then"]
    }
    return [samples - failed < runs ? "\(count): \(failed) of \(counted(samples, "sample")) failed" : count]
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
