/// Entries in rows from left to right, above the panels.
struct LegendLayout: Sendable, Equatable {
  struct Item: Sendable, Equatable {
    let entry: LegendEntry
    /// Where its marks are shown.
    let glyph: Rectangle
    let text: PlacedText
  }

  private(set) var items: [Item] = []
  /// From the top of the first row to the bottom of the last one.
  let height: Double

  static let rowHeight = 18.0
  private static let glyphWidth = 22.0
  private static let space = 18.0

  init(_ entries: [LegendEntry], in frame: Rectangle) {
    var (x, y) = (frame.x, frame.y)
    let room = frame.width - LegendLayout.glyphWidth - 6
    let names = shortenedApart(entries.map(\.name), to: room, size: PlacedText.Role.legend.size)
    let widths = names.map { LegendLayout.glyphWidth + 6 + TextWidth.of($0, size: PlacedText.Role.legend.size) }
    // Entries of more than one row stand below each other where that does not take much more room.
    let (total, widest) = (widths.reduce(0) { $0 + $1 + LegendLayout.space }, widths.max() ?? 0)
    let isTable = total > frame.width && widest * Double(widths.count) < 1.35 * widths.reduce(0, +)
    for (entry, name) in zip(entries, names) {
      var text = PlacedText(name, at: Place(x: 0, y: 0), .start, .legend)
      if name != entry.name { text.full = entry.name }
      let width = isTable ? widest : LegendLayout.glyphWidth + 6 + text.width
      if x > frame.x, x + width > frame.maxX { (x, y) = (frame.x, y + LegendLayout.rowHeight) }
      text.place = Place(x: x + LegendLayout.glyphWidth + 6, y: y + 13)
      let glyph = Rectangle(x: x, y: y + 3, width: LegendLayout.glyphWidth, height: 12)
      items.append(Item(entry: entry, glyph: glyph, text: text))
      x += width + LegendLayout.space
    }
    height = entries.isEmpty ? 0 : y + LegendLayout.rowHeight - frame.y
  }
}
