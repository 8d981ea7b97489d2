/// What a panel needs beside its plot for titles and labels. Panels of a column have the same left and right ones and
/// panels of a row the same top and bottom ones, so that their plots stand in line.
struct PanelMargins: Sendable, Equatable {
  var top: Double
  var left: Double
  var bottom: Double
  var right: Double
  let hasTitleBelow: Bool

  /// - Parameters:
  ///   - plotHeight: On which the number of ticks depends.
  ///   - hasTitleBelow: Whether the title of the horizontal axis is written here.
  init(of panel: Panel, domains: PanelDomains, plotHeight: Double, hasTitleBelow: Bool) {
    let ticks = AxisLayout.leftTicks(domains.y, height: plotHeight)
    let widths = ticks.ticks.map { TextWidth.of($0.label, size: PlacedText.Role.tick.size) }
    left = max(24, (widths.max() ?? 0) + 9)
    top = (panel.title.isEmpty ? 0 : 20) + (AxisLayout.title(of: panel.y, ticks: ticks).isEmpty ? 8 : 25)
    self.hasTitleBelow = hasTitleBelow
    bottom = hasTitleBelow ? 38 : 22
    right = panel.field.map { ColorBar.room(for: $0, height: plotHeight) } ?? 8
  }

  mutating func alignInRow(with other: PanelMargins) {
    top = max(top, other.top)
    bottom = max(bottom, other.bottom)
  }

  mutating func alignInColumn(with other: PanelMargins) {
    left = max(left, other.left)
    right = max(right, other.right)
  }
}
