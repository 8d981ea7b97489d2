import Foundation

/// A plain-text table with aligned columns, the first to the left and the others to the right.
struct Table {
  let title: String
  let note: String
  var rows: [[String]]

  init(_ title: String, note: String, header: [String]) {
    self.title = title
    self.note = note
    rows = [header]
  }

  mutating func append(_ cells: String...) { rows.append(cells) }

  func show() {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    print("\n\(title)\n\(note)\n")
    for row in rows {
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      print("  " + cells.joined(separator: "   "))
    }
    fflush(nil)
  }
}

/// A number with a fixed number of decimals; a dash where there is none.
func text(_ value: Double?, _ decimals: Int = 0) -> String {
  guard let value else { return "-" }
  return String(format: "%.\(decimals)f", value)
}

extension [Double] {
  var mean: Double { reduce(0, +) / Double(count) }

  var median: Double {
    guard !isEmpty else { return .nan }
    let sorted = sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
