import ArgumentParser
import Nadir
import NadirPlots
import NadirStudies

struct PlotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a result, or several together.",
    discussion: """
      The end of the file's name says the form: .svg, .png, or .json and .vl.json for Vega-Lite; without a file the \
      chart is drawn as text. Slices and contours run the study's program again, around the best point: a slice 41 \
      times for each parameter, a contour 961 times for each pair.

      EXAMPLES:
        nadir minimize study.yaml --output result.json
        nadir plot result.json
        nadir plot result.json --kind parameters --parameters 'b[*]' rate -o p.svg
        nadir plot multistart.json --starts grey --exploration -o starts.svg
        nadir plot simplex.json newton.json --against rounds -o both.png
        nadir plot result.json --kind contour --parameters rate size -o map.svg
      """)

  @OptionGroup var arguments: ResultArguments

  @Option(
    help: "What is drawn: \(ChartKind.words.joined(separator: ", ")).", completion: ChartKind.completion,
    transform: ChartKind.read)
  var kind = ChartKind.criterion

  @Option(
    name: [.customShort("o"), .long], help: "The file; '-', which is text in the terminal, unless given.",
    completion: Picture.completion)
  var output = Picture.terminalName

  @OptionGroup(title: "What is drawn") var request: ChartRequest

  @Option(
    help: "Its colors: \(ThemeName.words.joined(separator: ", ")).", completion: ThemeName.completion,
    transform: ThemeName.read)
  var theme = ThemeName.automatic

  @Option(help: "Its width, in pixels or columns.")
  var width: Int?

  @Option(help: "A line above it.")
  var title: String?

  func validate() throws {
    if let width, !(20...20_000 ~= width) {
      throw ValidationError("'--width' is \(width), but must be from 20 to 20000")
    }
    if kind != .criterion, arguments.results.count > 1 {
      throw ValidationError("'--kind \(kind)' is of one result, but there are \(arguments.results.count)")
    }
    if kind == .contour, !request.parameters.count.isMultiple(of: 2) {
      throw ValidationError("'--parameters' of a contour are pairs, but there are \(request.parameters.count)")
    }
    if let wrong = request.given.first(where: { !kind.options.contains($0) }) {
      throw ValidationError("'\(wrong)' is not for '--kind \(kind)'")
    }
  }

  func run() async throws {
    let picture = try Picture(output)
    try picture.file?.spare(arguments.results)
    let runs = try arguments.load()
    var chart = try await request.chart(kind, of: runs)
    if let title { chart.title = title }
    try picture.draw(chart, as: PictureStyle(theme: theme.theme, width: width))
  }
}
