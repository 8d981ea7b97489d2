extension PanelLayout {
  /// The points that have a place, in pieces between those that have none.
  func runs(of points: [Point]) -> [[Mapped]] {
    var runs: [[Mapped]] = []
    var isOpen = false
    for (i, point) in points.enumerated() {
      guard point.isFinite else {
        isOpen = false
        continue
      }
      if !isOpen { runs.append([]) }
      isOpen = true
      runs[runs.count - 1].append(Mapped(x: x.scale(point.x), y: y.scale(point.y), index: i))
    }
    return runs
  }
}
