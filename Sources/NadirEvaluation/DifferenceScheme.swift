/// How a partial derivative is made from values: ∂f/∂xᵢ ≈ w₀ f(x) + Σ wⱼ f(x with tⱼ in the place of xᵢ).
public struct DifferenceFormula: Sendable, Equatable {
  /// The values tⱼ that coordinate i takes. They are coordinates, not displacements, so that no rounding can carry a
  /// point across a bound.
  public var nodes: [Double]
  /// The weights wⱼ of the displaced values.
  public var weights: [Double]
  /// The weight w₀ of the value at x itself.
  public var centralWeight: Double

  public init(nodes: [Double], weights: [Double], centralWeight: Double) {
    self.nodes = nodes
    self.weights = weights
    self.centralWeight = centralWeight
  }
}

/// A rule that turns gradients into batches of values.
public protocol DifferenceScheme: Sendable {
  /// The formula for ∂f/∂xᵢ at x, whose points all lie in the box.
  ///
  /// `attempt` is 0 at first and grows by one each time that a point of the last formula failed. Returns `nil` when
  /// there is nothing more to try.
  func formula(forCoordinate i: Int, at x: [Double], in box: Box, attempt: Int) -> DifferenceFormula?
}
