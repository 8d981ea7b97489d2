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
    try writeLines(after: TextCell.csvHead(columnNames), write) { row, bytes in
      forEachCell(ofRow: row) { column, cell in
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        // A failure is told from what did not fail also where it says nothing.
        if case .text("") = cell { TextCell.text("failed").writeCSV(to: &bytes) } else { cell.writeCSV(to: &bytes) }
      }
    }
  }
}
