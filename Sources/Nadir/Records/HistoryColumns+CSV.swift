import NadirEvaluation

extension HistoryColumns {
  /// The evaluations as comma-separated values with a line of names, as pandas, R and spreadsheets read them.
  ///
  ///     run,evaluation,round,kind,start,end,worker,value,failure,rate,offset
  ///     1,1,1,value,0.00021,0.0134,0,3.25,,0.5,1.0
  ///     1,2,2,value,0.0135,0.0136,1,,"the value is nan",-0.5,1.0
  ///
  /// The columns are `run`, `evaluation`, `round`, `kind`, `start`, `end`, `worker`, `value` and `failure`, and one for each
  /// parameter, named by its path; a path that is one of those nine names has `parameters.` before it.
  ///
  /// What is missing is empty. A number is the shortest decimal that reads back to the same bits, with a point or an
  /// exponent, an infinite one `Inf` or `-Inf`. The reader has to read that precisely: `pandas.read_csv` does with
  /// `float_precision="round_trip"`, and is off by the last place now and then without. Text is quoted where it must be, after
  /// RFC 4180; lines end with a line feed.
  public var csv: String {
    var text = ""
    writeCSV { text += $0 }
    return text
  }

  /// Writes ``csv`` piece by piece, some 64 KiB of whole lines at a time.
  ///
  /// - Throws: What `write` throws.
  public func writeCSV<Failure: Error>(_ write: (String) throws(Failure) -> Void) throws(Failure) {
    var head: [UInt8] = []
    for (column, name) in columnNames.enumerated() {
      if column > 0 { head.append(UInt8(ascii: ",")) }
      HistoryColumns.writeQuoted(name, to: &head)
    }
    head.append(UInt8(ascii: "\n"))
    try writeLines(after: head, write) { row, bytes in
      forEachCell(ofRow: row) { column, cell in
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        switch cell {
        case .missing: break
        case .integer(let value): bytes.append(contentsOf: value.description.utf8)
        case .number(let value): HistoryColumns.writeNumber(value, to: &bytes)
        // A failure is told from what did not fail also where it says nothing.
        case .text(let text): HistoryColumns.writeQuoted(text.isEmpty ? "failed" : text, to: &bytes)
        }
      }
    }
  }

  private static func writeNumber(_ value: Double, to bytes: inout [UInt8]) {
    if value.isFinite {
      bytes.append(contentsOf: value.description.utf8)
    } else if !value.isNaN {
      bytes.append(contentsOf: (value > 0 ? "Inf" : "-Inf").utf8)
    }
  }

  /// In quotes where there is a comma, a quote or an end of a line. A zero byte, which R refuses, becomes a replacement
  /// character.
  private static func writeQuoted(_ text: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == quote || $0 == UInt8(ascii: ",") }) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(quote)
    for byte in text.utf8 {
      if byte == 0 {
        bytes.append(contentsOf: "\u{FFFD}".utf8)
      } else {
        if byte == quote { bytes.append(quote) }
        bytes.append(byte)
      }
    }
    bytes.append(quote)
  }
}
