import NadirEvaluation
import NadirLinear

/// What covariances are made of: the inverse of the normal matrix, the terms and how coordinates move parameters.
struct Estimates: Sendable {
  let terms: Terms
  /// The coordinates that took part.
  let moved: [Int]
  /// The lengths of their columns of J.
  let lengths: [Double]
  /// (JᵀJ)⁻¹ for columns of length 1.
  let inverse: Matrix
  /// The places among the moved coordinates whose columns are combinations of others.
  let dependent: [DependentColumn]
  /// The derivatives of the parameters with respect to the coordinates, N × n.
  let moves: Matrix

  /// The variance by which the inverse of the normal matrix is multiplied under equal variances.
  func variance(degrees: Double) -> Double {
    let m = Double(terms.numbers.count)
    let squares = terms.numbers.reduce(0) { sum, r in
      let psi = terms.loss.weight(of: r) * r
      return sum + psi * psi
    }
    guard terms.loss != .squares else { return squares / degrees }
    let slope = meanSlope
    let spread = terms.numbers.reduce(0) { sum, r in
      let deviation = terms.loss.curvature(of: r) - slope
      return sum + deviation * deviation / m
    }
    let correction = 1 + (m - degrees) / m * spread / (slope * slope)
    return slope > 0 ? correction * correction * squares / degrees / (slope * slope) : .nan
  }

  /// The mean of ψ′, 1 for plain squares.
  private var meanSlope: Double {
    terms.numbers.reduce(0) { $0 + terms.loss.curvature(of: $1) } / Double(terms.numbers.count)
  }

  func covariance(of model: Statistics.ErrorModel, degreesOfFreedom: Int) -> Matrix {
    ofParameters(covarianceOfCoordinates(model, degreesOfFreedom: degreesOfFreedom))
  }

  /// The covariance of the coordinates that took part, the columns of whose J have length 1.
  private func covarianceOfCoordinates(_ model: Statistics.ErrorModel, degreesOfFreedom: Int) -> Matrix {
    let degrees = Double(degreesOfFreedom)
    switch (terms.kind, model) {
    case (.contributions, _): return inverse
    case (.residuals, .unitVariances) where terms.loss == .squares: return inverse
    case (.residuals, .equalVariances), (.residuals, .unitVariances):
      let variance = degrees > 0 ? variance(degrees: degrees) : .nan
      return inverse.scalingRows(by: moved.map { _ in variance })
    case (.residuals, .unequalVariances):
      let correction = degrees > 0 ? Double(terms.numbers.count) / degrees : .nan
      return sandwich.scalingRows(by: moved.map { _ in correction })
    }
  }

  /// √(j C jᵀ) for each row j of derivatives with respect to the coordinates, k × n. Those that did not take part stay
  /// as they are.
  func standardErrors(
    of rows: Matrix, _ model: Statistics.ErrorModel, degreesOfFreedom: Int
  ) -> [Double] {
    let covariance = covarianceOfCoordinates(model, degreesOfFreedom: degreesOfFreedom)
    let scaled = scaledToColumns(rows)
    let products = scaled * covariance
    return (0..<rows.rowCount).map { i in
      let variance = moved.indices.reduce(0) { $0 + products[i, $1] * scaled[i, $1] }
      // Rounding can take a variance of 0 below it.
      return variance.isNaN ? .nan : max(0, variance).squareRoot()
    }
  }

  /// Whether each row of derivatives is a combination of those of the terms, k × n: only then do the data determine what
  /// has these derivatives, where they do not determine all parameters.
  func determines(_ rows: Matrix) -> [Bool] {
    let scaled = scaledToColumns(rows)
    return (0..<rows.rowCount).map { i in
      dependent.allSatisfy { column in
        let parts = zip(column.others, column.coefficients).map { $1 * scaled[i, $0] }
        let own = scaled[i, column.column]
        let size = parts.reduce(own.magnitude) { $0 + $1.magnitude }
        return (own - parts.reduce(0, +)).magnitude <= 1e-5 * size
      }
    }
  }

  /// The derivatives with respect to the coordinates that took part, in units in which their columns of J have length 1.
  private func scaledToColumns(_ rows: Matrix) -> Matrix {
    var scaled = Matrix(rowCount: rows.rowCount, columnCount: moved.count)
    for (k, j) in moved.enumerated() {
      for i in 0..<rows.rowCount { scaled[i, k] = rows[i, j] / lengths[k] }
    }
    return scaled
  }

  /// (JᵀJ)⁻¹ Jᵀ diag(ψ²) J (JᵀJ)⁻¹ for columns of length 1, divided by the square of the mean slope.
  private var sandwich: Matrix {
    guard let derivatives = terms.derivatives else { return inverse }
    var weighted = Matrix(rowCount: derivatives.rowCount, columnCount: moved.count)
    for (k, j) in moved.enumerated() {
      for i in 0..<derivatives.rowCount {
        let psi = terms.loss.weight(of: terms.numbers[i]) * terms.numbers[i]
        weighted[i, k] = psi * derivatives[i, j] / lengths[k]
      }
    }
    let slope = meanSlope
    let half = weighted * inverse
    let product = half.transposed * half
    return product.scalingRows(by: moved.map { _ in slope > 0 ? 1 / (slope * slope) : .nan })
  }

  /// The covariance of the parameters from that of the coordinates, the columns of whose J have length 1.
  private func ofParameters(_ covariance: Matrix) -> Matrix {
    let count = moves.rowCount
    var unknown = [Bool](repeating: false, count: count)
    let places = Dictionary(uniqueKeysWithValues: moved.enumerated().map { ($1, $0) })
    let undetermined = Set(dependent.flatMap { [$0.column] + $0.others })
    var steps = Matrix(rowCount: count, columnCount: moved.count)
    for number in 0..<count {
      for j in 0..<moves.columnCount where moves[number, j] != 0 {
        if let place = places[j], !undetermined.contains(place) {
          steps[number, place] = moves[number, j] / lengths[place]
        } else {
          unknown[number] = true
        }
      }
    }
    var result = steps * covariance * steps.transposed
    for i in 0..<count {
      for j in 0..<count where unknown[i] || unknown[j] { result[i, j] = .nan }
    }
    return result
  }
}
