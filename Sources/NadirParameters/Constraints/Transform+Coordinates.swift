import NadirEvaluation

extension Transform {
  /// The map for these values.
  ///
  /// - Parameters:
  ///   - values: The start.
  ///   - paths: The paths of the numbers, which tell a square matrix from a triangle.
  ///   - name: What they are called in messages.
  func coordinateTransform(
    of values: [Double], _ paths: [ParameterPath], named name: String
  ) throws(InvalidArgument) -> any CoordinateTransform {
    let count = values.count
    switch self {
    case .positive: return PositiveTransform(count: count)
    case .interval(let range):
      guard range.lowerBound.isFinite, range.upperBound.isFinite, range.lowerBound < range.upperBound else {
        throw InvalidArgument(
          "the interval of \(name)", is: "\(range.lowerBound)...\(range.upperBound)",
          expected: "from a finite number to a larger one")
      }
      return IntervalTransform(range: range, count: count)
    case .ordered: return OrderedTransform(count: count)
    case .simplex: return SimplexTransform(count: count, total: 1)
    case .unitSphere: return UnitSphereTransform(pole: values, radius: 1)
    case .covariance:
      if let order = Self.squareOrder(paths) { return CovarianceTransform(order: order, storage: .square) }
      return CovarianceTransform(order: try Self.triangleOrder(count, for: self, named: name), storage: .lowerTriangle)
    case .correlation:
      return CorrelationTransform(order: try Self.triangleOrder(count, for: self, named: name))
    }
  }

  /// The map for the free ones of some values of which others are fixed; `nil` where there is none.
  func coordinateTransform(of free: [Double], besides fixed: [Double]) -> (any CoordinateTransform)? {
    switch self {
    case .simplex: SimplexTransform(count: free.count, total: 1 - fixed.reduce(0, +))
    case .unitSphere:
      UnitSphereTransform(pole: free, radius: (1 - fixed.reduce(0) { $0 + $1 * $1 }).squareRoot())
    case .positive, .interval, .ordered, .covariance, .correlation: nil
    }
  }

  /// The range that a transform of several numbers together keeps value `i` of `count` within, whatever the coordinates
  /// are; `nil` for no range.
  func range(of i: Int, among count: Int) -> ClosedRange<Double>? {
    switch self {
    case .simplex: 0...1
    case .unitSphere: -1...1
    case .positive, .interval, .ordered, .covariance: nil
    case .correlation: Self.order(ofTriangle: count).map { i < $0 ? 0...(.infinity) : -1...1 }
    }
  }

  /// n, for n (n + 1) / 2 numbers.
  private static func order(ofTriangle count: Int) -> Int? {
    var order = 0
    while order * (order + 1) / 2 < count { order += 1 }
    return order > 0 && order * (order + 1) / 2 == count ? order : nil
  }

  private static func triangleOrder(_ count: Int, for kind: Transform, named name: String) throws(InvalidArgument)
    -> Int
  {
    if let order = order(ofTriangle: count) { return order }
    throw InvalidArgument(
      "the number of parameters of the \(kind.name) of \(name)", is: "\(count)",
      expected: "n (n + 1) / 2 with a whole n, such as 1, 3, 6 or 10")
  }

  /// n, for paths that end in [0][0], [0][1], … [n − 1][n − 1] below one node.
  private static func squareOrder(_ paths: [ParameterPath]) -> Int? {
    guard let first = paths.first else { return nil }
    let node = first.components.dropLast(2)
    var order = 0
    while order * order < paths.count { order += 1 }
    guard order * order == paths.count, first.components.count >= 2 else { return nil }
    for (i, path) in paths.enumerated() {
      guard path.components.dropLast(2) == node,
        Array(path.components.suffix(2)) == [.index(i / order), .index(i % order)]
      else { return nil }
    }
    return order
  }
}
