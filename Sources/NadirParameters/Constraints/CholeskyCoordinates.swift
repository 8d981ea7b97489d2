import NadirLinear

/// The rows of a lower triangular matrix L with a positive diagonal, one behind the other, with the logarithms of the
/// diagonal: n(n + 1)/2 numbers that may be anything.
///
/// They are the log-Cholesky parametrization of Σ = LLᵀ (Pinheiro & Bates 1996, Unconstrained parametrizations for
/// variance-covariance matrices, Stat. Comput. 6, 289–296, doi:10.1007/BF00140873).
struct CholeskyCoordinates {
  /// n.
  let order: Int
  /// What the diagonal is kept within.
  let diagonal: ClosedRange<Double>

  /// n(n + 1)/2.
  var count: Int { order * (order + 1) / 2 }

  /// L, with zeros above the diagonal.
  func factor(at y: [Double]) -> Matrix {
    var l = Matrix(rowCount: order, columnCount: order)
    forEachElement { i, j, position in l[i, j] = i == j ? exponential(y[position], within: diagonal) : y[position] }
    return l
  }

  /// The y of L.
  func coordinates(of l: Matrix) -> [Double] {
    var y: [Double] = []
    forEachElement { i, j, _ in y.append(i == j ? logarithm(l[i, i], within: diagonal) : l[i, j]) }
    return y
  }

  /// The gradient with respect to y, from the gradient with respect to L, whose lower triangle is read.
  func pullback(_ gradient: Matrix, at l: Matrix) -> [Double] {
    var result: [Double] = []
    forEachElement { i, j, _ in result.append(i == j ? gradient[i, i] * l[i, i] : gradient[i, j]) }
    return result
  }

  /// Visits the lower triangle row by row: row, column, position.
  private func forEachElement(_ body: (Int, Int, Int) -> Void) {
    var position = 0
    for i in 0..<order {
      for j in 0...i {
        body(i, j, position)
        position += 1
      }
    }
  }
}
