import ArgumentParser
import NadirPlots
import NadirStudies

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a report of a result, or of several side by side, as one HTML file.",
    discussion: """
      The file holds the summary, the parameters, charts that tell values on hover, the failures, and how to make the \
      run again. It needs no network and nothing beside it.

      EXAMPLES:
        nadir minimize study.yaml --output result.json
        nadir report result.json -o report.html
        nadir report simplex.json newton.json --names simplex Newton -o both.html
      """)

  @OptionGroup var arguments: ResultArguments

  @Option(name: [.customShort("o"), .long], help: "The file, .html or .htm.", completion: .file(extensions: ["html"]))
  var output: String

  @Option(help: "The heading; the name of the study unless given.")
  var title: String?

  func run() throws {
    let file = try OutputFile.page(output)
    try file.spare(arguments.results)
    let runs = try arguments.load().map { Report.Run($0, provenance: $0.provenance) }
    try file.write(Report(of: runs, title: title).html)
  }
}
