/// The lines that say what is what below a panel.
struct TextLegend {
  private let panel: TextPanel

  init(_ panel: TextPanel) { self.panel = panel }

  var lines: [TextLine] {
    var lines: [TextLine] = []
    for entry in entries {
      if let last = lines.last, last.count + 3 + entry.count <= panel.columns {
        lines[lines.count - 1].append("   ")
        lines[lines.count - 1].append(entry)
      } else {
        lines.append(entry)
      }
    }
    return lines
  }

  /// One for each name and color, with the samples of all its marks, and one for each field.
  private var entries: [TextLine] {
    let names = LegendEntry.all(of: panel.panel.layers).map { entry in
      var line = TextLine(entry.glyphs.map { sample($0, entry.color) }.joined(), style: .color(entry.color))
      line.append(" " + entry.name.printable.shortened(toColumns: max(1, panel.columns - line.count - 1)))
      return line
    }
    return names
      + panel.panel.layers.compactMap { if case .field(let field) = $0.mark { entry(of: field) } else { nil } }
  }

  /// What marks look like.
  private func sample(_ glyph: LegendEntry.Glyph, _ color: Layer.Color) -> String {
    switch glyph {
    case .line(let stroke):
      if panel.needsSymbols && stroke != .thin {
        "⠤\(color.symbol(.circle))⠤"
      } else {
        stroke == .dashed ? "⠤ ⠤" : "⠤⠤"
      }
    case .points(.dot): "⠄"
    case .points(let symbol): String(color.symbol(symbol))
    case .band: "░"
    case .bars: "⡇"
    case .rug: "╹"
    }
  }

  private func entry(of field: Field) -> TextLine? {
    guard field.isDrawable else { return nil }
    let values = Extent(field.values)
    let (low, high) = (NumberLabel(values.lower, digits: 3).plain, NumberLabel(values.upper, digits: 3).plain)
    let name = field.title.isEmpty ? "" : field.title + " "
    return TextLine("\(name)\(low) ▏\(String(TextPanel.shades))▕ \(high)", width: panel.columns)
  }
}
