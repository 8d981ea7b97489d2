/// The factorization K = LDLᵀ of a symmetric quasidefinite matrix, without pivoting.
///
/// A matrix is quasidefinite when a symmetric permutation brings it to the form [−E Aᵀ; A F] with E and F positive
/// definite. Every such matrix has an LDLᵀ factorization with a diagonal D for every order of its rows (Vanderbei 1995,
/// Symmetric quasidefinite matrices, SIAM J. Optim. 5, 100–113, doi:10.1137/0805005), so nothing has to be pivoted and
/// the sign of each dᵢ is known in advance.
///
/// It is meant for the systems of order 2m (twenty or so) inside limited-memory methods, where a call into LAPACK would
/// cost more than the arithmetic. Large systems belong to LAPACK.
public struct QuasidefiniteFactorization: Sendable {
  /// The order of the matrix.
  public let order: Int
  /// L below the diagonal and D on it, row by row.
  private var factors: [Double]

  /// Factors the matrix whose lower triangle is given row by row in `matrix` (order × order elements).
  ///
  /// `negative` says how many leading rows belong to the negative block −E. Returns `nil` when a pivot has the wrong
  /// sign or is not finite, that is when rounding has destroyed the quasidefiniteness.
  public init?(_ matrix: [Double], order: Int, negative: Int) {
    precondition(matrix.count == order * order, "a matrix of order \(order) has \(order * order) elements")
    self.order = order
    factors = matrix
    for j in 0..<order {
      var pivot = factors[j * order + j]
      for k in 0..<j { pivot -= factors[j * order + k] * factors[j * order + k] * factors[k * order + k] }
      guard pivot.isFinite, j < negative ? pivot < 0 : pivot > 0 else { return nil }
      factors[j * order + j] = pivot
      for i in j + 1..<max(order, j + 1) {
        var element = factors[i * order + j]
        for k in 0..<j { element -= factors[i * order + k] * factors[j * order + k] * factors[k * order + k] }
        factors[i * order + j] = element / pivot
      }
    }
  }

  /// The solution x of Kx = b.
  public func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "a right-hand side of length \(order)")
    var x = b
    for i in 0..<order {
      for k in 0..<i { x[i] -= factors[i * order + k] * x[k] }
    }
    for i in 0..<order { x[i] /= factors[i * order + i] }
    for i in stride(from: order - 1, through: 0, by: -1) {
      for k in i + 1..<max(order, i + 1) { x[i] -= factors[k * order + i] * x[k] }
    }
    return x
  }
}
