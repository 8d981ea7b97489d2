public import NadirEvaluation

/// What distances between points are measured by: the unit of each coordinate is the width of where the starts come from.
///
/// The distance of two points is the largest difference of a coordinate in its unit. So it is the same whatever the
/// parameters are measured in, and says how much of the searched region lies between them.
public struct CoordinateScale: Sendable, Hashable {
  let units: [Double]

  /// The widths of a box; for a coordinate without width, max(1, |l|).
  public init(_ box: Box) {
    units = zip(box.lower, box.upper).map { low, high in
      let width = high - low
      return width > 0 && width < .infinity ? width : max(1, min(low.magnitude, high.magnitude))
    }
  }

  /// The widths of the box around points.
  public init(around points: [[Double]]) {
    let lower = points.dropFirst().reduce(points.first ?? []) { low, x in zip(low, x).map { min($0, $1) } }
    let upper = points.dropFirst().reduce(points.first ?? []) { high, x in zip(high, x).map { max($0, $1) } }
    self.init(Box(lower: lower, upper: upper))
  }

  func distance(_ x: [Double], _ y: [Double]) -> Double {
    var largest = 0.0
    for j in units.indices {
      let difference = (x[j] - y[j]).magnitude / units[j]
      // Nothing is near to what is no number.
      guard difference <= .infinity else { return .infinity }
      largest = max(largest, difference)
    }
    return largest
  }
}
