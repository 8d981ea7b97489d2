/// Where everything of a chart is.
struct ChartLayout: Sendable, Equatable {
  let width: Double
  let height: Double
  private(set) var texts: [PlacedText] = []
  let legend: LegendLayout
  let panels: [PanelLayout]

  private static let margin = 16.0

  /// - Parameters:
  ///   - width: That of the whole picture.
  ///   - height: That of the whole picture; what is pleasant for its panels where it is `nil`.
  init(_ chart: Chart, width: Int, height: Int?) {
    let margin = ChartLayout.margin
    self.width = Double(max(120, min(10_000, width)))
    let height = height.map { min(10_000, $0) }
    let inner = Rectangle(x: margin, y: margin, width: self.width - 2 * margin, height: 0)
    texts = ChartLayout.header(of: chart, in: inner)
    let top = texts.last.map { $0.place.y + 14 } ?? margin - 4
    let entries = ChartLayout.entries(of: chart)
    let below = Rectangle(x: inner.x, y: top, width: inner.width, height: 0)

    if let direct = ChartLayout.labeledDirectly(chart, entries: entries, below: below, height: height) {
      legend = direct.legend
      panels = direct.panels
      self.height = direct.height
      return
    }
    legend = LegendLayout(entries, in: below)
    let grid = PanelGrid(chart, below: ChartLayout.rest(below, under: legend), height: height, extraRight: 0)
    panels = grid.panels
    self.height = grid.bottom + 10
  }

  private static func header(of chart: Chart, in inner: Rectangle) -> [PlacedText] {
    var texts: [PlacedText] = []
    var baseline = inner.y - 4
    if !chart.title.isEmpty {
      for line in chart.title.wrapped(to: inner.width / 1.1, size: PlacedText.Role.title.size, lines: 2) {
        baseline += 20
        texts.append(PlacedText(line, at: Place(x: inner.x, y: baseline), .start, .title))
      }
    }
    if !chart.subtitle.isEmpty {
      for line in chart.subtitle.wrapped(to: inner.width, size: PlacedText.Role.subtitle.size, lines: 2) {
        baseline += 17
        texts.append(PlacedText(line, at: Place(x: inner.x, y: baseline), .start, .subtitle))
      }
    }
    return texts
  }

  /// What needs a legend: one name alone says what the title says.
  private static func entries(of chart: Chart) -> [LegendEntry] {
    let layers = chart.panels.flatMap(\.layers)
    let entries = LegendEntry.all(of: layers)
    guard entries.count == 1, let only = entries.first else { return entries }
    let isAlone = layers.allSatisfy { LegendEntry.Glyph($0.mark) == nil || $0.name == only.name }
    return isAlone ? [] : entries
  }

  private static func rest(_ frame: Rectangle, under legend: LegendLayout) -> Rectangle {
    var rest = frame
    rest.y += legend.height + (legend.height > 0 ? 8 : 0)
    return rest
  }

  /// The layout of a single panel whose lines have their names at their ends, and whatever else has a name in the
  /// legend; `nil` where the names do not fit there.
  private static func labeledDirectly(
    _ chart: Chart, entries: [LegendEntry], below frame: Rectangle, height: Int?
  ) -> (legend: LegendLayout, panels: [PanelLayout], height: Double)? {
    guard chart.panels.count == 1, let panel = chart.panels.first, panel.field == nil else { return nil }
    let lines = entries.filter { EndLabels.hasEnd($0, in: panel) }
    guard lines.count > 1, lines.count <= 12 else { return nil }
    let legend = LegendLayout(entries.filter { !lines.contains($0) }, in: frame)
    let outer = EndLabels.ending(atRightOf: panel, PanelDomains(of: panel).x, lines)

    // What is kept free on the right decides where the lines are.
    func attempt(beside names: [LegendEntry], _ place: (PanelLayout) -> EndLabels?) -> (PanelLayout, Double)? {
      let room = EndLabels.room(for: names)
      guard room <= 0.32 * frame.width else { return nil }
      let grid = PanelGrid(chart, below: rest(frame, under: legend), height: height, extraRight: room)
      guard var layout = grid.panels.first, let labels = place(layout) else { return nil }
      layout.endLabels = labels
      return (layout, grid.bottom + 10)
    }
    let choice =
      attempt(beside: outer) { EndLabels(within: $0, lines, outer: outer) }
      ?? attempt(beside: lines) { EndLabels(besideOf: $0, lines) }
    return choice.map { (legend, [$0.0], $0.1) }
  }
}
