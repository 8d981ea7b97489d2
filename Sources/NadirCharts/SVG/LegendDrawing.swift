extension LegendLayout {
  var elements: [Element] {
    items.flatMap { item in
      let group = Element(
        "g", ["class": StyleSheet.name(of: item.entry.color)], item.entry.glyphs.flatMap { Self.elements($0, of: item) }
      )
      return [group, item.text.element]
    }
  }

  private static func elements(_ glyph: LegendEntry.Glyph, of item: Item) -> [Element] {
    let box = item.glyph
    let style = SeriesStyle(item.entry.color)
    let middle = Place(x: box.x + box.width / 2, y: box.y + box.height / 2)
    switch glyph {
    case .line(let stroke):
      let ends = [Place(x: box.x + 1, y: middle.y), Place(x: box.maxX - 1, y: middle.y)]
      return [PanelLayout.line(pathData(ends), stroke, style)]
    case .points(let symbol):
      return SymbolShape(symbol, cycle: style.cycle).elements(at: [middle], hasHalo: false)
    case .band:
      return [
        Element(
          "rect",
          [
            "class": "nadir-band", "x": coordinate(box.x), "y": coordinate(box.y + 1), "width": coordinate(box.width),
            "height": coordinate(box.height - 2),
          ])
      ]
    case .bars:
      let (x, top) = (coordinate(middle.x), coordinate(box.y))
      let caps = "M\(coordinate(middle.x - 3)) \(top)h6m0 12h-6"
      return [Element("path", ["class": "nadir-hair", "style": "stroke-width:1.3", "d": "M\(x) \(top)v12" + caps])]
    case .rug:
      let marks = [-4.0, 0, 4].map { "M\(coordinate(middle.x + $0)) \(coordinate(box.maxY))v-7" }
      return [Element("path", ["class": "nadir-hair", "style": "stroke-width:1.2", "d": marks.joined()])]
    }
  }
}
