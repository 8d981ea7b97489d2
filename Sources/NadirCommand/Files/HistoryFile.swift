import Nadir

/// The file that the evaluations of a run are written to, in the format that its name ends with.
struct HistoryFile {
  private enum Format { case csv, jsonLines }

  private let format: Format
  let file: OutputFile

  /// - Throws: A failure when the ending is none that is known, or the file could not be written now.
  init(_ path: String) throws(CommandFailure) {
    format = try Self.format(of: path)
    file = try OutputFile(path)
  }

  private static func format(of path: String) throws(CommandFailure) -> Format {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    switch name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last?.lowercased() {
    case "csv": return .csv
    case "jsonl", "ndjson": return .jsonLines
    default:
      throw .wrongInput("'--history' is '\(path)', but must end with .csv, or with .jsonl or .ndjson for JSON Lines")
    }
  }

  func write(_ columns: HistoryColumns) throws(CommandFailure) {
    try file.write { write throws(CommandFailure) in
      switch format {
      case .csv: try columns.writeCSV(write)
      case .jsonLines: try columns.writeJSONLines(write)
      }
    }
  }
}
