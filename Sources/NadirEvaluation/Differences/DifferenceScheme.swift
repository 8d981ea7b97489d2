/// A rule that turns gradients into batches of values.
public protocol DifferenceScheme: Sendable {
  /// The plan of the gradient at x, all of whose points lie in the box.
  ///
  /// - Parameter value: f(x), if it is known.
  /// - Throws: ``InvalidArgument`` where the box leaves no room.
  func gradientPlan(
    at x: [Double], in box: Box, value: Double?
  ) throws(InvalidArgument) -> any DifferencePlan<Double, GradientEstimate>
}

/// A gradient and the errors of its components.
public struct GradientEstimate: Sendable, Hashable {
  /// f(x).
  public var value: Double
  /// ∂f/∂xᵢ, of length n.
  public var gradient: [Double]
  /// An estimate of the error of each component, no bound, of length n.
  public var errors: [Double]

  public init(value: Double, gradient: [Double], errors: [Double]) {
    self.value = value
    self.gradient = gradient
    self.errors = errors
  }
}
