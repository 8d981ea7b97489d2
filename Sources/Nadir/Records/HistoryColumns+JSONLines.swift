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
    let leads = TextCell.jsonLeads(columnNames)
    try writeLines(after: [], write) { row, bytes in
      forEachCell(ofRow: row) { column, cell in
        bytes.append(contentsOf: leads[column])
        cell.json.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
