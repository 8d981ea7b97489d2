/// A smooth map from coordinates that may be anything onto values that fulfil a constraint.
///
/// It is a bijection between coordinates and the values inside the constraint, so that a minimum in one is a minimum in
/// the other.
protocol CoordinateTransform: Sendable {
  /// The number of values.
  var valueCount: Int { get }
  /// The number of coordinates, at most that of the values.
  var coordinateCount: Int { get }

  /// v(y).
  func values(at y: [Double]) -> [Double]

  /// The y with v(y) = v.
  ///
  /// - Throws: ``Violation`` when the values break the constraint or lie at its rim, which no coordinates reach.
  func coordinates(of values: [Double]) throws(Violation) -> [Double]

  /// The gradient with respect to the coordinates: Jᵀg, with J = ∂v/∂y at y and g the gradient with respect to values.
  func pullback(_ gradient: [Double], at y: [Double]) -> [Double]
}

/// A transform whose every value increases with one coordinate of its own, so that bounds can be carried over.
protocol ElementwiseTransform: CoordinateTransform {
  /// The coordinate of one value; ±∞ at and beyond the ends of what the values may be.
  func coordinate(of value: Double) -> Double

  /// dv/dy of one value.
  func slope(at coordinate: Double) -> Double
}

/// Values that break a constraint.
struct Violation: Error, Sendable, Equatable {
  /// What the values are, with both sides where the constraint has two: `0.2 + 0.3 + 0.6 = 1.1`.
  var found: String
  /// What they should be: `numbers that sum to 1`.
  var expected: String
}
