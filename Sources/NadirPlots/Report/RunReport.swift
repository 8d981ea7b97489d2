import Nadir
import NadirCharts

/// What a report says of one run, section by section.
struct RunReport {
  let record: RunRecord
  let provenance: Provenance?
  /// The level of the headings.
  private let level: Int

  init(_ run: Report.Run, level: Int) {
    record = run.record
    provenance = run.provenance
    self.level = level
  }

  var sections: [HTML] {
    [summary, parameters, runs, charts, timeline, failures, reproduction].compactMap(\.self)
  }

  /// A section with a heading.
  func section(_ title: String, _ content: [HTML]) -> HTML {
    .tag("section", [:], [.tag("h\(level)", [:], title)] + content)
  }
}

// MARK: What it came to

extension RunReport {
  private var summary: HTML? {
    let kind = record.success ? "good" : record.termination.isConverged ? "bad" : record.termination.tone
    return .tag(
      "section", ["class": "summary"],
      .tag("p", ["class": "lead"], lead),
      .tag(
        "div", ["class": "verdict \(kind)"],
        .tag("strong", [:], record.termination.headline),
        .tag("p", [:], meaning)),
      .facts(facts))
  }

  private var lead: String {
    let counts = record.counts
    guard counts.evaluations > 0, !record.value.isNaN else {
      return "\(record.algorithm) ended before anything was evaluated."
    }
    let free = record.rows.count { !$0.isFixed }
    let what = record.direction == .minimize ? "smallest" : "largest"
    let effort =
      "\(counted(counts.evaluations, "evaluation")) in \(counted(counts.rounds, "round")) "
      + "on \(counted(record.workers, "worker"))"
    let start = record.history.values.first { $0.isFinite }
    let from = start.map { $0 == record.value ? "" : ", from \($0.text(digits: 6)) at the start" } ?? ""
    let starts = record.localOptima.isEmpty ? "" : " in \(counted(record.localOptima.count, "run"))"
    return "\(record.algorithm) varied \(counted(free, "parameter"))\(starts). The \(what) value that it found is "
      + "\(record.value.text(digits: 8))\(from), after \(effort), in \(record.seconds.timeText)."
  }

  private var meaning: String {
    guard record.termination.isConverged, !record.success else { return record.termination.meaning }
    return "The test of convergence was met, but the best value is not finite or its point is outside of the bounds."
  }

  private var facts: [(name: String, value: String)] {
    let counts = record.counts
    var facts = [
      (name: "value", value: record.value.text(digits: 6)),
      (name: "evaluations", value: "\(counts.evaluations)"),
      (name: "rounds", value: "\(counts.rounds)"),
      (name: "iterations", value: "\(counts.iterations)"),
      (name: "failures", value: "\(counts.failures)"),
      (name: "wall time", value: record.seconds.timeText),
      (name: "workers", value: "\(record.workers)"),
    ]
    if let share = record.busyShare { facts.append((name: "busy", value: "\(Int((100 * share).rounded())) %")) }
    return facts
  }
}

// MARK: Parameters

extension RunReport {
  private var parameters: HTML? {
    guard !record.rows.isEmpty else { return nil }
    let rows = record.rows
    var content = HTML.folded(rows, beyond: 60, table)
    if rows.contains(where: { $0.standardError > 0 }) {
      content.append(
        .tag(
          "p", ["class": "note"],
          "± is the standard error, from the curvature of the sum of squares at the best point."))
    }
    if !record.remarks.isEmpty {
      content.append(.tag("ul", ["class": "remarks"], record.remarks.map { .tag("li", [:], $0) }))
    }
    return section("Parameters", content)
  }

  private func table(_ rows: ArraySlice<RunRecord.Row>) -> HTML {
    .table(
      ["parameter", "start", "best", "±", "bounds", "", ""],
      rows.map { row in
        [
          .content([.tag("code", [:], row.path)]), .number(row.start.text(digits: 8)),
          .number(row.best.text(digits: 8)),
          .number(row.standardError > 0 ? row.standardError.text(digits: 2) : ""),
          .text(rangeText(row.lower, row.upper, digits: 6)), .content(row.place.map { [.written($0)] } ?? []),
          .content(row.note.isEmpty ? [] : [.tag("span", ["class": row.isAtBound ? "tag alarm" : "tag"], row.note)]),
        ]
      })
  }
}

extension RunRecord.Row {
  /// Whether the run ended at a bound, which may keep the value from being better.
  var isAtBound: Bool { !isFixed && note.hasSuffix("bound") }

  /// A drawing of where the best number is between its bounds; `nil` where there are not two.
  fileprivate var place: String? {
    guard lower.isFinite, upper.isFinite, lower < upper, best.isFinite, !isFixed else { return nil }
    // Halves, so that no difference overflows.
    let share = (best / 2 - lower / 2) / (upper / 2 - lower / 2)
    let x = (4 + 52 * min(1, max(0, share))).text(digits: 4)
    return "<svg class=\"place\" width=\"60\" height=\"12\" viewBox=\"0 0 60 12\" aria-hidden=\"true\">"
      + "<path d=\"M4 6H56M4 3V9M56 3V9\"/><circle cx=\"\(x)\" cy=\"6\" r=\"3\"/></svg>"
  }
}

// MARK: How to make it again

extension RunReport {
  private var reproduction: HTML? {
    guard let provenance else { return nil }
    let versions = provenance.versions
    return section(
      "How to make it again",
      [
        .facts([
          ("seed", "\(provenance.seed)"), ("workers", "\(record.workers)"), ("Nadir", versions.nadir),
          ("Swift", versions.swift), ("system", versions.system), ("processor", versions.architecture),
        ]),
        .code(provenance.shellLines),
        .tag(
          "details", ["open": ""],
          .tag("summary", [:], .text("The study "), .tag("code", [:], provenance.study)),
          .code(provenance.text)),
      ])
  }
}

extension Provenance {
  /// The lines that run the command again.
  var shellLines: String {
    "cd \(Self.quoted(directory))\n" + commandLine.map(Self.quoted).joined(separator: " ")
  }

  /// A word as a shell reads it.
  private static func quoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && word.utf8.allSatisfy { plainBytes.contains($0) }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  private static let plainBytes = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%".utf8)
}
