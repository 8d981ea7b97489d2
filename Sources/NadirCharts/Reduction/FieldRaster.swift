/// A field as it is seen: on squares of some pixels, however fine or coarse its own grid is.
struct FieldRaster: Sendable, Equatable {
  /// Neighbors of a row with one color.
  struct Run: Sendable, Equatable {
    let color: Int
    let left: Double
    let right: Double
    let middle: Double
  }

  private(set) var runs: [Run] = []
  /// How high a row is.
  let height: Double

  private static let side = 4.0

  /// Where a place of the picture lies between places of the grid.
  private struct Position {
    let index: Int
    let part: Double
  }

  /// - Parameters:
  ///   - columns: Where the places of the grid are in the picture, ascending.
  ///   - rows: Where its rows are, descending.
  init(of field: Field, colors: FieldColors, in plot: Rectangle, columns: [Double], rows: [Double]) {
    let rowCount = max(1, (plot.height / FieldRaster.side).rounded())
    height = plot.height / rowCount
    let lengths = field.values.map { $0.isFinite ? colors.domain.transform($0) : .nan }
    let edges = stride(from: plot.x, to: plot.maxX, by: FieldRaster.side).map { $0.rounded() } + [plot.maxX]
    let centers = zip(edges, edges.dropFirst()).map { FieldRaster.position(of: ($0 + $1) / 2, among: columns) }
    let heights = rows.map { -$0 }
    for row in 0..<Int(rowCount) {
      let middle = plot.y + (Double(row) + 0.5) * height
      let up = FieldRaster.position(of: -middle, among: heights)
      let found = centers.map { across in
        colors.index(ofLength: FieldRaster.value(lengths, width: field.xs.count, across, up))
      }
      var start = 0
      while start < found.count {
        var end = start + 1
        while end < found.count, found[end] == found[start] { end += 1 }
        if let color = found[start] {
          runs.append(Run(color: color, left: edges[start], right: edges[end], middle: middle))
        }
        start = end
      }
    }
  }

  private static func position(of place: Double, among places: [Double]) -> Position {
    var (low, high) = (0, places.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if places[middle] <= place { low = middle } else { high = middle }
    }
    let part = (place - places[low]) / (places[high] - places[low])
    return Position(index: low, part: part.isFinite ? max(0, min(1, part)) : 0)
  }

  /// Bilinear interpolation; beside a place that has no value, what the nearest place has.
  private static func value(_ lengths: [Double], width: Int, _ across: Position, _ up: Position) -> Double {
    let first = up.index * width + across.index
    let (low, high) = ((lengths[first], lengths[first + 1]), (lengths[first + width], lengths[first + width + 1]))
    let below = low.0 + across.part * (low.1 - low.0)
    let above = high.0 + across.part * (high.1 - high.0)
    let value = below + up.part * (above - below)
    guard value.isNaN else { return value }
    let near = up.part < 0.5 ? low : high
    return across.part < 0.5 ? near.0 : near.1
  }
}
