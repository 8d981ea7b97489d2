/// A line along which a field has one value, open or closed.
struct ContourLine: Sendable, Equatable {
  let level: Double
  /// In the coordinates of the field. A closed line ends where it begins.
  let points: [Place]
}

/// Lines of equal value by marching squares: where the value passes a level between two neighbors of the grid, the line
/// crosses between them in proportion; at a saddle the mean of the four corners decides which crossings belong together
/// (Lorensen & Cline 1987, doi:10.1145/37402.37422, in the plane). Squares with a corner that has no value are left out.
///
/// - Parameter value: What of a value is compared with the level and interpolated, such as its logarithm.
func contourLines(of field: Field, at level: Double, value: (Double) -> Double) -> [ContourLine] {
  guard field.isDrawable else { return [] }
  var tracer = ContourTracer(
    field: field, level: value(level), values: field.values.map { $0.isFinite ? value($0) : .nan })
  return tracer.lines().map { ContourLine(level: level, points: $0) }
}

private struct ContourTracer {
  /// The side of a square of the grid, from the point (column, row) to the right or upward.
  struct Edge: Hashable {
    let column: Int
    let row: Int
    let isUpward: Bool
  }

  let field: Field
  let level: Double
  let values: [Double]
  /// The one or two crossings that a crossing is joined with.
  private var neighbors: [Edge: [Edge]] = [:]
  /// The crossings in the order in which they were found, so that the result has an order of its own.
  private var order: [Edge] = []

  init(field: Field, level: Double, values: [Double]) {
    self.field = field
    self.level = level
    self.values = values
  }

  mutating func lines() -> [[Place]] {
    for row in 0..<field.ys.count - 1 {
      for column in 0..<field.xs.count - 1 { joinCrossings(column, row) }
    }
    var used = Set<Edge>()
    var lines: [[Place]] = []
    // Open lines first, from one of their ends.
    for edge in order.filter({ neighbors[$0, default: []].count == 1 }) + order where !used.contains(edge) {
      lines.append(line(from: edge, &used))
    }
    return lines
  }

  private func value(_ column: Int, _ row: Int) -> Double { values[row * field.xs.count + column] }

  private mutating func joinCrossings(_ column: Int, _ row: Int) {
    let corners = [value(column, row), value(column + 1, row), value(column + 1, row + 1), value(column, row + 1)]
    guard corners.allSatisfy({ !$0.isNaN }) else { return }
    let isAbove = corners.map { $0 >= level }
    let sides = [
      Edge(column: column, row: row, isUpward: false), Edge(column: column + 1, row: row, isUpward: true),
      Edge(column: column, row: row + 1, isUpward: false), Edge(column: column, row: row, isUpward: true),
    ]
    let crossed = (0..<4).filter { isAbove[$0] != isAbove[($0 + 1) % 4] }
    if crossed.count == 2 {
      join(sides[crossed[0]], sides[crossed[1]])
    } else if crossed.count == 4 {
      // The corners that differ from the center are cut off.
      let isCenterAbove = corners.reduce(0, +) / 4 >= level
      if isCenterAbove == isAbove[0] {
        join(sides[0], sides[1])
        join(sides[2], sides[3])
      } else {
        join(sides[3], sides[0])
        join(sides[1], sides[2])
      }
    }
  }

  private mutating func join(_ a: Edge, _ b: Edge) {
    for (edge, other) in [(a, b), (b, a)] {
      if neighbors[edge] == nil { order.append(edge) }
      neighbors[edge, default: []].append(other)
    }
  }

  private func line(from start: Edge, _ used: inout Set<Edge>) -> [Place] {
    var places = [place(of: start)]
    var current = start
    used.insert(start)
    while let next = neighbors[current, default: []].first(where: { !used.contains($0) }) {
      used.insert(next)
      places.append(place(of: next))
      current = next
    }
    let isClosed = places.count > 2 && neighbors[current, default: []].contains(start)
    return isClosed ? places + [places[0]] : places
  }

  private func place(of edge: Edge) -> Place {
    let (column, row) = (edge.column, edge.row)
    let (first, second) = (value(column, row), edge.isUpward ? value(column, row + 1) : value(column + 1, row))
    let part = first == second ? 0.5 : max(0, min(1, (level - first) / (second - first)))
    let (xs, ys) = (field.xs, field.ys)
    return edge.isUpward
      ? Place(x: xs[column], y: ys[row] + part * (ys[row + 1] - ys[row]))
      : Place(x: xs[column] + part * (xs[column + 1] - xs[column]), y: ys[row])
  }
}
