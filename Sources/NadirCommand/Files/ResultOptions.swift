import ArgumentParser
import Nadir
import NadirPlots
import NadirStudies

/// The files that a run leaves behind.
struct ResultOptions: ParsableArguments {
  @Option(
    help: "Write the result to this file, too: the JSON object with the history, for 'nadir plot' and 'nadir report'.",
    completion: .file(extensions: ["json"]))
  var output: String?

  @Option(
    help: "Write every evaluation to this file: as CSV if it ends with .csv, as JSON Lines with .jsonl or .ndjson.",
    completion: .file(extensions: ["csv", "jsonl", "ndjson"]))
  var history: String?

  @Option(
    help: "Draw the values to this file (.svg, .png, .vl.json), or with '-' as text.", completion: Picture.completion)
  var plot: String?

  @Option(help: "Write a report to this file (.html, .htm).", completion: .file(extensions: ["html"]))
  var report: String?

  /// The files, all of which can be written now.
  ///
  /// - Throws: A failure when one of them cannot, is the study, or is another one of them.
  func open(besides study: String) throws(CommandFailure) -> ResultFiles {
    let files = ResultFiles(
      result: try output.map { path throws(CommandFailure) in try OutputFile(path) },
      history: try history.map { path throws(CommandFailure) in try HistoryFile(path) },
      picture: try plot.map { path throws(CommandFailure) in try Picture(path) },
      report: try report.map { path throws(CommandFailure) in try OutputFile.page(path) })
    let named = files.named
    for (i, (option, file)) in named.enumerated() {
      try file.spare([study])
      guard let other = named[..<i].first(where: { $0.file.isSame(as: file) }) else { continue }
      throw .wrongInput("'\(option)' is '\(file.path)', but that is the file of '\(other.option)'")
    }
    return files
  }
}

/// Files that can be written, for the result of a run.
struct ResultFiles {
  var result: OutputFile?
  var history: HistoryFile?
  var picture: Picture?
  var report: OutputFile?

  /// Each file with the option that names it.
  var named: [(option: String, file: OutputFile)] {
    let files = [
      ("--output", result), ("--history", history?.file), ("--plot", picture?.file), ("--report", report),
    ]
    return files.compactMap { option, file in file.map { (option, $0) } }
  }

  func write(
    _ outcome: Outcome<StudyParameters>, of study: Study, from provenance: Provenance
  ) throws(CommandFailure) {
    guard result != nil || history != nil || picture != nil || report != nil else { return }
    let record = study.record(of: outcome)
    let saved = SavedRun(record, provenance: provenance)
    // Where one cannot be written after all, the others still can.
    var failures: [CommandFailure] = []
    func attempt(_ write: () throws(CommandFailure) -> Void) {
      do throws(CommandFailure) { try write() } catch { failures.append(error) }
    }
    attempt { () throws(CommandFailure) in try result?.write(study.file(of: outcome, as: saved) + "\n") }
    attempt { () throws(CommandFailure) in try history?.write(record.history) }
    attempt { () throws(CommandFailure) in try report?.write(Report(of: record, provenance: provenance).html) }
    attempt { () throws(CommandFailure) in try draw(record) }
    for failure in failures.dropLast() { Console.complain("error: \(failure.message)") }
    if let last = failures.last { throw last }
  }

  private func draw(_ record: RunRecord) throws(CommandFailure) {
    guard let picture else { return }
    guard record.history.count > 0 else {
      return Console.complain("'--plot' draws nothing: the run ended before its first evaluation")
    }
    let chart = try drawn { () throws(InvalidArgument) in try criterionPlot([record]) }
    try picture.draw(chart, as: PictureStyle(theme: .automatic))
  }
}

/// A chart, or why there is none as a failure of the command.
func drawn(_ draw: () throws(InvalidArgument) -> Chart) throws(CommandFailure) -> Chart {
  do throws(InvalidArgument) { return try draw() } catch { throw .wrongInput("nothing can be drawn: \(error)") }
}
