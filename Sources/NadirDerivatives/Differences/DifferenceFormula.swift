/// How a derivative along a line is made from values: by the line or the parabola through x and one or two other places.
struct DifferenceFormula: Sendable, Hashable {
  /// Where the line is differentiated.
  var x: Double
  /// The other places. They are coordinates, not displacements, so that no rounding can carry a point across a bound.
  var nodes: [Double]

  /// The derivatives at x, and how much of an error of the values is in the first one: as many times.
  ///
  /// Where a weighted value is not finite, differences are divided instead: 1/h can be infinite where the quotient is an
  /// ordinary number, and f/h where f is large.
  ///
  /// - Parameters:
  ///   - center: The value at x.
  ///   - values: Those at the nodes.
  /// - Returns: f′, and f″ where there are two nodes, or else 0.
  func derivatives(_ center: Double, _ values: [Double]) -> (slope: Double, curvature: Double, weight: Double) {
    let s = nodes[0] - x
    let a = (values[0] - center) / s
    guard nodes.count > 1 else {
      let weight = 1 / s
      let sum = -weight * center + weight * values[0]
      return (sum.isFinite ? sum : a, 0, 2 * weight.magnitude)
    }
    let t = nodes[1] - x
    let b = (values[1] - center) / t
    let first = t / (s * (t - s))
    let second = -s / (t * (t - s))
    let middle = -(s + t) / (s * t)
    let sum = middle * center + first * values[0] + second * values[1]
    let slope = sum.isFinite ? sum : a * (t / (t - s)) - b * (s / (t - s))
    return (slope, 2 * (a - b) / (s - t), first.magnitude + second.magnitude + middle.magnitude)
  }
}
