public import NadirEvaluation

/// A published minimization problem with its start, its minimum and where both were published.
///
/// A problem stated as residuals r(x) of m components has the sum of squares r·r as its value and 2Jᵀr as its gradient,
/// so that it can be laid before algorithms for scalar functions and before those for least squares.
public struct TestProblem: Sendable, CustomStringConvertible {
  /// What makes a problem easy or hard, beyond its formula.
  public struct Features: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The function is convex on its box: every point that fulfils the first-order conditions is a minimizer.
    public static let convex = Features(rawValue: 1)
    /// There are points that fulfil the first-order conditions, or sequences that run off to infinity, with values
    /// above the minimum where a good algorithm may end.
    public static let multimodal = Features(rawValue: 2)
    /// The hessian is singular at the minimizer: algorithms converge slowly and the minimizer is known less well.
    public static let singular = Features(rawValue: 4)
    /// Coordinates or values differ by many orders of magnitude.
    public static let badlyScaled = Features(rawValue: 8)
    /// The gradient exists everywhere but is not differentiable everywhere.
    public static let onceDifferentiable = Features(rawValue: 16)
    /// There are whole sets of minimizers; ``TestProblem/minimizers`` holds some of them.
    public static let continuum = Features(rawValue: 32)
  }

  /// A name that no other problem in a list has, with the arguments it was made from.
  public let name: String
  /// The published start of n coordinates, projected onto the box where it was published outside.
  public let start: [Double]
  /// The published bounds; the whole space where there are none.
  public let box: Box
  /// The smallest value of the function on the box.
  public let minimum: Double
  /// Points of n coordinates where the minimum is taken, as far as they are known.
  public let minimizers: [[Double]]
  /// Where the problem was published.
  public let source: String
  public let features: Features
  /// The n + 1 points that a simplex method shall begin with, the start first, where the problem prescribes them.
  public let initialSimplex: [[Double]]?
  /// The function f.
  public let value: @Sendable ([Double]) -> Double
  /// The gradient ∇f of n components.
  public let gradient: @Sendable ([Double]) -> [Double]
  /// The number m of residuals, where f is a sum of squares.
  public let residualCount: Int?
  /// The m residuals r with f = r·r.
  public let residuals: (@Sendable ([Double]) -> [Double])?
  /// The m × n jacobian Jᵢⱼ = ∂rᵢ/∂xⱼ, row by row.
  public let jacobian: (@Sendable ([Double]) -> [Double])?

  /// The number of coordinates n.
  public var dimension: Int { start.count }

  public var description: String { name }

  /// A problem from a function and its gradient.
  public init(
    _ name: String, source: String, start: [Double], box: Box? = nil, minimum: Double, minimizers: [[Double]] = [],
    features: Features = [], initialSimplex: [[Double]]? = nil,
    value: @escaping @Sendable ([Double]) -> Double, gradient: @escaping @Sendable ([Double]) -> [Double]
  ) {
    self.name = name
    self.source = source
    self.box = box ?? .unbounded(start.count)
    self.start = self.box.projection(of: start)
    self.minimum = minimum
    self.minimizers = minimizers
    self.features = features
    self.initialSimplex = initialSimplex
    self.value = value
    self.gradient = gradient
    residualCount = nil
    residuals = nil
    jacobian = nil
  }

  /// A problem from `count` residuals and their `count` × n jacobian, row by row.
  public init(
    _ name: String, source: String, start: [Double], box: Box? = nil, minimum: Double = 0,
    minimizers: [[Double]] = [], features: Features = [], residualCount count: Int,
    residuals: @escaping @Sendable ([Double]) -> [Double], jacobian: @escaping @Sendable ([Double]) -> [Double]
  ) {
    self.name = name
    self.source = source
    self.box = box ?? .unbounded(start.count)
    self.start = self.box.projection(of: start)
    self.minimum = minimum
    self.minimizers = minimizers
    self.features = features
    initialSimplex = nil
    value = { x in residuals(x).reduce(0) { $0 + $1 * $1 } }
    gradient = { x in
      let r = residuals(x)
      let rows = jacobian(x)
      var sum = [Double](repeating: 0, count: x.count)
      for i in r.indices {
        for j in x.indices { sum[j] += 2 * r[i] * rows[i * x.count + j] }
      }
      return sum
    }
    residualCount = count
    self.residuals = residuals
    self.jacobian = jacobian
  }

  /// A problem from residuals given one by one: rᵢ and ∇rᵢ for i = 1, …, `count`, numbered as in the papers.
  init(
    _ name: String, source: String, start: [Double], minimum: Double = 0, minimizers: [[Double]] = [],
    features: Features = [], residualCount count: Int,
    residual: @escaping @Sendable (Int, [Double]) -> Double,
    row: @escaping @Sendable (Int, [Double]) -> [Double]
  ) {
    self.init(
      name, source: source, start: start, minimum: minimum, minimizers: minimizers, features: features,
      residualCount: count,
      residuals: { x in (1...count).map { residual($0, x) } },
      jacobian: { x in (1...count).flatMap { row($0, x) } })
  }

  /// The same function in a box, with what is known of it there.
  func bounded(
    _ name: String, source: String, start: [Double]? = nil, by box: Box, minimum: Double, minimizers: [[Double]],
    features: Features = []
  ) -> TestProblem {
    guard let residualCount, let residuals, let jacobian else {
      return TestProblem(
        name, source: source, start: start ?? self.start, box: box, minimum: minimum, minimizers: minimizers,
        features: features, value: value, gradient: gradient)
    }
    return TestProblem(
      name, source: source, start: start ?? self.start, box: box, minimum: minimum, minimizers: minimizers,
      features: features, residualCount: residualCount, residuals: residuals, jacobian: jacobian)
  }
}
