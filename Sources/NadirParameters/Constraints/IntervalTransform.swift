#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Numbers strictly between two finite ends: v = a + (b − a)·σ(y) with the logistic σ(y) = 1/(1 + e⁻ʸ), for each of n
/// values.
///
/// The distance to the nearer end, (b − a)·e/(1 + e) with e = e^−|y|, is computed directly and then added to that end, so
/// that it keeps its digits on both sides. A value that would round to an end is the last number before it. There must
/// be a number between the ends; without one no values are accepted.
struct IntervalTransform: ElementwiseTransform {
  /// a and b.
  let range: ClosedRange<Double>
  /// n.
  let valueCount: Int

  init(range: ClosedRange<Double>, count: Int) {
    self.range = range
    valueCount = count
  }

  var coordinateCount: Int { valueCount }

  /// (b − a)/2, without overflow.
  private var halfWidth: Double { range.upperBound / 2 - range.lowerBound / 2 }

  func values(at y: [Double]) -> [Double] { y.map(value) }

  private func value(at y: Double) -> Double {
    let e = exp(-y.magnitude)
    let distance = halfWidth * (2 * e / (1 + e))
    let value = y < 0 ? range.lowerBound + distance : range.upperBound - distance
    return min(max(value, range.lowerBound.nextUp), range.upperBound.nextDown)
  }

  func coordinate(of value: Double) -> Double {
    if value <= range.lowerBound { return -.infinity }
    if value >= range.upperBound { return .infinity }
    // Halves, where the whole distances overflow.
    let unit = (range.upperBound - range.lowerBound).isFinite ? 1 : 0.5
    let below = unit * value - unit * range.lowerBound
    let above = unit * range.upperBound - unit * value
    let ratio = below / above
    return ratio.isNormal ? log(ratio) : log(below) - log(above)
  }

  /// (b − a)·σ(y)·σ(−y).
  func slope(at coordinate: Double) -> Double {
    let e = exp(-coordinate.magnitude)
    return halfWidth * (2 * e / ((1 + e) * (1 + e)))
  }

  func coordinates(of values: [Double]) throws(Violation) -> [Double] {
    let (a, b) = (range.lowerBound, range.upperBound)
    if let i = values.firstIndex(where: { !($0 > a && $0 < b) }) {
      let rim = values[i] == a || values[i] == b ? Violation.atTheRim : ""
      throw Violation(
        found: Violation.value(i, of: values) + rim,
        expected: "\(values.count == 1 ? "a number" : "numbers") strictly between \(a) and \(b)")
    }
    return values.map(coordinate)
  }

  func pullback(_ gradient: [Double], at y: [Double]) -> [Double] { zip(gradient, y).map { $0 * slope(at: $1) } }
}
