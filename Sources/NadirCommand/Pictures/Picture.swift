import ArgumentParser
import Nadir
import NadirCharts
import NadirPlots

/// How a chart is drawn.
struct PictureStyle {
  var theme: Theme
  /// In pixels, or in columns of a terminal; what suits the chart unless given.
  var width: Int?
}

/// Where a chart goes, and with it in which form.
enum Picture {
  /// What stands for the terminal in the place of a file.
  static let terminalName = "-"
  static let completion = CompletionKind.file(extensions: Format.allCases.map(\.rawValue))

  /// Text on standard output.
  case terminal
  case file(OutputFile, Format)

  enum Format: String, CaseIterable {
    case svg, png, json
  }

  /// - Throws: A failure when nothing can be drawn there now, so that it is known before a long run.
  init(_ path: String) throws(CommandFailure) {
    if path == Self.terminalName {
      self = .terminal
      return
    }
    guard let format = Format.allCases.first(where: { path.lowercased().hasSuffix(".\($0)") }) else {
      throw .wrongInput("'\(path)' is no picture; its name must end in .svg, .png, .json or .vl.json (Vega-Lite)")
    }
    let file = try OutputFile(path)
    if format == .png {
      _ = try Converter.installed(for: path)
      guard file.isReplaced else { throw .wrongInput("'\(path)' cannot be written: a PNG goes to a file") }
    }
    self = .file(file, format)
  }

  /// `nil` for the terminal.
  var file: OutputFile? {
    if case .file(let file, _) = self { file } else { nil }
  }

  func draw(_ chart: Chart, as style: PictureStyle) throws(CommandFailure) {
    switch self {
    case .terminal:
      let columns = style.width ?? Console.outputWidth
      Console.say(chart.text(columns: max(20, columns), rows: 16, isColored: Console.outputIsColored))
    case .file(let file, .svg):
      try file.write(chart.svg(width: style.width ?? 720, theme: style.theme))
    case .file(let file, .json):
      try file.write(chart.vegaLite.description + "\n")
    case .file(let file, .png):
      let converter = try Converter.installed(for: file.path)
      // What converts it knows nothing of the theme of a desktop.
      let theme = style.theme == .automatic ? .light : style.theme
      try converter.convert(chart.svg(width: style.width ?? 720, theme: theme), to: file)
    }
  }
}
