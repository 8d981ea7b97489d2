/// Points that are evaluated together: k points of n coordinates, one after the other in memory.
public struct PointBatch: Sendable, Equatable {
  /// The number of coordinates n of each point.
  public let dimension: Int
  /// The number of points k.
  public private(set) var count = 0
  /// The k × n coordinates, point by point.
  public private(set) var coordinates: [Double] = []

  /// An empty batch for points of `dimension` coordinates, with room for `capacity` of them.
  public init(dimension: Int, capacity: Int = 0) {
    self.dimension = dimension
    coordinates.reserveCapacity(dimension * capacity)
  }

  /// The batch of these points, all of the same length.
  public init(_ points: [[Double]]) {
    self.init(dimension: points.first?.count ?? 0, capacity: points.count)
    for point in points { append(point) }
  }

  /// The batch of one point.
  package init(point: [Double]) {
    dimension = point.count
    count = 1
    coordinates = point
  }

  public mutating func append(_ point: [Double]) {
    precondition(point.count == dimension, "a point of \(point.count) coordinates in a batch of \(dimension)")
    coordinates.append(contentsOf: point)
    count += 1
  }

  public mutating func append(contentsOf batch: PointBatch) {
    precondition(batch.dimension == dimension, "points of \(batch.dimension) coordinates in a batch of \(dimension)")
    coordinates.append(contentsOf: batch.coordinates)
    count += batch.count
  }

  /// A copy of point `i`.
  public subscript(i: Int) -> [Double] {
    if count == 1, i == 0 { return coordinates }
    return Array(coordinates[i * dimension..<(i + 1) * dimension])
  }

  /// Copies point `i` over an array of the same length.
  func copyPoint(_ i: Int, to x: inout [Double]) {
    for j in 0..<dimension { x[j] = coordinates[i * dimension + j] }
  }

  /// The points `range`, as a batch of their own.
  public subscript(range: Range<Int>) -> PointBatch {
    var part = PointBatch(dimension: dimension)
    part.coordinates = Array(coordinates[range.lowerBound * dimension..<range.upperBound * dimension])
    part.count = range.count
    return part
  }
}
