import NadirLinear

/// The rows (JD; E) with a positive or zero diagonal D and a diagonal E, by products: what LSMR works on.
struct AugmentedJacobian: LinearOperator {
  let jacobian: Matrix
  /// The diagonal of D.
  let scales: [Double]
  /// The diagonal of E.
  let weights: [Double]

  var rowCount: Int { jacobian.rowCount + weights.count }
  var columnCount: Int { scales.count }

  func times(_ x: [Double]) -> [Double] {
    var product = jacobian * zip(scales, x).map { $0 * $1 }
    for (weight, value) in zip(weights, x) { product.append(weight * value) }
    return product
  }

  func transposedTimes(_ y: [Double]) -> [Double] {
    let products = jacobian.transposedTimes(Array(y[..<jacobian.rowCount]))
    return scales.indices.map { j in scales[j] * products[j] + weights[j] * y[jacobian.rowCount + j] }
  }
}
