public import NadirLinear

/// The values and the Jacobian of a function with n variables and m results, by one recording and m backward sweeps.
///
/// For many results of few variables forward mode is cheaper.
///
/// - Parameters:
///   - x: The point, of length n.
///   - f: The function. When it joins variables of two recordings, all derivatives are NaN.
/// - Returns: The m values, and the m × n matrix of ∂fᵢ/∂xⱼ.
/// - Throws: What the function throws.
public func valuesAndJacobian(
  at x: [Double], of f: ([Variable]) throws -> [Variable]
) rethrows -> (values: [Double], jacobian: Matrix) {
  let storage = TapePool.take()
  storage.pointee.begin(Double.self)
  defer {
    storage.pointee.end(Double.self)
    TapePool.give(storage)
  }
  let y = try f(x.map { Variable.leaf($0, on: storage) })
  var jacobian = Matrix(rowCount: y.count, columnCount: x.count)
  for (i, result) in y.enumerated() {
    for (j, derivative) in storage.gradient(of: result, count: x.count).enumerated() { jacobian[i, j] = derivative }
  }
  return (y.map(\.primal), jacobian)
}

/// The Jacobian of a function with n variables and m results; see ``valuesAndJacobian(at:of:)``.
///
/// - Throws: What the function throws.
public func jacobian(at x: [Double], of f: ([Variable]) throws -> [Variable]) rethrows -> Matrix {
  try valuesAndJacobian(at: x, of: f).jacobian
}
