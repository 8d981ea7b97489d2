/// The lines of equal value of a field where they are drawn, with their values written on them.
struct ContourLayout: Sendable, Equatable {
  struct Level: Sendable, Equatable {
    let value: Double
    let lines: [[Place]]
    /// The color of the field where it has this value.
    let ground: RGB
    let labels: [PlacedText]
  }

  private(set) var levels: [Level] = []

  init(of field: Field, colors: FieldColors, in layout: PanelLayout) {
    var occupancy = layout.occupancy
    let seen = field.thinned(columns: Int(layout.plot.width / 3), rows: Int(layout.plot.height / 3))
    for tick in TickSet(of: colors.domain, target: 7).ticks {
      guard let color = colors.index(of: tick.value) else { continue }
      let lines = contourLines(of: seen, at: tick.value) { colors.domain.transform($0) }
        .map { line in line.points.map { Place(x: layout.x.scale($0.x), y: layout.y.scale($0.y)) } }
      guard !lines.isEmpty else { continue }
      // One label for a level, on its longest line.
      let longest = lines.max { ContourLayout.length($0) < ContourLayout.length($1) } ?? []
      let label = ContourLayout.label(tick.label, on: longest, in: layout.plot, &occupancy)
      levels.append(
        Level(value: tick.value, lines: lines, ground: FieldColors.table[color], labels: label.map { [$0] } ?? []))
    }
  }

  private static func length(_ line: [Place]) -> Double {
    zip(line, line.dropFirst()).reduce(0) { $0 + max(($1.0.x - $1.1.x).magnitude, ($1.0.y - $1.1.y).magnitude) }
  }

  /// The line with places in between where they are far apart.
  private static func dense(_ line: [Place]) -> [Place] {
    line.prefix(1)
      + zip(line, line.dropFirst()).flatMap { a, b -> [Place] in
        let steps = max(1, Int(max((a.x - b.x).magnitude, (a.y - b.y).magnitude) / 8))
        return (1...steps).map { step in
          let part = Double(step) / Double(steps)
          return Place(x: a.x + part * (b.x - a.x), y: a.y + part * (b.y - a.y))
        }
      }
  }

  /// The value in the middle of a stretch of the line that is as level as possible and where nothing else is; none on a
  /// line that the label would hide.
  private static func label(
    _ label: NumberLabel, on line: [Place], in plot: Rectangle, _ occupancy: inout Occupancy
  ) -> PlacedText? {
    guard length(line) > 90 else { return nil }
    let line = dense(line)
    var best: (text: PlacedText, slope: Double)?
    for i in line.indices.dropFirst(3).dropLast(3) {
      let (before, after) = (line[i - 3], line[i + 3])
      let slope = (after.y - before.y).magnitude / max(1e-9, (after.x - before.x).magnitude)
      let text = PlacedText(label, at: Place(x: line[i].x, y: line[i].y + 3.5), .middle, .contour)
      var box = text.box
      (box.x, box.width) = (box.x - 4, box.width + 8)
      guard plot.contains(box), occupancy.isFree(box), slope < best?.slope ?? .infinity else { continue }
      best = (text, slope)
    }
    if let best {
      var box = best.text.box
      (box.x, box.y, box.width, box.height) = (box.x - 16, box.y - 8, box.width + 32, box.height + 16)
      occupancy.insert(box)
    }
    return best?.text
  }
}
