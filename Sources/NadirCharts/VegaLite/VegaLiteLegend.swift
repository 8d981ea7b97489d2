import NadirJSON

/// The names and colors of a chart's layers, the same in every panel.
struct VegaLiteLegend {
  private let entries: [(entry: LegendEntry, label: String)]

  init(of chart: Chart) {
    var entries: [(entry: LegendEntry, label: String)] = []
    for entry in LegendEntry.all(of: chart.panels.flatMap(\.layers)) {
      // One name in two colors has two entries, which a scale tells apart by their labels.
      let namesakes = entries.count { $0.entry.name == entry.name }
      entries.append((entry, namesakes == 0 ? entry.name : "\(entry.name) (\(namesakes + 1))"))
    }
    self.entries = entries
  }

  /// What a layer is called in the legend; `nil` where it has no entry.
  func label(of layer: Layer) -> String? {
    guard LegendEntry.Glyph(layer.mark) != nil else { return nil }
    return entries.first { $0.entry.name == layer.name && $0.entry.color == layer.color }?.label
  }

  /// The color of a layer: by its series where it has an entry, so that one scale restyles all of them.
  func encoding(of layer: Layer) -> JSON {
    guard label(of: layer) != nil else { return .members(["value": .string(layer.color.code)]) }
    return .members([
      "field": .string("series"), "type": .string("nominal"), "title": .null,
      "scale": .members([
        "domain": .array(entries.map { .string($0.label) }),
        "range": .array(entries.map { .string($0.entry.color.code) }),
      ]),
      "legend": .members(["symbolOpacity": .integer(1)]),
    ])
  }
}

extension Layer.Color {
  /// As the light theme has it.
  fileprivate var code: String {
    let palette = Palette.light
    return switch self {
    case .series(let i): palette.series[i.cyclic(palette.series.count)].code
    case .muted: palette.muted.code
    case .text: palette.text.code
    case .alarm: palette.alarm.code
    }
  }
}
