/// A real m × n matrix A of which only its products with vectors are known: what iterative methods ask for.
///
/// Sparse, structured and composed matrices need not be written out for it.
public protocol LinearOperator {
  /// m.
  var rowCount: Int { get }
  /// n.
  var columnCount: Int { get }
  /// Ax, of length m, for a vector of length n.
  func times(_ x: [Double]) -> [Double]
  /// Aᵀy, of length n, for a vector of length m.
  func transposedTimes(_ y: [Double]) -> [Double]
}

extension Matrix: LinearOperator {
  public func times(_ x: [Double]) -> [Double] { self * x }
}
