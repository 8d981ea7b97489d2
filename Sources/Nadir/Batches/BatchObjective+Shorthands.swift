public import NadirEvaluation
public import NadirLinear

// They are members of the type itself: a closure at an implicit member of a protocol is not inferred to be `Sendable`
// (Swift 6.3). The front door has a form that takes this type, so that they are found there.
extension BatchObjective {
  /// A function that gives f at each of several points; see ``BatchObjective``.
  ///
  ///     try await minimize(.batch { points in points.map { x in x[0] * x[0] } }, from: [1.0])
  public static func batch(
    _ values: @escaping @Sendable (_ points: [Shape]) throws -> [Double]
  ) -> BatchObjective {
    BatchObjective(batch: values)
  }

  /// An asynchronous function that gives f at each of several points.
  public static func batch(
    _ values: @escaping @Sendable (_ points: [Shape]) async throws -> [Double]
  ) -> BatchObjective {
    BatchObjective(batch: values)
  }

  /// A function that gives f at each point of a flat batch; k × n numbers, point by point.
  @_disfavoredOverload
  public static func batch(
    flat values: @escaping @Sendable (_ points: PointBatch) throws -> [Double]
  ) -> BatchObjective {
    BatchObjective(flat: values)
  }

  /// An asynchronous function that gives f at each point of a flat batch.
  @_disfavoredOverload
  public static func batch(
    flat values: @escaping @Sendable (_ points: PointBatch) async throws -> [Double]
  ) -> BatchObjective {
    BatchObjective(flat: values)
  }

  /// A function that gives f and ∇f at each of several points.
  @_disfavoredOverload
  public static func batch(
    valuesAndGradients: @escaping @Sendable (_ points: [Shape]) throws -> (values: [Double], gradients: [Shape])
  ) -> BatchObjective {
    BatchObjective(valuesAndGradients: valuesAndGradients)
  }

  /// A function that gives the m residuals at each of several points, and one for their Jacobians, where there is one.
  @_disfavoredOverload
  public static func batch(
    residuals: @escaping @Sendable (_ points: [Shape]) throws -> [[Double]],
    jacobians: (@Sendable (_ points: [Shape]) throws -> [Matrix])? = nil
  ) -> BatchObjective {
    BatchObjective(residuals: residuals, jacobians: jacobians)
  }
}
