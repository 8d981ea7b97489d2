/// A bar that says which color is which value.
struct ColorBar: Sendable, Equatable {
  let bar: Rectangle
  let colors: FieldColors
  let scale: PlacedScale
  let labels: [PlacedText]
  let title: PlacedText?

  private static let gap = 14.0
  private static let width = 12.0

  static func room(for field: Field, height: Double) -> Double {
    let ticks = AxisLayout.leftTicks(FieldColors(of: field).domain, height: height)
    let widths = ticks.ticks.map { TextWidth.of($0.label, size: PlacedText.Role.tick.size) }
    return gap + width + 7 + max(widths.max() ?? 0, 24)
  }

  init(of field: Field, beside plot: Rectangle) {
    colors = FieldColors(of: field)
    bar = Rectangle(x: plot.maxX + ColorBar.gap, y: plot.y, width: ColorBar.width, height: plot.height)
    scale = PlacedScale(domain: colors.domain, start: bar.maxY, end: bar.y)
    let ticks = AxisLayout.leftTicks(colors.domain, height: plot.height)
    let (right, place) = (bar.maxX + 6, scale)
    labels = ticks.ticks.map {
      PlacedText($0.label, at: Place(x: right, y: place($0.value) + 4), .start, .tick)
    }
    let text = AxisLayout.title(of: Axis(field.title), ticks: ticks)
    let end = right + (labels.map(\.width).max() ?? 24)
    title = text.isEmpty ? nil : PlacedText(text, at: Place(x: end, y: plot.y - 11), .end, .axis, width: plot.width / 2)
  }
}
