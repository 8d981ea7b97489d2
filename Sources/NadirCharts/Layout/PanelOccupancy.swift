extension PanelLayout {
  /// What the marks of the panel cover. Fields are ground that is written on.
  var occupancy: Occupancy {
    var covered = Occupancy(of: plot)
    for layer in panel.layers {
      switch layer.mark {
      case .line(let points, _): for run in runs(of: points) { covered.insert(thinnedLine(run).map(\.place)) }
      case .steps(let points, _): for run in runs(of: points) { covered.insert(stairs(thinnedLine(run))) }
      case .points(let points, _):
        for point in runs(of: points).flatMap(\.self) { covered.insert(around: point.place, radius: 4) }
      case .band(let intervals), .bars(let intervals):
        for interval in intervals where interval.isFinite {
          let (place, low, high) = (x.scale(interval.x), y.scale(interval.lower), y.scale(interval.upper))
          covered.insert(Rectangle(x: place - 3, y: high, width: 6, height: low - high))
        }
      case .rug: covered.insert(Rectangle(x: plot.x, y: plot.maxY - 8, width: plot.width, height: 8))
      case .level(let value, _) where value.isFinite:
        covered.insert([Place(x: plot.x, y: y.scale(value)), Place(x: plot.maxX, y: y.scale(value))])
      case .place(let value, _) where value.isFinite:
        covered.insert([Place(x: x.scale(value), y: plot.y), Place(x: x.scale(value), y: plot.maxY)])
      case .level, .place, .field: break
      }
    }
    return covered
  }
}

/// The corners of a line that keeps each height until the next place.
func stairs(_ points: [Mapped]) -> [Place] {
  var corners: [Place] = []
  for point in points {
    if let last = corners.last, last.y != point.y { corners.append(Place(x: point.x, y: last.y)) }
    // On a tread only the first and the last corner are seen.
    if corners.count > 1, corners[corners.count - 1].y == point.y, corners[corners.count - 2].y == point.y {
      corners.removeLast()
    }
    corners.append(point.place)
  }
  return corners
}
