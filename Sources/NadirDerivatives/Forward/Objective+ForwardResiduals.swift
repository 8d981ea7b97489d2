public import NadirEvaluation
public import NadirScalars

extension Objective<[Double]> {
  /// A sum of squares whose residuals are written once for all numbers, with their Jacobian by forward-mode automatic
  /// differentiation: about one evaluation for every eight parameters, however many residuals there are.
  @inlinable
  public init(differentiatingForward residuals: some DifferentiableMap) {
    self.init(
      residuals: { x in try residuals(x) },
      residualsAndJacobian: { x in
        let both = try Forward.valueAndJacobian(at: x, of: residuals)
        return (residuals: both.value, jacobian: both.jacobian)
      })
  }

  /// A sum of squares whose residuals are given twice, on `Double` and on ``Dual8``, with their Jacobian by forward-mode
  /// automatic differentiation.
  ///
  ///     func errors<Number: RealScalar>(_ x: [Number]) -> [Number] { … }
  ///     Objective(residuals: { errors($0) }, differentiatingForward: { errors($0) })
  @inlinable
  public init(
    residuals: @escaping @Sendable ([Double]) throws -> [Double],
    differentiatingForward function: @escaping @Sendable ([Dual8]) throws -> [Dual8]
  ) {
    self.init(
      residuals: residuals,
      residualsAndJacobian: { x in
        let both = try Forward.valueAndJacobian(at: x, of: function)
        return (residuals: both.value, jacobian: both.jacobian)
      })
  }
}
