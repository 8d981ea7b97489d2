public import NadirEvaluation
import NadirEvaluators
public import NadirLinear

// Where a closure without a label fits several forms, it is the function of values.
extension BatchObjective {
  /// A function that gives f at each of the points.
  ///
  ///     BatchObjective(batch: { (points: [[Double]]) in points.map { x in x[0] * x[0] + x[1] * x[1] } })
  public init(batch values: @escaping @Sendable (_ points: [Shape]) throws -> [Double]) {
    self.init(provides: .value, .shaped { points, _ in try values(points).map { Evaluation(value: $0) } })
  }

  /// An asynchronous function that gives f at each of the points, such as one that awaits an accelerator.
  public init(batch values: @escaping @Sendable (_ points: [Shape]) async throws -> [Double]) {
    self.init(
      provides: .value, .asynchronouslyShaped { points, _ in try await values(points).map { Evaluation(value: $0) } })
  }

  /// A function that gives f at each point of a flat batch: k × n numbers, point by point.
  ///
  /// Where the start is an array of `Double`, every one of which moves as it is, the batch is what the algorithm made,
  /// without a copy.
  @_disfavoredOverload
  public init(flat values: @escaping @Sendable (_ points: PointBatch) throws -> [Double]) {
    self.init(provides: .value, .flat { points, _ in try values(points).map { Evaluation(value: $0) } })
  }

  /// An asynchronous function that gives f at each point of a flat batch.
  @_disfavoredOverload
  public init(flat values: @escaping @Sendable (_ points: PointBatch) async throws -> [Double]) {
    self.init(
      provides: .value, .asynchronouslyFlat { points, _ in try await values(points).map { Evaluation(value: $0) } })
  }

  /// A function that gives f and ∇f at each of the points, and another one for f alone, where there is one.
  ///
  /// - Parameters:
  ///   - values: f.
  ///   - valuesAndGradients: f and ∇f, whose shape is that of the parameters.
  @_disfavoredOverload
  public init(
    batch values: (@Sendable (_ points: [Shape]) throws -> [Double])? = nil,
    valuesAndGradients: @escaping @Sendable (_ points: [Shape]) throws -> (values: [Double], gradients: [Shape])
  ) {
    self.init(
      provides: [.value, .gradient],
      .shaped { points, demand in
        if !demand.contains(.gradient), let values { return try values(points).map { Evaluation(value: $0) } }
        let both = try valuesAndGradients(points)
        return try paired(both.values, both.gradients, "gradients", points.count) {
          Evaluation(value: $0, gradient: $1)
        }
      })
  }

  /// An asynchronous function that gives f and ∇f at each of the points.
  @_disfavoredOverload
  public init(
    valuesAndGradients: @escaping @Sendable (_ points: [Shape]) async throws -> (values: [Double], gradients: [Shape])
  ) {
    self.init(
      provides: [.value, .gradient],
      .asynchronouslyShaped { points, _ in
        let both = try await valuesAndGradients(points)
        return try paired(both.values, both.gradients, "gradients", points.count) {
          Evaluation(value: $0, gradient: $1)
        }
      })
  }

  /// A function that gives f and ∇f at each point of a flat batch.
  ///
  /// - Parameter flatValuesAndGradients: k values, and the k × n components of the gradients with respect to all numbers,
  ///   point by point.
  @_disfavoredOverload
  public init(
    flatValuesAndGradients: @escaping @Sendable (_ points: PointBatch) throws -> (values: [Double], gradients: [Double])
  ) {
    self.init(
      provides: [.value, .gradient],
      .flat { points, _ in try flatEvaluations(try flatValuesAndGradients(points), at: points) })
  }

  /// An asynchronous function that gives f and ∇f at each point of a flat batch.
  @_disfavoredOverload
  public init(
    flatValuesAndGradients:
      @escaping @Sendable (_ points: PointBatch) async throws -> (
        values: [Double], gradients: [Double]
      )
  ) {
    self.init(
      provides: [.value, .gradient],
      .asynchronouslyFlat { points, _ in try flatEvaluations(try await flatValuesAndGradients(points), at: points) })
  }

  /// A sum of squares f = r·r, from a function that gives the m residuals at each of the points, and one for their
  /// Jacobians, where there is one.
  ///
  /// - Parameters:
  ///   - residuals: r, as many at every point.
  ///   - jacobians: ∂rᵢ/∂xⱼ, m × n, with the columns in the order of the numbers in the parameters; by differences of the
  ///     residuals unless given.
  @_disfavoredOverload
  public init(
    residuals: @escaping @Sendable (_ points: [Shape]) throws -> [[Double]],
    jacobians: (@Sendable (_ points: [Shape]) throws -> [Matrix])? = nil
  ) {
    self.init(
      provides: jacobians == nil ? .residuals : [.residuals, .jacobian],
      .shaped { points, demand in
        let numbers = try residuals(points)
        guard demand.contains(.jacobian), let jacobians else { return numbers.map { Evaluation(residuals: $0) } }
        return try paired(numbers, try jacobians(points), "Jacobians", points.count) {
          Evaluation(residuals: $0, jacobian: $1)
        }
      })
  }

  /// A sum of squares f = r·r, from an asynchronous function that gives the m residuals at each of the points.
  @_disfavoredOverload
  public init(residuals: @escaping @Sendable (_ points: [Shape]) async throws -> [[Double]]) {
    self.init(
      provides: .residuals,
      .asynchronouslyShaped { points, _ in try await residuals(points).map { Evaluation(residuals: $0) } })
  }
}

/// Evaluations from values and what else there is, as many of both as there are points.
private func paired<First, Second, Parameters>(
  _ first: [First], _ second: [Second], _ name: String, _ points: Int,
  _ evaluation: (First, Second) -> Evaluation<Parameters>
) throws(EvaluationFailure) -> [Evaluation<Parameters>] {
  guard first.count == points else { throw .count(of: "values", first.count, for: points) }
  guard second.count == points else { throw .count(of: name, second.count, for: points) }
  return zip(first, second).map(evaluation)
}

/// Evaluations from values and the components of all gradients.
private func flatEvaluations(
  _ both: (values: [Double], gradients: [Double]), at points: PointBatch
) throws(EvaluationFailure) -> [Evaluation<[Double]>] {
  let n = points.dimension
  guard both.values.count == points.count else {
    throw .count(of: "values", both.values.count, for: points.count)
  }
  guard both.gradients.count == points.count * n else {
    throw .count(of: "components of gradients", both.gradients.count, for: "\(points.count) points of \(n) numbers")
  }
  return both.values.indices.map { i in
    Evaluation(value: both.values[i], gradient: Array(both.gradients[i * n..<(i + 1) * n]))
  }
}
