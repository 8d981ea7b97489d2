/// An axis where it is drawn: its scale, the texts at its ticks, and what its title has to say.
struct AxisLayout: Sendable, Equatable {
  let scale: PlacedScale
  let ticks: TickSet
  let labels: [PlacedText]

  /// Along the bottom of a plot. Ticks are fewer where their labels would not have room.
  init(alongBottomOf plot: Rectangle, domain: Domain, within bounds: ClosedRange<Double>) {
    scale = PlacedScale(domain: domain, start: plot.x, end: plot.maxX)
    let most = max(2, min(8, Int(plot.width / 75)))
    var chosen = (TickSet(ticks: []), [PlacedText]())
    for target in stride(from: most, through: 1, by: -1) {
      let ticks = TickSet(of: domain, target: target)
      let labels = AxisLayout.bottomLabels(ticks, scale: scale, baseline: plot.maxY + 15, within: bounds)
      chosen = (ticks, labels)
      let isApart = zip(labels, labels.dropFirst()).allSatisfy { $0.box.maxX + 12 <= $1.box.x }
      if isApart { break }
    }
    (ticks, labels) = AxisLayout.withoutOverlaps(chosen.0, chosen.1)
  }

  /// Along the left side of a plot.
  init(alongLeftOf plot: Rectangle, domain: Domain) {
    scale = PlacedScale(domain: domain, start: plot.maxY, end: plot.y)
    let ticks = AxisLayout.leftTicks(domain, height: plot.height)
    let place = scale
    let labels = ticks.ticks.map {
      PlacedText($0.label, at: Place(x: plot.x - 7, y: place($0.value) + 4), .end, .tick)
    }
    (self.ticks, self.labels) = AxisLayout.withoutOverlaps(ticks, labels)
  }

  static func leftTicks(_ domain: Domain, height: Double) -> TickSet {
    TickSet(of: domain, target: max(2, min(7, Int(height / 50))))
  }

  /// The axis without ticks, where there is nothing to read off.
  var bare: AxisLayout { AxisLayout(scale: scale, ticks: TickSet(ticks: []), labels: []) }

  private init(scale: PlacedScale, ticks: TickSet, labels: [PlacedText]) {
    (self.scale, self.ticks, self.labels) = (scale, ticks, labels)
  }

  /// The title with the unit, and with what the labels are counted from.
  func title(of axis: Axis) -> String { AxisLayout.title(of: axis, ticks: ticks) }

  static func title(of axis: Axis, ticks: TickSet) -> String {
    let title = ticks.origin.isEmpty ? axis.title : "\(axis.title) − \(ticks.origin)"
    let unit = [ticks.power?.plain, axis.unit.isEmpty ? nil : axis.unit].compactMap(\.self).joined(separator: " ")
    return unit.isEmpty ? title : title.isEmpty ? "(\(unit))" : "\(title) (\(unit))"
  }

  private static func bottomLabels(
    _ ticks: TickSet, scale: PlacedScale, baseline: Double, within bounds: ClosedRange<Double>
  ) -> [PlacedText] {
    ticks.ticks.map { tick in
      var text = PlacedText(tick.label, at: Place(x: scale(tick.value), y: baseline), .middle, .tick)
      let half = text.width / 2
      text.place.x = max(bounds.lowerBound + half, min(bounds.upperBound - half, text.place.x))
      return text
    }
  }

  /// Ticks whose labels would still overlap keep their place and lose the label.
  private static func withoutOverlaps(_ ticks: TickSet, _ labels: [PlacedText]) -> (TickSet, [PlacedText]) {
    var kept: [PlacedText] = []
    for label in labels where !kept.contains(where: { $0.box.intersects(label.box) }) { kept.append(label) }
    return (ticks, kept)
  }
}
