import Nadir

extension RunReport {
  private static let mostGroups = 24
  private static let mostExamples = 3
  private static let mostParameters = 8

  /// The failures, grouped by what they say, the most frequent first; `nil` where nothing failed.
  var failures: HTML? {
    let groups = failureGroups
    guard record.counts.failures > 0 || !groups.isEmpty else { return nil }
    let kept = groups.reduce(0) { $0 + $1.rows.count }
    let shown = groups.prefix(Self.mostGroups)
    var content: [HTML] = [
      .paragraph(
        "\(counted(record.counts.failures, "evaluation")) of \(record.counts.evaluations) failed. "
          + "A failure is a worse point to the method, never the best one.")
    ]
    content += shown.map { group in
      .tag(
        "div", ["class": "failure"],
        .tag("p", ["class": "count"], "\(group.rows.count) ×"), .code(group.message),
        examples(of: group.rows))
    }
    let rest = groups.dropFirst(Self.mostGroups)
    if !rest.isEmpty {
      let count = rest.reduce(0) { $0 + $1.rows.count }
      content.append(.tag("p", ["class": "note"], "\(counted(rest.count, "other message")), \(count) times in all."))
    }
    if kept < record.counts.failures {
      content.append(.tag("p", ["class": "note"], "The history kept \(kept) of them."))
    }
    return section("Failures", content)
  }

  private struct Group {
    var message: String
    var rows: [Int]
  }

  private var failureGroups: [Group] {
    var groups: [Group] = []
    var places: [String: Int] = [:]
    for (row, failure) in record.history.failures.enumerated() {
      guard let failure else { continue }
      let message = failure.isEmpty ? "no message" : failure
      if let place = places[message] {
        groups[place].rows.append(row)
      } else {
        places[message] = groups.count
        groups.append(Group(message: message, rows: [row]))
      }
    }
    // Those that are as frequent stay in the order of their first failure.
    return groups.enumerated()
      .sorted { ($1.element.rows.count, $0.offset) < ($0.element.rows.count, $1.offset) }
      .map(\.element)
  }

  /// The parameters of the first failures with a message.
  private func examples(of rows: [Int]) -> HTML {
    let history = record.history
    let fixed = Set(record.rows.lazy.filter(\.isFixed).map(\.path))
    let columns = history.paths.indices.filter { !fixed.contains(history.paths[$0]) }
    let shown = columns.prefix(Self.mostParameters)
    let table = HTML.table(
      ["evaluation"] + shown.map { history.paths[$0] } + [""],
      rows.prefix(Self.mostExamples).map { row in
        [.text("\(history.evaluations[row])")]
          + shown.map { .number(history.parameters[$0][row].text(digits: 6)) }
          + [.text(columns.count > shown.count ? "…" : "")]
      })
    return table
  }
}
