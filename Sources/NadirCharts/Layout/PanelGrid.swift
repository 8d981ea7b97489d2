/// The panels of a chart in rows and columns.
struct PanelGrid: Sendable, Equatable {
  let panels: [PanelLayout]
  let bottom: Double

  private static let gap = 28.0
  /// Below which a panel with its numbers cannot be read.
  private static let leastWidth = 140.0

  /// - Parameters:
  ///   - frame: From where on, and how wide; its height does not count.
  ///   - height: That of the whole picture, or `nil`.
  ///   - extraRight: What is kept free on the right of the plots.
  init(_ chart: Chart, below frame: Rectangle, height: Int?, extraRight: Double) {
    let gap = PanelGrid.gap
    let room = max(1, Int((frame.width + gap) / (PanelGrid.leastWidth + gap)))
    let columns = min(chart.columns, room, max(1, chart.panels.count))
    let rows = (chart.panels.count + columns - 1) / columns
    let width = (frame.width - Double(columns - 1) * gap) / Double(columns)
    let domains = chart.panels.map { PanelDomains(of: $0) }

    // Titles depend on ticks, and these on the height of the plot only a little.
    let pleasant = max(110, min(340, 0.5 * width)).rounded()
    var margins = PanelGrid.margins(chart.panels, domains, plotHeight: pleasant, columns: columns)
    var plotHeight = pleasant
    if let height {
      let titles = (0..<rows).reduce(0) { $0 + margins[$1 * columns].top + margins[$1 * columns].bottom }
      let gaps = Double(max(0, rows - 1)) * gap / 2
      plotHeight = max(40, (Double(height) - 10 - frame.y - titles - gaps) / Double(max(1, rows)))
      margins = PanelGrid.margins(chart.panels, domains, plotHeight: plotHeight, columns: columns)
    }

    var panels: [PanelLayout] = []
    var y = frame.y
    for row in 0..<rows {
      let first = row * columns
      let rowHeight = plotHeight + margins[first].top + margins[first].bottom
      for i in first..<min(first + columns, chart.panels.count) {
        let x = frame.x + Double(i - first) * (width + gap)
        margins[i].right += extraRight
        let cell = Rectangle(x: x, y: y, width: width, height: rowHeight)
        panels.append(PanelLayout(chart.panels[i], domains: domains[i], in: cell, margins: margins[i]))
      }
      y += rowHeight + (row + 1 < rows ? gap / 2 : 0)
    }
    self.panels = panels
    bottom = y
  }

  private static func margins(
    _ panels: [Panel], _ domains: [PanelDomains], plotHeight: Double, columns: Int
  ) -> [PanelMargins] {
    var margins = panels.indices.map { i in
      let axis = panels[i].x
      // Where the panel below measures the same, it says so for both.
      let isSaidBelow =
        panels.indices.contains(i + columns) && panels[i + columns].hasSameTitleBelow(as: panels[i])
        && !domains[i].x.isNarrow && !domains[i + columns].x.isNarrow
      return PanelMargins(
        of: panels[i], domains: domains[i], plotHeight: plotHeight,
        hasTitleBelow: !(axis.title.isEmpty && axis.unit.isEmpty) && !isSaidBelow)
    }
    let own = margins
    for i in margins.indices {
      for j in own.indices {
        if i / columns == j / columns { margins[i].alignInRow(with: own[j]) }
        if i % columns == j % columns { margins[i].alignInColumn(with: own[j]) }
      }
    }
    return margins
  }
}

extension Panel {
  fileprivate func hasSameTitleBelow(as other: Panel) -> Bool { x.title == other.x.title && x.unit == other.x.unit }
}
