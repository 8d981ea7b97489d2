public import NadirEvaluation
public import NadirScalars

extension Objective<[Double]> {
  /// A sum of squares whose residuals are written once for all numbers, with their Jacobian in reverse mode: one
  /// recording and a sweep for every residual. Where there are more residuals than parameters, forward mode is cheaper.
  public init(differentiating residuals: some DifferentiableMap) {
    self.init(residuals: { x in try residuals(x) }, differentiating: { x in try residuals(x) })
  }

  /// A sum of squares whose residuals are given twice, on `Double` and on variables, with their Jacobian in reverse mode.
  public init(
    residuals: @escaping @Sendable ([Double]) throws -> [Double],
    differentiating function: @escaping @Sendable ([Variable]) throws -> [Variable]
  ) {
    self.init(
      residuals: residuals,
      residualsAndJacobian: { x in
        let both = try valuesAndJacobian(at: x, of: function)
        return (residuals: both.values, jacobian: both.jacobian)
      })
  }
}
