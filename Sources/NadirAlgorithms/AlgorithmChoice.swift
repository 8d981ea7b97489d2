public import NadirEvaluation

/// What is known of a problem when an algorithm is chosen for it.
public struct ProblemFeatures: Sendable {
  /// The number of free coordinates n.
  public var dimension: Int
  public var hasBounds: Bool
  public var direction: Direction
  /// What the objective gives.
  public var provides: Demand

  public init(dimension: Int, hasBounds: Bool, direction: Direction = .minimize, provides: Demand = .value) {
    self.dimension = dimension
    self.hasBounds = hasBounds
    self.direction = direction
    self.provides = provides
  }
}

/// An algorithm, or a rule that chooses one for the problem at hand.
public protocol AlgorithmChoice: Sendable {
  func algorithm(for features: ProblemFeatures) -> any Algorithm

  /// Where many runs of the algorithm begin; `nil` for one run from one start.
  var multistart: Multistart? { get }
}

extension AlgorithmChoice {
  public var multistart: Multistart? { nil }
}

/// The choice where none is named: for residuals Levenberg–Marquardt, with bounds the trust-region reflective method, and
/// else L-BFGS-B, with the given gradient or with differences.
///
/// L-BFGS-B takes bounds and any n, asks for value and gradient together (so a difference gradient keeps n + 1 workers busy),
/// and needs the fewest rounds of the methods here on smooth functions. The rule looks at nothing that depends on the
/// machine, the number of workers among it.
public struct Automatic: AlgorithmChoice {
  public init() {}

  public func algorithm(for features: ProblemFeatures) -> any Algorithm {
    let isLeastSquares = features.provides.contains(.residuals) && features.direction == .minimize
    guard isLeastSquares else { return LBFGSB() }
    return features.hasBounds ? TrustRegionReflective() : LevenbergMarquardt()
  }
}

extension AlgorithmChoice where Self == Automatic {
  /// The library chooses, and says in the outcome what it chose.
  public static var automatic: Automatic { Automatic() }
}
