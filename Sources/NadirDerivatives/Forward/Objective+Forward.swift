public import NadirScalars
public import NadirEvaluation

extension Objective<[Double]> {
  /// A function with its gradient and its Hessian by forward-mode automatic differentiation, for few parameters; see
  /// ``Forward``.
  ///
  /// Where only the value is wanted, the function runs on `Double`.
  @inlinable
  public init(differentiatingForward function: some DifferentiableFunction) {
    let firstOrder = Objective(
      value: { x in try function(x) },
      valueAndGradient: { x in try Forward.valueAndGradient(at: x, of: function) })
    self = firstOrder.with(hessian: { x in try Forward.hessian(at: x, of: function) })
  }

  /// A function given twice, on `Double` and on ``Dual8``, with its gradient by forward-mode automatic differentiation.
  ///
  ///     func model<Number: RealScalar>(_ x: [Number]) -> Number { … }
  ///     Objective(value: { model($0) }, differentiatingForward: { model($0) })
  ///
  /// Without a value function of its own, values too are computed on ``Dual8``, at a higher cost.
  // Disfavored, so that `Objective<[Double]> { x in … }` without a label is a function of numbers.
  @_disfavoredOverload
  @inlinable
  public init(
    value: (@Sendable ([Double]) throws -> Double)? = nil,
    differentiatingForward function: @escaping @Sendable ([Dual8]) throws -> Dual8
  ) {
    self.init(
      value: value ?? { x in try function(x.map { Dual8($0) }).primal },
      valueAndGradient: { x in try Forward.valueAndGradient(at: x, of: function) })
  }
}
