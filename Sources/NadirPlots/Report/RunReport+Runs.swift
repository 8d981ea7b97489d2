import Nadir
import NadirCharts

extension RunReport {
  /// How many minima, and how many runs, are shown before the rest is folded away.
  private static let mostRows = 12

  /// The minima that many runs came to, and each of the runs; `nil` where there was one run.
  var runs: HTML? {
    guard !record.localOptima.isEmpty else { return nil }
    let basins = BasinTable(record)
    let told = ([basins.headline] + basins.others).joined(separator: "; ")
    var content = [HTML.paragraph(told.prefix(1).uppercased() + told.dropFirst() + ".")]
    if !basins.rows.isEmpty {
      content += HTML.folded(basins.rows, beyond: Self.mostRows) { rows in
        .table([""] + basins.header, rows.indices.map { [.text("\($0 + 1)")] + rows[$0].map { .number($0) } })
      }
    }
    if record.history.values.contains(where: \.isFinite) {
      content.append(
        .figure("The best value so far of each run, all from the same place; the best of them in color.") {
          () throws(InvalidArgument) in try criterionPlot([record], starts: .grey)
        })
    }
    content += HTML.folded(record.localOptima, beyond: Self.mostRows) { runs in
      .table(
        ["run", "value", record.direction.optimum, "evaluations", "rounds", "failures", "ended"], runs.map { row($0) })
    }
    return section("Runs", content)
  }

  private func row(_ run: RunRecord.LocalOptimum) -> [HTML.Cell] {
    [
      .text("\(run.run)"), .number(run.value.text(digits: 8)), .number(run.basin.map { "\($0 + 1)" } ?? ""),
      .number("\(run.counts.evaluations)"), .number("\(run.counts.rounds)"),
      .number(run.counts.failures > 0 ? "\(run.counts.failures)" : ""),
      .content([.tag("span", ["class": "ended \(run.termination.tone)"], run.termination.description)]),
    ]
  }
}
