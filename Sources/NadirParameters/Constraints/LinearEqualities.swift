import NadirLinear

/// Values with Av = b, for a matrix A with m rows and n columns: v = v₀ + DZz.
///
/// D is the diagonal matrix of the values' scales, and Z, n × (n − rank), an orthonormal basis of the null space of AD, so
/// that a step in z is as long as the step in the scaled values. Z is the last part of the Q of (AD)ᵀP = QR and is never
/// formed: a product with it takes O(n·rank) operations. The rows of (AD)ᵀ are sorted by their largest elements, so that
/// the equalities hold up to rounding even where the scales differ by many orders (Cox & Higham 1998, Stability of
/// Householder QR factorization for weighted least squares problems, in Numerical Analysis 1997, Pitman Research Notes in
/// Mathematics 380, 57–73).
///
/// The rows of AD are first brought to length 1. One that follows from the others up to 10⁻¹⁰ is redundant; what it adds
/// along any step is below what counts as a violation. Row i holds when aᵢᵀv and bᵢ agree up to 10⁻⁸ of the largest term
/// involved. The v₀ is the start, or where that misses b by more than rounding the nearest point (in the scaled values)
/// that does not.
struct LinearEqualities: CoordinateTransform {
  /// A.
  let coefficients: Matrix
  /// b.
  let rightSides: [Double]
  /// The diagonal of D, positive.
  let scales: [Double]
  /// v₀.
  private(set) var origin: [Double]
  /// The positions of the values, sorted as the rows of (AD)ᵀ are.
  private let order: [Int]
  /// The factorization of the sorted (AD)ᵀ.
  private let qr: PivotedQR

  /// - Parameters:
  ///   - coefficients: A.
  ///   - rightSides: b, of length m.
  ///   - start: The values at z = 0, of length n. Whether they fulfil the rows is for ``coordinates(of:)`` to say.
  ///   - scales: The diagonal of D, of length n.
  init(coefficients: Matrix, rightSides: [Double], at start: [Double], scales: [Double]) {
    self.coefficients = coefficients
    self.rightSides = rightSides
    self.scales = scales
    let scaled = coefficients.rows.map { zip($0, scales).map { $0 * $1 } }
    let lengths = scaled.map(euclideanNorm).map { $0 > 0 && $0.isFinite ? $0 : 1 }
    let sizes = scales.indices.map { j in maximumNorm(zip(scaled, lengths).map { $0[j] / $1 }) }
    order = scales.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    var normals = Matrix(rowCount: scales.count, columnCount: scaled.count)
    for i in scaled.indices {
      for (k, j) in order.enumerated() { normals[k, i] = scaled[i][j] / lengths[i] }
    }
    qr = PivotedQR(normals, tolerance: 1e-10)
    origin = start
    let residuals = LinearEqualities.residuals(coefficients, rightSides, at: start)
    if !residuals.allSatisfy({ $0 == 0 }) {
      origin = moved(start, by: qr.shortestSolutionOfTransposed(zip(residuals, lengths).map { $0 / $1 }))
    }
  }

  var valueCount: Int { coefficients.columnCount }

  var coordinateCount: Int { coefficients.columnCount - qr.rank }

  func values(at z: [Double]) -> [Double] {
    moved(origin, by: qr.timesQ([Double](repeating: 0, count: qr.rank) + z))
  }

  func coordinates(of values: [Double]) throws(Violation) -> [Double] {
    try Violation.refuseNonFinite(values, expected: "finite numbers that fulfil the equalities")
    for i in rightSides.indices { try refuseUnequal(values, inRow: i) }
    return nullSpaceComponents(zip(difference(values, origin), scales).map { $0 / $1 })
  }

  /// Jᵀg = ZᵀDg.
  func pullback(_ gradient: [Double], at z: [Double]) -> [Double] {
    nullSpaceComponents(zip(gradient, scales).map { $0 * $1 })
  }

  /// v + Dx, for a sorted x.
  private func moved(_ values: [Double], by step: [Double]) -> [Double] {
    var values = values
    for (k, j) in order.enumerated() { values[j] += scales[j] * step[k] }
    return values
  }

  /// Zᵀx.
  private func nullSpaceComponents(_ x: [Double]) -> [Double] {
    Array(qr.timesTransposedQ(order.map { x[$0] }).dropFirst(qr.rank))
  }

  /// b − Av, 0 where that is only rounding.
  private static func residuals(_ a: Matrix, _ b: [Double], at values: [Double]) -> [Double] {
    b.indices.map { i in
      let terms = zip(a.row(i), values).map { $0 * $1 }
      let residual = b[i] - terms.reduce(0, +)
      let rounding = Double(terms.count) * .ulpOfOne * max(maximumNorm(terms), b[i].magnitude)
      return residual.magnitude > rounding ? residual : 0
    }
  }

  private func refuseUnequal(_ values: [Double], inRow i: Int) throws(Violation) {
    let row = coefficients.row(i)
    let terms = zip(row, values).map { $0 * $1 }
    let sum = terms.reduce(0, +)
    guard !agree(sum, rightSides[i], termsUpTo: maximumNorm(terms)) else { return }
    let texts = zip(row, values).compactMap { factor, value -> String? in
      if factor == 0 { return nil }
      if factor.magnitude == 1 { return "\(factor * value)" }
      return value < 0 ? "\(-factor)·\(-value)" : "\(factor)·\(value)"
    }
    throw Violation(found: "\(Violation.sum(texts)) = \(sum) in row \(i)", expected: "\(rightSides[i]) in row \(i)")
  }
}
