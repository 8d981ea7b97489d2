/// The ranges that the axes of a panel show.
struct PanelDomains: Sendable, Equatable {
  let x: Domain
  let y: Domain
  /// Whether anything has a place along each axis.
  let hasPlaces: Bool
  let hasHeights: Bool

  /// Whether there is nothing to draw.
  var isEmpty: Bool { !hasPlaces && !hasHeights }

  init(of panel: Panel) {
    var (xs, ys) = (Extent(), Extent())
    var isField = false
    for layer in panel.layers {
      switch layer.mark {
      case .line(let points, _), .steps(let points, _), .points(let points, _):
        for point in points where point.isFinite {
          xs.insert(point.x)
          ys.insert(point.y)
        }
      case .band(let intervals), .bars(let intervals):
        for interval in intervals where interval.isFinite {
          xs.insert(interval.x)
          ys.insert(interval.lower)
          ys.insert(interval.upper)
        }
      case .rug(let points): for point in points { xs.insert(point.x) }
      case .level(let y, _): ys.insert(y)
      case .place(let x, _): xs.insert(x)
      case .field(let field) where !field.isDrawable: break
      case .field(let field):
        isField = true
        for x in field.xs { xs.insert(x) }
        for y in field.ys { ys.insert(y) }
      }
    }
    (hasPlaces, hasHeights) = (!xs.isEmpty, !ys.isEmpty)
    // Marks at the ends of the range are seen whole; a field fills the panel.
    x = Domain(of: xs, on: panel.x, padding: isField ? 0 : 0.02)
    y = Domain(of: ys, on: panel.y, padding: isField ? 0 : 0.05)
  }
}

extension Point {
  var isFinite: Bool { x.isFinite && y.isFinite }
}

extension Interval {
  var isFinite: Bool { x.isFinite && lower.isFinite && upper.isFinite }
}
