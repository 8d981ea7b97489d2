public import NadirEvaluation
public import NadirScalars

/// A published minimization problem with its start, its minimum and where both were published.
///
/// A problem stated as residuals r(x) of m components has the sum of squares r·r as its value and 2Jᵀr as its gradient,
/// so that it can be laid before algorithms for scalar functions and before those for least squares.
///
/// There is one formula, for all numbers. The derivatives beside it are derived by hand, not from it, so that automatic
/// derivatives can be compared with them.
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
  /// The function f, for all numbers.
  public let function: any TestFunction
  /// The function f on `Double`, compiled for it.
  public let value: @Sendable ([Double]) -> Double
  /// The gradient ∇f of n components, derived by hand.
  public let gradient: @Sendable ([Double]) -> [Double]
  /// The number m of residuals, where f is a sum of squares.
  public let residualCount: Int?
  /// The m residuals r with f = r·r, for all numbers.
  public let map: (any TestMap)?
  /// The m residuals r on `Double`, compiled for it.
  public let residuals: (@Sendable ([Double]) -> [Double])?
  /// The m × n jacobian Jᵢⱼ = ∂rᵢ/∂xⱼ, row by row, derived by hand.
  public let jacobian: (@Sendable ([Double]) -> [Double])?

  /// The number of coordinates n.
  public var dimension: Int { start.count }

  public var description: String { name }

  /// A problem from a function and its gradient.
  // Inlinable, as is the next, so that `value` is compiled for `Double` wherever the function comes from.
  @inlinable
  public init(
    _ name: String, source: String, start: [Double], box: Box? = nil, minimum: Double, minimizers: [[Double]] = [],
    features: Features = [], initialSimplex: [[Double]]? = nil,
    function: some TestFunction, gradient: @escaping @Sendable ([Double]) -> [Double]
  ) {
    self.init(
      name, source: source, start: start, box: box, minimum: minimum, minimizers: minimizers, features: features,
      initialSimplex: initialSimplex, function: function, value: { x in function(x) }, gradient: gradient,
      residualCount: nil, map: nil, residuals: nil, jacobian: nil)
  }

  /// A problem from `count` residuals and their `count` × n jacobian, row by row.
  @inlinable
  public init(
    _ name: String, source: String, start: [Double], box: Box? = nil, minimum: Double = 0,
    minimizers: [[Double]] = [], features: Features = [], residualCount count: Int,
    map: some TestMap, jacobian: @escaping @Sendable ([Double]) -> [Double]
  ) {
    let function = SumOfSquares(of: map)
    self.init(
      name, source: source, start: start, box: box, minimum: minimum, minimizers: minimizers, features: features,
      initialSimplex: nil, function: function, value: { x in function(x) },
      gradient: { x in
        let r = map(x)
        let rows = jacobian(x)
        var sum = [Double](repeating: 0, count: x.count)
        for i in r.indices {
          for j in x.indices { sum[j] += 2 * r[i] * rows[i * x.count + j] }
        }
        return sum
      },
      residualCount: count, map: map, residuals: { x in map(x) }, jacobian: jacobian)
  }

  /// A problem from `count` residuals and the rows ∇rᵢ of their jacobian for i = 1, …, `count`, numbered as in the
  /// papers.
  init(
    _ name: String, source: String, start: [Double], minimum: Double = 0, minimizers: [[Double]] = [],
    features: Features = [], residualCount count: Int, map: some TestMap,
    row: @escaping @Sendable (Int, [Double]) -> [Double]
  ) {
    self.init(
      name, source: source, start: start, minimum: minimum, minimizers: minimizers, features: features,
      residualCount: count, map: map, jacobian: { x in (1...count).flatMap { row($0, x) } })
  }

  /// The same function in a box, with what is known of it there.
  func bounded(
    _ name: String, source: String, start: [Double]? = nil, by box: Box, minimum: Double, minimizers: [[Double]],
    features: Features = []
  ) -> TestProblem {
    TestProblem(
      name, source: source, start: start ?? self.start, box: box, minimum: minimum, minimizers: minimizers,
      features: features, initialSimplex: nil, function: function, value: value, gradient: gradient,
      residualCount: residualCount, map: map, residuals: residuals, jacobian: jacobian)
  }

  @usableFromInline
  init(
    _ name: String, source: String, start: [Double], box: Box?, minimum: Double, minimizers: [[Double]],
    features: Features, initialSimplex: [[Double]]?, function: any TestFunction,
    value: @escaping @Sendable ([Double]) -> Double, gradient: @escaping @Sendable ([Double]) -> [Double],
    residualCount: Int?, map: (any TestMap)?, residuals: (@Sendable ([Double]) -> [Double])?,
    jacobian: (@Sendable ([Double]) -> [Double])?
  ) {
    self.name = name
    self.source = source
    self.box = box ?? .unbounded(start.count)
    self.start = self.box.projection(of: start)
    self.minimum = minimum
    self.minimizers = minimizers
    self.features = features
    self.initialSimplex = initialSimplex
    self.function = function
    self.value = value
    self.gradient = gradient
    self.residualCount = residualCount
    self.map = map
    self.residuals = residuals
    self.jacobian = jacobian
  }
}
