import NadirLinear

/// Symmetric positive definite matrices of order n: Σ = LLᵀ, with ``CholeskyCoordinates`` of L as coordinates.
///
/// A square matrix is accepted when σᵢⱼ and σⱼᵢ differ by at most 10⁻⁸ of √(σᵢᵢσⱼⱼ) or of the larger of them; their mean
/// counts. The diagonal of L is kept within 2^±511, where its squares have full precision.
struct CovarianceTransform: CoordinateTransform {
  /// How the values hold the matrix.
  enum Storage: Sendable {
    /// The rows of the lower triangle, n(n + 1)/2 values: σ₁₁, σ₂₁, σ₂₂, σ₃₁, …
    case lowerTriangle
    /// All n² values, row by row.
    case square
  }

  /// n.
  let order: Int
  let storage: Storage
  private let cholesky: CholeskyCoordinates

  init(order: Int, storage: Storage) {
    self.order = order
    self.storage = storage
    cholesky = CholeskyCoordinates(order: order, diagonal: 0x1p-511...0x1p511)
  }

  var valueCount: Int { storage == .square ? order * order : cholesky.count }

  var coordinateCount: Int { cholesky.count }

  func values(at y: [Double]) -> [Double] {
    let l = cholesky.factor(at: y)
    var values = [Double](repeating: 0, count: valueCount)
    for i in 0..<order {
      for j in 0...i {
        var covariance = 0.0
        for k in 0...j { covariance += l[i, k] * l[j, k] }
        values[position(i, j)] = covariance
        if storage == .square { values[position(j, i)] = covariance }
      }
    }
    return values
  }

  func coordinates(of values: [Double]) throws(Violation) -> [Double] {
    let expected = "a symmetric positive definite matrix"
    try Violation.refuseNonFinite(values, expected: expected)
    if storage == .square { try refuseAsymmetric(values, expected: expected) }
    var sigma = Matrix(rowCount: order, columnCount: order)
    for i in 0..<order {
      for j in 0...i {
        sigma[i, j] =
          storage == .square
          ? values[position(i, j)] / 2 + values[position(j, i)] / 2
          : values[position(i, j)]
      }
    }
    do {
      return cholesky.coordinates(of: try CholeskyFactorization(sigma).factor)
    } catch {
      throw Violation(found: Violation.remainder(error), expected: expected)
    }
  }

  /// With dΣ = dL Lᵀ + L dLᵀ the gradient with respect to L is (G + Gᵀ)L, where G holds the gradient of each value at its
  /// place, and zeros above the diagonal when only the lower triangle is stored.
  func pullback(_ gradient: [Double], at y: [Double]) -> [Double] {
    let l = cholesky.factor(at: y)
    var symmetric = Matrix(rowCount: order, columnCount: order)
    for i in 0..<order {
      for j in 0...i {
        let mirrored = storage == .square || i == j ? gradient[position(j, i)] : 0
        symmetric[i, j] = gradient[position(i, j)] + mirrored
        symmetric[j, i] = symmetric[i, j]
      }
    }
    return cholesky.pullback(symmetric * l, at: l)
  }

  /// Where σᵢⱼ stands among the values; with the lower triangle only, for i ≥ j.
  private func position(_ i: Int, _ j: Int) -> Int {
    storage == .square ? i * order + j : i * (i + 1) / 2 + j
  }

  private func refuseAsymmetric(_ values: [Double], expected: String) throws(Violation) {
    for i in 0..<order {
      for j in 0..<i {
        let (below, above) = (values[position(i, j)], values[position(j, i)])
        let deviations = values[position(i, i)].magnitude.squareRoot() * values[position(j, j)].magnitude.squareRoot()
        guard agree(below, above, termsUpTo: deviations) else {
          throw Violation(found: "\(below) at [\(i)][\(j)], but \(above) at [\(j)][\(i)]", expected: expected)
        }
      }
    }
  }
}

extension Violation {
  /// A pivot that is not positive, as a statistician knows it: the variance of one row, given those before it.
  static func remainder(_ error: NotPositiveDefinite) -> String {
    let given = error.row == 0 ? "" : " given the rows before it"
    return error.isSingular
      ? "a matrix that leaves row \(error.row) no variance\(given)\(atTheRim)"
      : "a matrix that leaves row \(error.row) the variance \(error.pivot)\(given)"
  }
}
