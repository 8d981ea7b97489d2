/// Which parts of a plot are covered by data, on a raster of squares.
struct Occupancy: Sendable, Equatable {
  private let plot: Rectangle
  private let columns: Int
  private let rows: Int
  private var isCovered: [Bool]

  private static let side = 2.0

  init(of plot: Rectangle) {
    self.plot = plot
    columns = Int(plot.width / Occupancy.side) + 1
    rows = Int(plot.height / Occupancy.side) + 1
    isCovered = Array(repeating: false, count: columns * rows)
  }

  /// Covers a line through places.
  mutating func insert(_ places: [Place]) {
    if places.count == 1 { insert(around: places[0], radius: 3) }
    for (a, b) in zip(places, places.dropFirst()) {
      let steps = max(1, min(4000, Int(max((b.x - a.x).magnitude, (b.y - a.y).magnitude) / Occupancy.side) + 1))
      for step in 0...steps {
        let part = Double(step) / Double(steps)
        insert(around: Place(x: a.x + part * (b.x - a.x), y: a.y + part * (b.y - a.y)), radius: 1)
      }
    }
  }

  /// Covers a square around a place.
  mutating func insert(around place: Place, radius: Double) {
    insert(Rectangle(x: place.x - radius, y: place.y - radius, width: 2 * radius, height: 2 * radius))
  }

  mutating func insert(_ rectangle: Rectangle) {
    guard let (columns, rows) = squares(of: rectangle) else { return }
    for row in rows {
      for column in columns { isCovered[row * self.columns + column] = true }
    }
  }

  /// Whether nothing is covered of a rectangle, which may go beyond the plot.
  func isFree(_ rectangle: Rectangle) -> Bool {
    guard let (columns, rows) = squares(of: rectangle) else { return true }
    for row in rows {
      for column in columns where isCovered[row * self.columns + column] { return false }
    }
    return true
  }

  private func squares(of rectangle: Rectangle) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>)? {
    func square(_ length: Double) -> Int { Int((length / Occupancy.side).rounded(.down)) }
    let (left, right) = (max(0, square(rectangle.x - plot.x)), min(columns - 1, square(rectangle.maxX - plot.x)))
    let (top, bottom) = (max(0, square(rectangle.y - plot.y)), min(rows - 1, square(rectangle.maxY - plot.y)))
    return left <= right && top <= bottom ? (left...right, top...bottom) : nil
  }
}
