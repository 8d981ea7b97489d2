/// Strictly increasing numbers v₁ < v₂ < … < vₙ: y₁ = v₁ and yₖ = log(vₖ − vₖ₋₁).
///
/// A gap too small for vₖ₋₁ to notice becomes one unit in its last place, and where the sum would overflow the values are
/// the last finite numbers, so that they increase in floating point too.
struct OrderedTransform: CoordinateTransform {
  /// n.
  let valueCount: Int

  init(count: Int) { valueCount = count }

  var coordinateCount: Int { valueCount }

  func values(at y: [Double]) -> [Double] {
    var values: [Double] = []
    for (k, coordinate) in y.enumerated() {
      // Every value leaves room for those behind it.
      let greatest = Double.greatestFiniteMagnitude
      let last = greatest - Double(y.count - 1 - k) * greatest.ulp
      let value = values.last.map { max($0 + exponential(coordinate), $0.nextUp) } ?? coordinate
      values.append(min(value, last))
    }
    return values
  }

  func coordinates(of values: [Double]) throws(Violation) -> [Double] {
    let expected = "strictly increasing numbers"
    try Violation.refuseNonFinite(values, expected: expected)
    return try values.indices.map { (k) throws(Violation) -> Double in
      guard k > 0 else { return values[k] }
      guard values[k - 1] < values[k] else {
        let isTie = values[k - 1] == values[k]
        throw Violation(
          found: "\(values[k - 1]) \(isTie ? "=" : ">") \(values[k]) at [\(k - 1)] and [\(k)]"
            + (isTie ? Violation.atTheRim : ""),
          expected: expected)
      }
      return logarithm(values[k] - values[k - 1])
    }
  }

  /// ∂vⱼ/∂y₁ = 1 for all j, and ∂vⱼ/∂yₖ = exp yₖ for j ≥ k: sums of the gradient from k on, times the gap.
  func pullback(_ gradient: [Double], at y: [Double]) -> [Double] {
    var result = gradient
    var sum = 0.0
    for k in y.indices.reversed() {
      sum += gradient[k]
      result[k] = k == 0 ? sum : sum * exponential(y[k])
    }
    return result
  }
}
