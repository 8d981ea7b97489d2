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

  @Option(help: "Write a report to this HTML file.", completion: .file(extensions: ["html"]))
  var report: String?

  /// The files, all of which can be written now.
  func open() throws(CommandFailure) -> ResultFiles {
    ResultFiles(
      result: try OutputFile.ifNamed(output),
      history: try history.map { path throws(CommandFailure) in try HistoryFile(path) },
      picture: try plot.map { path throws(CommandFailure) in try Picture(path) },
      report: try OutputFile.ifNamed(report))
  }
}

/// Files that can be written, for the result of a run.
struct ResultFiles {
  var result: OutputFile?
  var history: HistoryFile?
  var picture: Picture?
  var report: OutputFile?

  func write(
    _ outcome: Outcome<StudyParameters>, of study: Study, from provenance: Provenance
  ) throws(CommandFailure) {
    guard result != nil || history != nil || picture != nil || report != nil else { return }
    let record = study.record(of: outcome)
    let saved = SavedRun(record, provenance: provenance)
    try result?.write(study.file(of: outcome, as: saved) + "\n")
    try history?.write(record.history)
    try report?.write(Report(of: record, provenance: provenance).html)
    // A run that ended before its first evaluation leaves nothing to draw.
    guard let picture, record.history.count > 0 else { return }
    let chart = try drawn { () throws(InvalidArgument) in try criterionPlot([record]) }
    try picture.draw(chart, as: PictureStyle(theme: .automatic))
  }
}

/// A chart, or why there is none as a failure of the command.
func drawn(_ draw: () throws(InvalidArgument) -> Chart) throws(CommandFailure) -> Chart {
  do throws(InvalidArgument) { return try draw() } catch { throw .wrongInput("there is nothing to draw: \(error)") }
}
