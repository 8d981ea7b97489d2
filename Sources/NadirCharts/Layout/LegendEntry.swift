/// What a name stands for: the marks of one name and color.
struct LegendEntry: Sendable, Equatable {
  enum Glyph: Sendable, Hashable {
    case line(Mark.Stroke)
    case points(Mark.Symbol)
    case band, bars, rug
  }

  let name: String
  let color: Layer.Color
  var glyphs: [Glyph]

  /// The entries of some layers, in the order in which their names come first. Lines across the panel have their name
  /// written at them, and fields have a bar of colors.
  static func all(of layers: some Sequence<Layer>) -> [LegendEntry] {
    var entries: [LegendEntry] = []
    for layer in layers where !layer.name.isEmpty {
      guard let glyph = Glyph(layer.mark) else { continue }
      if let i = entries.firstIndex(where: { $0.name == layer.name && $0.color == layer.color }) {
        if !entries[i].glyphs.contains(glyph) { entries[i].glyphs.append(glyph) }
      } else {
        entries.append(LegendEntry(name: layer.name, color: layer.color, glyphs: [glyph]))
      }
    }
    return entries
  }
}

extension LegendEntry.Glyph {
  init?(_ mark: Mark) {
    switch mark {
    case .line(_, let stroke), .steps(_, let stroke): self = .line(stroke)
    case .points(_, let symbol): self = .points(symbol)
    case .band: self = .band
    case .bars: self = .bars
    case .rug: self = .rug
    case .level, .place, .field: return nil
    }
  }
}
