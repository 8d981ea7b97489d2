internal import NadirEvaluation

/// The names of the columns of a history in a file, and what stands in them.
extension HistoryColumns {
  /// The names of the columns that every history has, in their order.
  static let ownNames = ["run", "evaluation", "round", "kind", "start", "end", "worker", "value", "failure"]

  /// The names of all columns: the nine, and the paths. A path that is one of the nine has `parameters.` before it.
  var columnNames: [String] {
    TextCell.names(own: HistoryColumns.ownNames, others: paths, prefix: "parameters.")
  }

  /// Calls `body` with every cell of a row.
  func forEachCell(ofRow i: Int, _ body: (_ column: Int, _ cell: TextCell) -> Void) {
    body(0, .integer(runs[i]))
    body(1, .integer(evaluations[i]))
    body(2, .integer(rounds[i]))
    body(3, .text(kinds[i].rawValue))
    body(4, .number(starts[i]))
    body(5, .number(ends[i]))
    body(6, workers[i].map { .integer($0) } ?? .missing)
    body(7, .number(values[i]))
    body(8, failures[i].map { .text($0) } ?? .missing)
    let first = HistoryColumns.ownNames.count
    for j in parameters.indices { body(first + j, .number(parameters[j][i])) }
  }

  /// Writes lines in pieces of some 64 KiB: `head`, and a line for each row.
  func writeLines<Failure: Error>(
    after head: [UInt8], _ write: (String) throws(Failure) -> Void,
    line: (_ row: Int, _ bytes: inout [UInt8]) -> Void
  ) throws(Failure) {
    let size = 65_536
    var bytes = head
    for row in 0..<count {
      line(row, &bytes)
      bytes.append(UInt8(ascii: "\n"))
      if bytes.count >= size {
        try write(String(decoding: bytes, as: UTF8.self))
        bytes.removeAll(keepingCapacity: true)
      }
    }
    if !bytes.isEmpty { try write(String(decoding: bytes, as: UTF8.self)) }
  }
}
