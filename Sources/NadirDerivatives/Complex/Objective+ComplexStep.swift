public import ComplexModule
public import NadirEvaluation
public import RealModule

extension Objective<[Double]> {
  /// A function written over complex numbers, with its gradient by a step along the imaginary axis; see ``ComplexStep``.
  ///
  ///     import ComplexModule
  ///     import Nadir
  ///
  ///     Objective(complexStep: { x in .exp(x[0]) / (x[0] * x[1]) })
  ///
  /// `Complex` is of the package swift-numerics: a target that names it, or its functions, depends on the product
  /// `ComplexModule` of that package itself.
  ///
  /// A gradient is n evaluations of the function, one after the other, which count as one of the objective: the points
  /// are no points of the parameters. Where an evaluation takes long, differences or ``Forward`` make better use of
  /// workers.
  // Disfavored, so that `Objective<[Double]> { x in … }` without a label is a function of numbers.
  @_disfavoredOverload
  @inlinable
  public init(complexStep f: @escaping @Sendable ([Complex<Double>]) throws -> Complex<Double>) {
    self.init(
      value: { x in try f(x.map { Complex($0) }).real },
      valueAndGradient: { x in try ComplexStep.valueAndGradient(at: x, of: f) })
  }
}
