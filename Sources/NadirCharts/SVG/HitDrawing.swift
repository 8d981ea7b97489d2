extension PanelLayout {
  /// Places that say their values on hover, as invisible circles over what is drawn.
  var hits: [Element] {
    // As many as can be pointed at; what lies closer together is thinned.
    let most = max(40, min(400, Int(plot.width / 1.6)))
    let each = max(8, most / max(1, panel.layers.count { PanelLayout.isHit($0.mark) }))
    // A line and the points on it say the same once.
    var said = Set<Hit>()
    return panel.layers.compactMap { layer in
      let circles = hits(of: layer, most: each).filter { said.insert($0).inserted }.map(\.element)
      return circles.isEmpty ? nil : Element("g", ["class": StyleSheet.name(of: layer.color)], circles)
    }
  }

  private static func isHit(_ mark: Mark) -> Bool {
    switch mark {
    case .line, .steps, .points, .bars, .rug: true
    case .band, .level, .place, .field: false
    }
  }

  private func hits(of layer: Layer, most: Int) -> [Hit] {
    switch layer.mark {
    case .line(let points, _), .steps(let points, _), .points(let points, _):
      let places = spreadOut(runs(of: points).flatMap { thinnedLine($0) }, most: most)
      return places.map { place in
        let point = points[place.index]
        let lines = [layer.name, said(panel.x, point.x), said(panel.y, point.y), point.note]
        return Hit(at: place.place, lines)
      }
    case .bars(let intervals):
      let middles = intervals.map { Point($0.x, $0.isFinite ? $0.lower / 2 + $0.upper / 2 : .nan) }
      return spreadOut(runs(of: middles).flatMap(\.self), most: most).map { place in
        let interval = intervals[place.index]
        let range = NumberLabel(interval.lower).plain + " … " + NumberLabel(interval.upper).plain
        let lines = [layer.name, said(panel.x, interval.x), said(panel.y, range)]
        return Hit(at: place.place, lines)
      }
    case .rug(let points):
      let edge = points.enumerated().filter { $0.element.x.isFinite }.map {
        Mapped(x: x.scale($0.element.x), y: plot.maxY - 4, index: $0.offset)
      }
      return spreadOut(edge, most: most).map { place in
        let point = points[place.index]
        return Hit(at: place.place, [layer.name, said(panel.x, point.x), point.note])
      }
    case .band, .level, .place, .field: return []
    }
  }

  /// At most so many points, which lie as far apart as that needs; the extremes are among them.
  private func spreadOut(_ points: [Mapped], most: Int) -> [Mapped] { thinnedPoints(points, most: most) }

  /// A value with the title and the unit of its axis.
  func said(_ axis: Axis, _ value: Double) -> String {
    let isCount = axis.isWhole && value.magnitude < 1e15 && value == value.rounded()
    return said(axis, isCount ? NumberLabel.decimal(Int(value), exponent: 0) : NumberLabel(value).plain)
  }

  private func said(_ axis: Axis, _ number: String) -> String {
    (axis.title.isEmpty ? "" : axis.title + ": ") + number + (axis.unit.isEmpty ? "" : " " + axis.unit)
  }
}

/// A place that says something.
private struct Hit: Hashable {
  let x: String
  let y: String
  let title: String

  init(at place: Place, _ lines: [String]) {
    (x, y) = (coordinate(place.x), coordinate(place.y))
    title = lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  var element: Element {
    Element("circle", ["class": "nadir-hit", "cx": x, "cy": y, "r": "6"], [Element("title", text: title)])
  }
}
