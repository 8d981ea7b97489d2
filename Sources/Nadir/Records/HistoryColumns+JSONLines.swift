import NadirEvaluation
internal import NadirJSON

extension HistoryColumns {
  /// The evaluations as JSON Lines: an object on each line, with the columns of ``csv`` as members, in their order.
  ///
  ///     {"run":1,"evaluation":1,"round":1,"kind":"value","start":0.00021,"end":0.0134,"worker":0,"value":3.25,"failure":null,"rate":0.5}
  ///
  /// What is missing is `null`, and so is an infinite number, which JSON does not have. Numbers read back to the same bits
  /// by readers that are precise: `pandas.read_json` is with `precise_float=True`, and loses some of the last places
  /// without.
  public var jsonLines: String {
    var text = ""
    writeJSONLines { text += $0 }
    return text
  }

  /// Writes ``jsonLines`` piece by piece, some 64 KiB of whole lines at a time.
  ///
  /// - Throws: What `write` throws.
  public func writeJSONLines<Failure: Error>(_ write: (String) throws(Failure) -> Void) throws(Failure) {
    // What stands before each cell of a line: the name of its column.
    let leads = columnNames.enumerated().map { column, name in
      var lead = Array((column == 0 ? "{" : ",").utf8)
      JSON.string(name).write(to: &lead)
      lead.append(UInt8(ascii: ":"))
      return lead
    }
    try writeLines(after: [], write) { row, bytes in
      forEachCell(ofRow: row) { column, cell in
        bytes.append(contentsOf: leads[column])
        let value: JSON =
          switch cell {
          case .missing: .null
          case .integer(let value): .integer(Int64(value))
          case .number(let value): value.isFinite ? .number(value) : .null
          case .text(let text): .string(text)
          }
        value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
