/// A panel in lines of text: its title, what is drawn beside the y axis, the x axis, and a legend.
struct TextPanel {
  let panel: Panel
  let columns: Int
  let rows: Int
  let isColored: Bool
  let x: Domain
  let y: Domain
  private let isEmpty: Bool

  init(_ panel: Panel, columns: Int, rows: Int, isColored: Bool) {
    self.panel = panel
    self.columns = columns
    self.rows = rows
    self.isColored = isColored
    let domains = PanelDomains(of: panel)
    (x, y, isEmpty) = (domains.x, domains.y, domains.isEmpty)
  }

  var lines: [TextLine] {
    let heights = TickSet(of: y, target: max(2, rows / 4))
    let labels = heights.ticks.map { (label: $0.label.plain, fraction: y.fraction(of: $0.value)) }
    let margin = min(labels.map(\.label.count).max() ?? 0, columns / 2)
    var canvas = TextCanvas(columns: columns - margin - 2, rows: rows)
    for layer in panel.layers { draw(layer, on: &canvas) }
    if isEmpty { say("no data", on: &canvas) }

    var lines: [TextLine] = []
    if !panel.title.isEmpty { lines.append(TextLine(panel.title, width: columns, style: .heading)) }
    let name = AxisLayout.title(of: panel.y, ticks: heights)
    if !name.isEmpty { lines.append(TextLine(name, width: columns, style: .color(.muted))) }
    var marked: [Int: String] = [:]
    for (label, fraction) in labels { marked[canvas.row(at: fraction)] = label }
    for row in 0..<rows {
      let label = (marked[row] ?? "").shortened(toColumns: margin)
      var line = TextLine(String(repeating: " ", count: margin - label.count) + label + " ")
      line.append(marked[row] == nil ? "│" : "┤", style: .color(.muted))
      line.append(canvas.line(row))
      lines.append(line)
    }
    return lines + foot(of: canvas, margin: margin) + TextLegend(self).lines
  }

  /// The x axis, its numbers and its title.
  private func foot(of canvas: TextCanvas, margin: Int) -> [TextLine] {
    let ticks = TickSet(of: x, target: max(2, canvas.columns / 12))
    var axis = Array(repeating: Character("─"), count: canvas.columns)
    var numbers = Array(repeating: Character(" "), count: columns)
    // The first column of `numbers` that is free.
    var free = 0
    for tick in ticks.ticks {
      let column = canvas.column(at: x.fraction(of: tick.value))
      axis[column] = "┬"
      let label = tick.label.plain
      let centered = margin + 2 + column - label.count / 2
      let start = min(max(0, centered), columns - label.count)
      guard start >= free else { continue }
      for (offset, character) in label.enumerated() { numbers[start + offset] = character }
      free = start + label.count + 1
    }
    var first = TextLine(String(repeating: " ", count: margin + 1))
    first.append("└" + String(axis), style: .color(.muted))
    let name = AxisLayout.title(of: panel.x, ticks: ticks).printable.shortened(toColumns: columns)
    guard !name.isEmpty else { return [first, TextLine(String(numbers))] }
    let middle = margin + 2 + canvas.columns / 2 - name.columns / 2
    var last = TextLine(String(repeating: " ", count: max(0, min(middle, columns - name.columns))))
    last.append(name, style: .color(.muted))
    return [first, TextLine(String(numbers)), last]
  }

  private func say(_ text: String, on canvas: inout TextCanvas) {
    canvas.write(text, row: canvas.rows / 2, column: max(0, (canvas.columns - text.count) / 2), .muted)
  }
}
