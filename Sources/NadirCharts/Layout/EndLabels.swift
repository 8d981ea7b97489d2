/// The names of lines, written at their ends.
struct EndLabels: Sendable, Equatable {
  struct Item: Sendable, Equatable {
    let text: PlacedText
    /// From the end of the line to its name, where they are not beside each other.
    let leader: [Place]
  }

  private(set) var items: [Item] = []

  static let lineHeight = 14.0
  /// Between the end of a line and its name.
  private static let gap = 8.0

  /// The name of a line and where it ends.
  private struct End {
    let entry: LegendEntry
    let place: Place
  }

  /// The width that names take on the right of the plot, with the gap before them.
  static func room(for entries: [LegendEntry]) -> Double {
    let widths = entries.map { TextWidth.of($0.name, size: PlacedText.Role.label.size) }
    return widths.max().map { $0 + gap + 2 } ?? 0
  }

  /// Whether an entry has a line that ends somewhere.
  static func hasEnd(_ entry: LegendEntry, in panel: Panel) -> Bool { lastPoint(of: entry, in: panel) != nil }

  /// The entries of lines that end at the right of the panel.
  static func ending(atRightOf panel: Panel, _ domain: Domain, _ entries: [LegendEntry]) -> [LegendEntry] {
    entries.filter { entry in
      guard let point = lastPoint(of: entry, in: panel) else { return false }
      return domain.fraction(of: point.x) > 0.95
    }
  }

  /// The names on the right of the plot, moved apart where they would overlap.
  ///
  /// - Returns: `nil` where there is no room for them, or where a line ends so far on the left that its name would not be
  ///   seen to belong to it.
  init?(besideOf layout: PanelLayout, _ entries: [LegendEntry]) {
    let plot = layout.plot
    let ends = EndLabels.ends(of: entries, in: layout)
    guard ends.allSatisfy({ $0.place.x >= plot.x + 0.7 * plot.width }) else { return nil }
    let range = plot.y...max(plot.y, plot.maxY)
    guard let heights = spread(ends.map(\.place.y), gap: EndLabels.lineHeight, in: range) else { return nil }
    for (end, height) in zip(ends, heights) {
      let left = plot.maxX + EndLabels.gap
      let text = PlacedText(end.entry.name, at: Place(x: left, y: height + 4), .start, .label, color: end.entry.color)
      let isShifted = (height - end.place.y).magnitude > 2.5 || plot.maxX - end.place.x > 16
      let leader = isShifted ? [end.place, Place(x: plot.maxX, y: end.place.y), Place(x: left - 2, y: height)] : []
      items.append(Item(text: text, leader: leader))
    }
  }

  /// The names of lines that end at the right beside the plot, and those of lines that end before in the plot, where
  /// nothing else is.
  ///
  /// - Returns: `nil` where a name has no free place.
  init?(within layout: PanelLayout, _ entries: [LegendEntry], outer: [LegendEntry]) {
    guard let beside = EndLabels(besideOf: layout, outer) else { return nil }
    items = beside.items
    var occupancy = layout.occupancy
    for note in layout.notes { occupancy.insert(note.box) }
    for end in EndLabels.ends(of: entries.filter { !outer.contains($0) }, in: layout) {
      let choice = EndLabels.texts(at: end).first { text in
        layout.plot.contains(text.box) && occupancy.isFree(text.box)
      }
      guard let choice else { return nil }
      occupancy.insert(choice.box)
      items.append(Item(text: choice, leader: []))
    }
  }

  /// Right of the end of a line, a little higher or lower, and above and below it.
  private static func texts(at end: End) -> [PlacedText] {
    let (x, y) = (end.place.x, end.place.y)
    let right = [4.0, -2, 10, -8, 16].map { (Place(x: x + gap, y: y + $0), PlacedText.Anchor.start) }
    let around = [-9.0, 18].map { (Place(x: x, y: y + $0), PlacedText.Anchor.middle) }
    return (right + around).map { PlacedText(end.entry.name, at: $0.0, $0.1, .label, color: end.entry.color) }
  }

  /// The ends of the entries' lines from the highest to the lowest; of equal heights the first entry comes first.
  private static func ends(of entries: [LegendEntry], in layout: PanelLayout) -> [End] {
    let ends = entries.compactMap { entry in
      lastPoint(of: entry, in: layout.panel).map {
        End(entry: entry, place: Place(x: layout.x.scale($0.x), y: layout.y.scale($0.y)))
      }
    }
    return ends.enumerated().sorted { ($0.1.place.y, $0.0) < ($1.1.place.y, $1.0) }.map(\.1)
  }

  /// The rightmost of the last points of an entry's lines.
  private static func lastPoint(of entry: LegendEntry, in panel: Panel) -> Point? {
    let ends = panel.layers.compactMap { layer -> Point? in
      guard layer.name == entry.name, layer.color == entry.color else { return nil }
      switch layer.mark {
      case .line(let points, _), .steps(let points, _): return points.last { $0.isFinite }
      default: return nil
      }
    }
    return ends.max { $0.x < $1.x }
  }
}
