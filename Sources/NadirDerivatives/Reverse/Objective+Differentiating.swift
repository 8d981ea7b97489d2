public import NadirScalars
public import NadirEvaluation

extension Objective<[Double]> {
  /// A function of variables, differentiated in reverse mode: its gradient costs a small multiple of its value.
  ///
  ///     let rosenbrock = Objective(differentiating: { x in
  ///       100 * .pow(x[1] - x[0] * x[0], 2) + .pow(1 - x[0], 2)
  ///     })
  ///
  /// Where only a value is asked for, the function is called with constants and records nothing. It may be called by
  /// several threads at the same time.
  // Disfavored, so that `Objective<[Double]> { x in … }` without a label is a function of numbers.
  @_disfavoredOverload
  public init(differentiating f: @escaping @Sendable ([Variable]) throws -> Variable) {
    self.init(
      value: { x in try NadirDerivatives.value(at: x, of: f) },
      valueAndGradient: { x in try NadirDerivatives.valueAndGradient(at: x, of: f) })
  }

  /// The same function twice: over `Double` for values, and over variables, differentiated in reverse mode, for
  /// gradients.
  ///
  ///     func model<Number: RealScalar>(_ x: [Number]) -> Number { … }
  ///     let objective = Objective(value: { model($0) }, differentiating: { model($0) })
  ///
  /// Values are then as quick as plain code can make them.
  @inlinable
  public init(
    value: @escaping @Sendable ([Double]) throws -> Double,
    differentiating f: @escaping @Sendable ([Variable]) throws -> Variable
  ) {
    self.init(
      value: value, valueAndGradient: { x in try NadirDerivatives.valueAndGradient(at: x, of: f) })
  }

  /// A function written once for all numbers: values over `Double`, gradients in reverse mode, and products with the
  /// Hessian by forward over reverse mode.
  @inlinable
  public init(differentiating function: some DifferentiableFunction) {
    let firstOrder = Objective(value: { x in try function(x) }, differentiating: { x in try function(x) })
    self = firstOrder.with(hessianVectorProduct: { x, v in
      try valueGradientAndHessianProduct(at: x, along: v, of: function).product
    })
  }
}
