public import NadirEvaluation
public import NadirLinear

extension ObjectiveSource {
  /// A function that gives f at each of several points; see ``BatchObjective``.
  ///
  ///     try await minimize(.batch { points in points.map { x in x[0] * x[0] } }, from: [1.0])
  public static func batch<Shape: Sendable>(
    _ values: @escaping @Sendable (_ points: [Shape]) throws -> [Double]
  ) -> Self where Self == BatchObjective<Shape> {
    BatchObjective(batch: values)
  }

  /// An asynchronous function that gives f at each of several points.
  public static func batch<Shape: Sendable>(
    _ values: @escaping @Sendable (_ points: [Shape]) async throws -> [Double]
  ) -> Self where Self == BatchObjective<Shape> {
    BatchObjective(batch: values)
  }

  /// A function that gives f at each point of a flat batch; see ``BatchObjective/init(flat:)-(_)``.
  @_disfavoredOverload
  public static func batch<Shape: Sendable>(
    flat values: @escaping @Sendable (_ points: PointBatch) throws -> [Double]
  ) -> Self where Self == BatchObjective<Shape> {
    BatchObjective(flat: values)
  }

  /// An asynchronous function that gives f at each point of a flat batch.
  @_disfavoredOverload
  public static func batch<Shape: Sendable>(
    flat values: @escaping @Sendable (_ points: PointBatch) async throws -> [Double]
  ) -> Self where Self == BatchObjective<Shape> {
    BatchObjective(flat: values)
  }

  /// A function that gives f and ∇f at each of several points.
  @_disfavoredOverload
  public static func batch<Shape: Sendable>(
    valuesAndGradients: @escaping @Sendable (_ points: [Shape]) throws -> (values: [Double], gradients: [Shape])
  ) -> Self where Self == BatchObjective<Shape> {
    BatchObjective(valuesAndGradients: valuesAndGradients)
  }

  /// A function that gives the m residuals at each of several points, and one for their Jacobians, where there is one.
  @_disfavoredOverload
  public static func batch<Shape: Sendable>(
    residuals: @escaping @Sendable (_ points: [Shape]) throws -> [[Double]],
    jacobians: (@Sendable (_ points: [Shape]) throws -> [Matrix])? = nil
  ) -> Self where Self == BatchObjective<Shape> {
    BatchObjective(residuals: residuals, jacobians: jacobians)
  }
}
