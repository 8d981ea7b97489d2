/// A point where it is drawn, and which of the layer's points it is.
struct Mapped: Sendable, Equatable {
  let x: Double
  let y: Double
  let index: Int
}

/// The points of a line that are seen: of those that follow each other within a column of pixels the first, the lowest,
/// the highest and the last. With columns of one pixel the picture is that of all points (M4: Jugel, Jerzak, Hackenbroich
/// & Markl 2014, doi:10.14778/2732951.2732953), and no extreme is lost.
///
/// - Parameter column: How wide a column is.
func thinnedLine(_ points: [Mapped], column: Double = 1) -> [Mapped] {
  var kept: [Mapped] = []
  var start = 0
  while start < points.count {
    var end = start
    var (lowest, highest) = (start, start)
    let place = (points[start].x / column).rounded(.down)
    while end < points.count, (points[end].x / column).rounded(.down) == place {
      if points[end].y < points[lowest].y { lowest = end }
      if points[end].y > points[highest].y { highest = end }
      end += 1
    }
    for i in Set([start, lowest, highest, end - 1]).sorted() { kept.append(points[i]) }
    start = end
  }
  return kept
}
