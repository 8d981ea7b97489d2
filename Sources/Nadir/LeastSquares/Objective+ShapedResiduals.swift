public import NadirEvaluation
import NadirLinear
import NadirParameters

extension Objective {
  /// A sum of squares from residuals and the rows of their Jacobian.
  ///
  /// - Parameters:
  ///   - residuals: r, m numbers, as many at every point.
  ///   - jacobian: The m gradients of the residuals, each n numbers in the order of those in the parameters.
  public init(
    residuals: @escaping @Sendable (Parameters) throws -> [Double],
    jacobian: @escaping @Sendable (Parameters) throws -> [[Double]]
  ) {
    self.init(residuals: residuals, jacobian: { parameters in try Matrix(rows: try jacobian(parameters)) })
  }

  /// A sum of squares from residuals of any shape that can be encoded: an array of arrays, a dictionary, a structure.
  ///
  ///     Objective<Model>(residuals: { model in ["level": model.level - 2, "slope": 3 * model.slope] })
  ///
  /// Its numbers are the residuals, in the order of their paths; integers, booleans and texts play no part.
  // Disfavored, so that arrays of numbers take the short way, and that a closure without a label is a value.
  @_disfavoredOverload
  public init<Residuals: Encodable & SendableMetatype>(residuals: @escaping @Sendable (Parameters) throws -> Residuals)
  {
    self.init(residuals: { (parameters: Parameters) throws -> [Double] in
      try encodedNumbers(in: try residuals(parameters))
    })
  }

  /// A sum of squares from residuals of any shape, and their Jacobian in the shape of residuals × parameters.
  ///
  ///     Objective<[String: Double]>(
  ///       residuals: { p in ["a": 2 * p["x", default: 0], "b": p["y", default: 0] - 1] },
  ///       jacobian: { p in ["a": ["x": 2.0, "y": 0], "b": ["x": 0, "y": 1]] })
  ///
  /// - Parameters:
  ///   - residuals: A value whose numbers are the residuals.
  ///   - jacobian: The same with the gradient of each residual in its place, which has the shape of the parameters.
  @_disfavoredOverload
  public init<Residuals: Encodable & SendableMetatype, Jacobian: Encodable & SendableMetatype>(
    residuals: @escaping @Sendable (Parameters) throws -> Residuals,
    jacobian: @escaping @Sendable (Parameters) throws -> Jacobian
  ) {
    self.init(
      provides: [.residuals, .jacobian],
      call: .synchronous { parameters, demand in
        let numbers = try encodedNumbers(in: try residuals(parameters))
        guard demand.contains(.jacobian) else { return Evaluation(residuals: numbers) }
        let elements = try encodedNumbers(in: try jacobian(parameters))
        guard !numbers.isEmpty, elements.count % numbers.count == 0 else {
          throw EvaluationFailure(
            .unreadable, "the Jacobian has \(elements.count) numbers, which are no rows for \(numbers.count) residuals")
        }
        return Evaluation(
          residuals: numbers, jacobian: Matrix(rowCount: elements.count / numbers.count, elements: elements).transposed)
      })
  }
}
