#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Positive numbers v₁, …, vₙ with the sum T, by their isometric log-ratios: v = T·softmax(Vy).
///
/// V is the Helmert basis of the vectors that sum to zero, n × (n − 1) with orthonormal columns: column i (from 1) is
/// 1/√(i(i+1)) in the first i rows and −i/√(i(i+1)) in the next. Hence, with the geometric mean g,
///
///     yᵢ = √(i/(i+1)) · log(g(v₁, …, vᵢ)/vᵢ₊₁).
///
/// No value is singled out, and equal values have y = 0 (Egozcue, Pawlowsky-Glahn, Mateu-Figueras & Barceló-Vidal 2003,
/// Isometric logratio transformations for compositional data analysis, Math. Geol. 35, 279–300,
/// doi:10.1023/A:1023818214614). Products with V take O(n) operations.
///
/// Values are accepted when they sum to T up to 10⁻⁸ of it; their coordinates are those of the values scaled to the sum T.
/// A value that would round to 0 is the smallest normal number.
struct SimplexTransform: CoordinateTransform {
  /// n.
  let valueCount: Int
  /// T, positive.
  let total: Double

  init(count: Int, total: Double = 1) {
    valueCount = count
    self.total = total
  }

  var coordinateCount: Int { max(0, valueCount - 1) }

  func values(at y: [Double]) -> [Double] {
    softmax(timesBasis(y)).map { max(total * $0, .leastNormalMagnitude) }
  }

  func coordinates(of values: [Double]) throws(Violation) -> [Double] {
    let expected = "positive numbers that sum to \(total)"
    if let i = values.firstIndex(where: { !($0 > 0 && $0 < .infinity) }) {
      let rim = values[i] == 0 ? Violation.atTheRim : ""
      throw Violation(found: Violation.value(i, of: values) + rim, expected: expected)
    }
    let sum = values.reduce(0, +)
    guard agree(sum, total, termsUpTo: 0) else {
      throw Violation(found: "\(Violation.sum(values.map { "\($0)" })) = \(sum)", expected: expected)
    }
    return timesTransposedBasis(values.map { log($0) })
  }

  /// With p = softmax(Vy) the Jacobian is T·(diag p − ppᵀ)V, so Jᵀg = T·Vᵀ(p ∘ (g − pᵀg)).
  func pullback(_ gradient: [Double], at y: [Double]) -> [Double] {
    let p = softmax(timesBasis(y))
    let mean = zip(p, gradient).reduce(0) { $0 + $1.0 * $1.1 }
    return timesTransposedBasis(zip(p, gradient).map { total * $0 * ($1 - mean) })
  }

  private func softmax(_ x: [Double]) -> [Double] {
    let largest = x.max() ?? 0
    let exponentials = x.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }

  /// Vy.
  private func timesBasis(_ y: [Double]) -> [Double] {
    var product = [Double](repeating: 0, count: valueCount)
    var sum = 0.0
    for i in stride(from: valueCount - 1, through: 1, by: -1) {
      let term = y[i - 1] / helmertNorm(i)
      product[i] = sum - Double(i) * term
      sum += term
    }
    if valueCount > 0 { product[0] = sum }
    return product
  }

  /// Vᵀx.
  private func timesTransposedBasis(_ x: [Double]) -> [Double] {
    var product: [Double] = []
    var sum = 0.0
    for i in 1..<max(valueCount, 1) {
      sum += x[i - 1]
      product.append((sum - Double(i) * x[i]) / helmertNorm(i))
    }
    return product
  }

  /// √(i(i + 1)).
  private func helmertNorm(_ i: Int) -> Double { (Double(i) * Double(i + 1)).squareRoot() }
}
