/// Positive numbers: v = eʸ, for each of n values.
///
/// Where eʸ would be 0 or +∞, v is the smallest normal or the greatest finite number. The slope is v there too, so that
/// it keeps its sign.
struct PositiveTransform: ElementwiseTransform {
  /// n.
  let valueCount: Int

  init(count: Int) { valueCount = count }

  var coordinateCount: Int { valueCount }

  func values(at y: [Double]) -> [Double] { y.map { exponential($0) } }

  func coordinate(of value: Double) -> Double {
    if value <= 0 { return -.infinity }
    return value == .infinity ? .infinity : logarithm(value)
  }

  func slope(at coordinate: Double) -> Double { exponential(coordinate) }

  func coordinates(of values: [Double]) throws(Violation) -> [Double] {
    let expected = values.count == 1 ? "a positive number" : "positive numbers"
    if let i = values.firstIndex(where: { !($0 > 0 && $0 < .infinity) }) {
      let rim = values[i] == 0 ? Violation.atTheRim : ""
      throw Violation(found: Violation.value(i, of: values) + rim, expected: expected)
    }
    return values.map(coordinate)
  }

  func pullback(_ gradient: [Double], at y: [Double]) -> [Double] { zip(gradient, y).map { $0 * slope(at: $1) } }
}
