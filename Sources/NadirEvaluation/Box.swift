/// The box l ≤ x ≤ u that the free coordinates live in; an absent bound is infinite.
public struct Box: Sendable, Equatable, Codable {
  public let lower: [Double]
  public let upper: [Double]

  /// Whether every bound is infinite.
  public let isUnbounded: Bool

  /// A box from its corners, which have the same length n and fulfil lᵢ ≤ uᵢ.
  public init(lower: [Double], upper: [Double]) {
    precondition(lower.count == upper.count, "as many lower as upper bounds")
    self.lower = lower
    self.upper = upper
    isUnbounded = lower.allSatisfy { $0 == -.infinity } && upper.allSatisfy { $0 == .infinity }
  }

  /// The whole space of n dimensions.
  public static func unbounded(_ n: Int) -> Box {
    Box(lower: [Double](repeating: -.infinity, count: n), upper: [Double](repeating: .infinity, count: n))
  }

  /// The number of coordinates n.
  public var dimension: Int { lower.count }

  public func contains(_ x: [Double]) -> Bool {
    x.indices.allSatisfy { lower[$0] <= x[$0] && x[$0] <= upper[$0] }
  }

  /// The nearest value to `value` that coordinate `i` may take.
  @inlinable
  public func clamp(_ value: Double, at i: Int) -> Double {
    min(max(value, lower[i]), upper[i])
  }

  /// The projection P(x): the point of the box nearest to x.
  public func projection(of x: [Double]) -> [Double] {
    isUnbounded ? x : x.indices.map { clamp(x[$0], at: $0) }
  }

  /// The maximum norm of P(x − g) − x, which vanishes exactly at the points that fulfil the first-order conditions.
  public func projectedGradientNorm(_ gradient: [Double], at x: [Double]) -> Double {
    var largest = 0.0
    for i in x.indices {
      let component = isUnbounded ? gradient[i] : clamp(x[i] - gradient[i], at: i) - x[i]
      largest = max(largest, component.magnitude)
    }
    return largest
  }
}
