/// What tells series of one palette apart: a color, and beyond the palette a dash and a symbol with it.
struct SeriesStyle: Sendable, Hashable {
  /// How often the palette has been gone through.
  let cycle: Int

  init(_ color: Layer.Color) {
    switch color {
    case .series(let i): cycle = max(0, i) / Palette.count
    case .muted, .text, .alarm: cycle = 0
    }
  }

  /// Lengths of dashes and gaps; empty for none.
  func dashes(_ stroke: Mark.Stroke) -> String {
    let patterns = ["", "6 3", "1.5 3", "9 3 2 3"]
    return patterns[(cycle + (stroke == .dashed ? 1 : 0)) % patterns.count]
  }
}
