import NadirLinear

/// The n standard deviations s of n variables, followed by their n(n − 1)/2 correlations r below the diagonal, row by row:
/// r₂₁, r₃₁, r₃₂, …
///
/// The coordinates are the ``CholeskyCoordinates`` of the covariance that they make, σᵢⱼ = sᵢsⱼrᵢⱼ = (LLᵀ)ᵢⱼ. With the rows
/// Lᵢ = sᵢuᵢ of L, of length sᵢ, the correlations are rᵢⱼ = uᵢᵀuⱼ. One that would round to ±1 is the last number before it.
struct CorrelationTransform: CoordinateTransform {
  /// n.
  let order: Int
  private let cholesky: CholeskyCoordinates

  init(order: Int) {
    self.order = order
    // The upper end leaves room for the length of a row.
    cholesky = CholeskyCoordinates(order: order, diagonal: .leastNormalMagnitude...0x1p1000)
  }

  var valueCount: Int { cholesky.count }

  var coordinateCount: Int { cholesky.count }

  func values(at y: [Double]) -> [Double] {
    let (deviations, directions) = rows(of: cholesky.factor(at: y))
    var values = deviations
    for i in 0..<order {
      for j in 0..<i {
        values.append(min(max(dot(directions[i], directions[j]), (-1.0).nextUp), 1.0.nextDown))
      }
    }
    return values
  }

  func coordinates(of values: [Double]) throws(Violation) -> [Double] {
    let expected = "standard deviations and the correlations of a positive definite matrix"
    for i in values.indices {
      let isDeviation = i < order
      let value = isDeviation ? values[i] : values[i].magnitude
      guard isDeviation ? value > 0 && value < .infinity : value < 1 else {
        let rim = value == (isDeviation ? 0 : 1) ? Violation.atTheRim : ""
        throw Violation(found: Violation.value(i, of: values) + rim, expected: expected)
      }
    }
    var correlations = Matrix.identity(order)
    for i in 0..<order {
      for j in 0..<i { correlations[i, j] = values[position(i, j)] }
    }
    do {
      var l = try CholeskyFactorization(correlations).factor
      for i in 0..<order {
        for j in 0...i { l[i, j] *= values[i] }
      }
      return cholesky.coordinates(of: l)
    } catch {
      throw Violation(found: Violation.remainder(error), expected: expected)
    }
  }

  /// With dsᵢ = uᵢᵀdLᵢ and duᵢ = (dLᵢ − uᵢuᵢᵀdLᵢ)/sᵢ, and with the sum wᵢ of the uⱼ times the gradient of rᵢⱼ, the gradient
  /// with respect to Lᵢ is that of sᵢ times uᵢ, plus (wᵢ − uᵢuᵢᵀwᵢ)/sᵢ.
  func pullback(_ gradient: [Double], at y: [Double]) -> [Double] {
    let l = cholesky.factor(at: y)
    let (deviations, directions) = rows(of: l)
    var result = Matrix(rowCount: order, columnCount: order)
    for i in 0..<order {
      var w = [Double](repeating: 0, count: order)
      for j in 0..<order where j != i {
        add(gradient[position(max(i, j), min(i, j))], times: directions[j], to: &w)
      }
      let along = dot(directions[i], w)
      for j in 0...i {
        result[i, j] = gradient[i] * directions[i][j] + (w[j] - along * directions[i][j]) / deviations[i]
      }
    }
    return cholesky.pullback(result, at: l)
  }

  /// The lengths s of the rows of L, and the rows u of length 1.
  private func rows(of l: Matrix) -> (deviations: [Double], directions: [[Double]]) {
    let deviations = l.rows.map { max(euclideanNorm($0), .leastNormalMagnitude) }
    return (deviations, zip(l.rows, deviations).map { row, length in row.map { $0 / length } })
  }

  /// Where rᵢⱼ stands among the values, for i > j.
  private func position(_ i: Int, _ j: Int) -> Int { order + i * (i - 1) / 2 + j }
}
