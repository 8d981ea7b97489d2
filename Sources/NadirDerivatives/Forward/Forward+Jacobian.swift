public import NadirScalars
public import NadirLinear

extension Forward {
  /// The m × n jacobian Jᵢⱼ = ∂rᵢ/∂xⱼ.
  ///
  /// Columns are computed eight at a time. When a later chunk has fewer results than the first, their derivatives are
  /// NaN.
  @inlinable
  public static func jacobian<Failure: Error>(
    at x: [Double], of r: ([Dual8]) throws(Failure) -> [Dual8]
  ) throws(Failure) -> Matrix {
    try valueAndJacobian(at: x, of: r).jacobian
  }

  /// The m × n jacobian Jᵢⱼ = ∂rᵢ/∂xⱼ.
  @inlinable
  public static func jacobian(at x: [Double], of r: some DifferentiableMap) throws -> Matrix {
    try valueAndJacobian(at: x, of: r).jacobian
  }

  /// r(x) and its m × n jacobian.
  @inlinable
  public static func valueAndJacobian(
    at x: [Double], of r: some DifferentiableMap
  ) throws -> (value: [Double], jacobian: Matrix) {
    try valueAndJacobian(at: x) { (x: [Dual8]) in try r(x) }
  }

  /// r(x) and its m × n jacobian.
  @inlinable
  public static func valueAndJacobian<Failure: Error>(
    at x: [Double], of r: ([Dual8]) throws(Failure) -> [Dual8]
  ) throws(Failure) -> (value: [Double], jacobian: Matrix) {
    var point = x.map { Dual8($0) }
    var value: [Double] = []
    var jacobian = Matrix(rowCount: 0, columnCount: 0)
    var start = 0
    repeat {
      let chunk = start..<min(start + 8, x.count)
      for i in chunk { point[i].partials[i - start] = 1 }
      let y = try r(point)
      if start == 0 {
        value = y.map(\.primal)
        jacobian = Matrix(rowCount: y.count, columnCount: x.count, repeating: .nan)
      }
      for j in chunk {
        for i in 0..<min(y.count, value.count) { jacobian[i, j] = y[i].partials[j - start] }
        point[j].partials[j - start] = 0
      }
      start = chunk.upperBound
    } while start < x.count
    return (value, jacobian)
  }
}
