import Nadir

/// Rows of cells in columns, as people read them.
struct TextTable {
  /// How many rows are shown before the middle of a table is left out.
  static let mostRows = 40

  private let header: [String]
  private let rows: [[String]]

  init(_ header: [String], _ rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  /// The lines, without the columns that no row says anything in.
  ///
  /// - Parameter rest: What shows the rows that are left out of a long table; without it none are.
  func lines(rest: String?) -> [String] {
    let leftOut = rest == nil ? 0 : max(0, rows.count - Self.mostRows)
    let top = (rows.count - leftOut + 1) / 2
    let shown = rows.prefix(top) + rows.dropFirst(top + leftOut)
    let columns = header.indices.filter { column in shown.contains { !$0[column].isEmpty } }
    let widths = columns.map { column in ([header] + shown).map { $0[column].count }.max() ?? 0 }
    var lines = ([header] + shown).map { row in
      let line = zip(columns, widths).map { row[$0].padded(to: $1) }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
    if let rest, leftOut > 0 { lines.insert("… \(counted(leftOut, "row")) left out; \(rest)", at: 1 + top) }
    return lines
  }
}
