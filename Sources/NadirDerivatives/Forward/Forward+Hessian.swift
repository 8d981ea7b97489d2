public import NadirScalars
public import NadirLinear

extension Forward {
  /// The symmetric n × n Hessian Hᵢⱼ = ∂²f/∂xᵢ∂xⱼ, by dual numbers over dual numbers.
  ///
  /// Each of some n²/16 + n/2 evaluations gives the second derivatives along xᵢ and up to eight xⱼ with j ≥ i; those below
  /// the diagonal are copies.
  @inlinable
  public static func hessian<Failure: Error>(
    at x: [Double], of f: ([SecondOrderDual]) throws(Failure) -> SecondOrderDual
  ) throws(Failure) -> Matrix {
    var point = x.map { SecondOrderDual($0) }
    var hessian = Matrix(rowCount: x.count, columnCount: x.count)
    for i in x.indices {
      point[i].partials.derivative = 1
      for start in stride(from: i, to: x.count, by: 8) {
        let chunk = start..<min(start + 8, x.count)
        for j in chunk { point[j].primal.partials[j - start] = 1 }
        let y = try f(point)
        for j in chunk {
          hessian[i, j] = y.partials.derivative.partials[j - start]
          hessian[j, i] = hessian[i, j]
          point[j].primal.partials[j - start] = 0
        }
      }
      point[i].partials.derivative = 0
    }
    return hessian
  }

  /// The symmetric n × n Hessian Hᵢⱼ = ∂²f/∂xᵢ∂xⱼ.
  @inlinable
  public static func hessian(at x: [Double], of f: some DifferentiableFunction) throws -> Matrix {
    try hessian(at: x) { (x: [SecondOrderDual]) in try f(x) }
  }
}
