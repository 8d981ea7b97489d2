/// Tables of comma-separated values (RFC 4180): a quoted cell may hold commas, line ends and, doubled, quotes; lines
/// end in LF or CRLF. Spaces around cells and blank lines mean nothing.
enum CSV {
  struct Cell {
    var text: String
    /// The place, from 1; columns count Unicode scalars.
    var line: Int
    var column: Int
  }

  /// - Throws: The place where the text is no table.
  static func rows(of text: String, file: String) throws(StudyError) -> [[Cell]] {
    var reader = CSVReader(text, file: file)
    return try reader.rows()
  }
}

private struct CSVReader {
  private let file: String
  private var rest: ArraySlice<Unicode.Scalar>
  private var line = 1
  private var column = 1

  init(_ text: String, file: String) {
    self.file = file
    rest = Array(text.unicodeScalars)[...]
    // Some programs write a byte order mark.
    if rest.first == "\u{FEFF}" { rest.removeFirst() }
  }

  mutating func rows() throws(StudyError) -> [[CSV.Cell]] {
    var rows: [[CSV.Cell]] = []
    while !rest.isEmpty {
      var row = [try cell()]
      while rest.first == "," {
        take()
        row.append(try cell())
      }
      if rest.first == "\r" { take() }
      guard rest.isEmpty || rest.first == "\n" else {
        throw error("no CSV: a comma or the end of the line is expected", line, column)
      }
      if !rest.isEmpty { take() }
      if row.count > 1 || row[0].text != "" { rows.append(row) }
    }
    return rows
  }

  private mutating func cell() throws(StudyError) -> CSV.Cell {
    skipBlanks()
    var cell = CSV.Cell(text: "", line: line, column: column)
    guard rest.first == "\"" else {
      while let next = rest.first, ![",", "\n", "\r"].contains(next) { cell.text.unicodeScalars.append(take()) }
      while let last = cell.text.unicodeScalars.last, [" ", "\t"].contains(last) {
        cell.text.unicodeScalars.removeLast()
      }
      return cell
    }
    take()
    while let next = rest.first {
      take()
      if next == "\"" {
        guard rest.first == "\"" else {
          skipBlanks()
          return cell
        }
        take()
      }
      cell.text.unicodeScalars.append(next)
    }
    throw error("no CSV: the quote that begins here does not end", cell.line, cell.column)
  }

  private mutating func skipBlanks() {
    while rest.first == " " || rest.first == "\t" { take() }
  }

  @discardableResult
  private mutating func take() -> Unicode.Scalar {
    let taken = rest.removeFirst()
    (line, column) = taken == "\n" ? (line + 1, 1) : (line, column + 1)
    return taken
  }

  private func error(_ message: String, _ line: Int, _ column: Int) -> StudyError {
    StudyError(file: file, line: line, column: column, key: "", problem: .syntax(message))
  }
}
