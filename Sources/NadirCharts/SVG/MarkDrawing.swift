extension PanelLayout {
  /// What is drawn of a layer.
  func elements(of layer: Layer) -> [Element] {
    let style = SeriesStyle(layer.color)
    switch layer.mark {
    case .line(let points, let stroke):
      return line(runs(of: points).map { thinnedLine($0, column: column).map(\.place) }, stroke, style)
    case .steps(let points, let stroke):
      return line(runs(of: points).map { stairs(thinnedLine($0, column: column)) }, stroke, style)
    case .points(let points, let symbol):
      let shown = thinnedPoints(runs(of: points).flatMap(\.self), most: PanelLayout.mostPoints)
      guard !shown.isEmpty else { return [] }
      let shape = SymbolShape(symbol, cycle: style.cycle, count: shown.count)
      return shape.elements(at: shown.map(\.place), hasHalo: panel.field != nil)
    case .band(let intervals): return band(intervals)
    case .bars(let intervals): return bars(intervals)
    case .rug(let points): return rug(points)
    case .level(let value, let stroke):
      guard value.isFinite else { return [] }
      let height = y.scale(value)
      let ends = [Place(x: plot.x, y: height), Place(x: plot.maxX, y: height)]
      return [across(ends, stroke, style, [layer.name, said(panel.y, value)])]
    case .place(let value, let stroke):
      guard value.isFinite else { return [] }
      let place = x.scale(value)
      let ends = [Place(x: place, y: plot.y), Place(x: place, y: plot.maxY)]
      return [across(ends, stroke, style, [layer.name, said(panel.x, value)])]
    case .field(let field): return fieldElements(field)
    }
  }

  /// How wide the columns are in which lines are thinned: of many lines no one sees every pixel.
  private var column: Double { panel.layers.count > 50 ? 3 : panel.layers.count > 16 ? 2 : 1 }

  /// More points than that cover each other.
  static let mostPoints = 4000
  static let mostBars = 600

  /// The runs of a line. One point alone is a dot, without which it would not be seen.
  private func line(_ runs: [[Place]], _ stroke: Mark.Stroke, _ style: SeriesStyle) -> [Element] {
    let data = runs.filter { $0.count > 1 }.map(pathData).joined()
    let alone = runs.filter { $0.count == 1 }.flatMap(\.self)
    var elements: [Element] = []
    if !data.isEmpty {
      if panel.field != nil {
        elements.append(Element("path", ["class": "nadir-halo", "style": "stroke-width:4", "d": data]))
      }
      elements.append(PanelLayout.line(data, stroke, style))
    }
    if !alone.isEmpty {
      let radius = data.isEmpty ? 3.0 : 1.6
      elements += SymbolShape.disk(radius: radius).elements(at: alone, hasHalo: panel.field != nil)
    }
    return elements
  }

  static func line(_ data: String, _ stroke: Mark.Stroke, _ style: SeriesStyle) -> Element {
    let line = Element("path", ["class": stroke == .thin ? "nadir-line nadir-thin" : "nadir-line", "d": data])
    let dashes = style.dashes(stroke)
    return dashes.isEmpty ? line : line.with("stroke-dasharray", dashes)
  }

  /// A line across the panel, which says its value on hover.
  private func across(_ ends: [Place], _ stroke: Mark.Stroke, _ style: SeriesStyle, _ said: [String]) -> Element {
    let title = Element("title", text: said.filter { !$0.isEmpty }.joined(separator: "\n"))
    let line = Element("path", ["class": "nadir-hair", "d": pathData(ends)], [title])
    let dashes = style.dashes(stroke)
    return dashes.isEmpty ? line : line.with("stroke-dasharray", dashes)
  }

  private func band(_ intervals: [Interval]) -> [Element] {
    let (lower, upper) = (intervals.map { Point($0.x, $0.lower) }, intervals.map { Point($0.x, $0.upper) })
    // Both edges have their gaps where either has one.
    let isWhole = intervals.map(\.isFinite)
    let gap = Point(.nan, .nan)
    let lowerRuns = runs(of: zip(lower, isWhole).map { $1 ? $0 : gap })
    let upperRuns = runs(of: zip(upper, isWhole).map { $1 ? $0 : gap })
    let data = zip(lowerRuns, upperRuns).map { below, above in
      pathData(thinnedLine(above).map(\.place) + thinnedLine(below).reversed().map(\.place)) + "z"
    }
    return data.isEmpty ? [] : [Element("path", ["class": "nadir-band", "d": data.joined()])]
  }

  private func bars(_ intervals: [Interval]) -> [Element] {
    let shown = thinnedIntervals(
      intervals.filter(\.isFinite), at: { x.scale($0) }, most: PanelLayout.mostBars, column: 4)
    let data = shown.map { interval in
      let (place, low, high) = (x.scale(interval.x), y.scale(interval.lower), y.scale(interval.upper))
      let bar = "M" + coordinates(Place(x: place, y: high)) + "V" + coordinate(low)
      let caps = [high, low].map { "M" + coordinates(Place(x: place - 3, y: $0)) + "h6" }
      return bar + caps.joined()
    }
    return data.isEmpty
      ? [] : [Element("path", ["class": "nadir-hair", "style": "stroke-width:1.3", "d": data.joined()])]
  }

  private func rug(_ points: [Point]) -> [Element] {
    let places = Set(points.map(\.x).filter(\.isFinite).map { (2 * x.scale($0)).rounded() / 2 }).sorted()
    let data = places.map { "M" + coordinates(Place(x: $0, y: plot.maxY)) + "v-7" }
    return data.isEmpty
      ? [] : [Element("path", ["class": "nadir-hair", "style": "stroke-width:1.2", "d": data.joined()])]
  }
}

extension Mapped {
  var place: Place { Place(x: x, y: y) }
}
