/// The points of a cloud that are seen: one for each square of a raster, whose squares become larger until at most so
/// many remain, and those that are farthest out in any direction. Where points are alone they all remain.
func thinnedPoints(_ points: [Mapped], most: Int) -> [Mapped] {
  guard points.count > most else { return points }
  var side = 1.0
  var kept = rasterized(points, side: side)
  while kept.count > most, side < 64 {
    side += 1
    kept = rasterized(kept, side: side)
  }
  let seen = Set(kept.map(\.index))
  return (kept + extremes(of: points).filter { !seen.contains($0.index) }).sorted { $0.index < $1.index }
}

private struct Square: Hashable {
  let column: Double
  let row: Double
}

private func rasterized(_ points: [Mapped], side: Double) -> [Mapped] {
  var taken = Set<Square>()
  return points.filter {
    taken.insert(Square(column: ($0.x / side).rounded(.down), row: ($0.y / side).rounded(.down))).inserted
  }
}

/// The leftmost, rightmost, lowest and highest of the points, the first one of equals.
private func extremes(of points: [Mapped]) -> [Mapped] {
  let found = [
    points.min { $0.x < $1.x }, points.min { $0.x > $1.x }, points.min { $0.y < $1.y }, points.min { $0.y > $1.y },
  ]
  var distinct: [Mapped] = []
  for case .some(let point) in found where !distinct.contains(point) { distinct.append(point) }
  return distinct
}
