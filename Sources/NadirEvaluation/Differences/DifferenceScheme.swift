public import NadirLinear

/// A rule that turns derivatives into batches of values.
public protocol DifferenceScheme: Sendable {
  /// The plan of the gradient at x, all of whose points lie in the box.
  ///
  /// - Parameter value: f(x), if it is known.
  /// - Throws: ``InvalidArgument`` where the box leaves no room.
  func gradientPlan(
    at x: [Double], in box: Box, value: Double?
  ) throws(InvalidArgument) -> any DifferencePlan<Double, GradientEstimate>

  /// The plan of the Jacobian of a function with m numbers as its value, all of whose points lie in the box.
  ///
  /// - Parameter value: f(x), if it is known.
  /// - Throws: ``InvalidArgument`` where the box leaves no room.
  func jacobianPlan(
    at x: [Double], in box: Box, value: [Double]?
  ) throws(InvalidArgument) -> any DifferencePlan<[Double], JacobianEstimate>
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

/// A Jacobian and the errors of its elements.
public struct JacobianEstimate: Sendable, Hashable {
  /// f(x), of length m.
  public var value: [Double]
  /// ∂fᵢ/∂xⱼ, m × n; zero where the sparsity has no element.
  public var jacobian: Matrix
  /// The error to expect of each element, m × n.
  public var errors: Matrix

  public init(value: [Double], jacobian: Matrix, errors: Matrix) {
    self.value = value
    self.jacobian = jacobian
    self.errors = errors
  }
}
