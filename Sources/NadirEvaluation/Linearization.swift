/// Terms with their derivatives at a point: what the data say of the parameters around it.
public struct Linearization: Sendable, Hashable, Codable {
  /// The free coordinates.
  public var point: [Double]
  /// The value there, to be minimized.
  public var value: Double
  /// The terms as the objective gave them, with their derivatives.
  public var terms: Terms
  /// Whether the derivatives are the method's own estimate, from its model of the residuals.
  public var isEstimated = false
}
