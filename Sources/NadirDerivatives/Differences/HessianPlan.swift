public import NadirEvaluation
public import NadirLinear

/// A Hessian and the errors of its elements.
public struct HessianEstimate: Sendable, Hashable {
  /// ∂²f/∂xᵢ∂xⱼ, n × n and symmetric; zero where the sparsity has no element.
  public var hessian: Matrix
  /// An estimate of the error of each element, no bound, n × n.
  public var errors: Matrix
}

/// The plan of the Hessian of f: ℝⁿ → ℝ from values.
///
///     ∂²f/∂xᵢ²    ≈ (f(x) − 2 f(x + hᵢ) + f(x + 2hᵢ)) / hᵢ²                               forward
///                   (f(x + hᵢ) − 2 f(x) + f(x − hᵢ)) / hᵢ²                               central
///     ∂²f/∂xᵢ∂xⱼ ≈ (f(x + hᵢ + hⱼ) − f(x + hᵢ) − f(x + hⱼ) + f(x)) / hᵢhⱼ                forward
///                   (f(x + hᵢ + hⱼ) − f(x + hᵢ − hⱼ) − f(x − hᵢ + hⱼ) + f(x − hᵢ − hⱼ)) / 4hᵢhⱼ   central
///
/// Forward and backward differences take 2n + n(n − 1)/2 = n(n + 3)/2 points and have errors of order h; central ones
/// take 2n + 4 n(n − 1)/2 = 2n² and have errors of order h² (Abramowitz & Stegun 1964, 25.3.23 and 25.3.26). With
/// ``Mixed/sevenPoint`` the latter are n(n + 1). x is one more where f(x) is not known; a known sparsity leaves out the
/// pairs that it has not. The steps are those of ``Differences/Step`` for second differences.
///
/// At a bound the formulas are one-sided and of the same order: in the pure derivatives they take one point more.
public struct HessianPlan: DifferencePlan {
  /// The formula of a mixed derivative by central differences.
  public enum Mixed: String, Sendable, Hashable, CaseIterable {
    /// Four new points, the least rounding error. The default.
    case fourPoint
    /// (f(x + hᵢ + hⱼ) + f(x − hᵢ − hⱼ) − f(x ± hᵢ) − f(x ± hⱼ) + 2 f(x)) / 2hᵢhⱼ: two new points, of the same order,
    /// with four times the rounding error (Abramowitz & Stegun 1964, 25.3.27). Where a bound is near, four points.
    case sevenPoint
  }

  private let box: Box
  private let differences: Differences
  private let mixed: Mixed
  private var rounds: Rounds<Double, HessianElement>

  public var points: PointBatch { rounds.sites.points }

  /// - Parameters:
  ///   - x: The point, n numbers in the box.
  ///   - value: f(x), if it is known.
  ///   - sparsity: Which elements can be other than zero, n × n and symmetric; by default all of them. The diagonal is
  ///     always among them.
  public init(
    at x: [Double], in box: Box, value: Double? = nil, sparsity: Sparsity? = nil,
    differences: Differences = .forward, mixed: Mixed = .fourPoint
  ) throws(InvalidArgument) {
    try checkPoint(x, in: box)
    try differences.check(dimension: x.count)
    guard differences.extrapolation == nil else {
      throw InvalidArgument(
        "differences", is: "extrapolated", expected: "with one step for second derivatives from values")
    }
    try sparsity?.checkSymmetric(x.count)
    if let value, !value.isFinite { throw InvalidArgument("value", is: "\(value)", expected: "finite") }
    self.box = box
    self.differences = differences
    self.mixed = mixed
    rounds = Rounds(around: x, value: value)
    for i in x.indices {
      let others = sparsity?.columns(ofRow: i).filter { $0 > i } ?? Array(i + 1..<x.count)
      for j in [i] + others {
        guard let element = element(i, j, attempt: 0, &rounds.sites) else { throw noRoom(i, at: x, in: box) }
        rounds.add(element)
      }
    }
  }

  public func combine(
    _ values: [Double?]
  ) throws(DifferenceFailure) -> DifferenceProgress<HessianPlan, HessianEstimate> {
    var plan = self
    try plan.rounds.sites.answer(values, isFinite: \.isFinite)
    guard plan.rounds.sites[0] != nil else { throw .noValue }
    let hopeless = plan.rounds.settle(
      isUsable: { element, sites in element.derivative(sites) != nil },
      retry: { element, sites in
        self.element(element.i, element.j, attempt: element.attempt + 1, &sites).map { [$0] }
      })
    guard hopeless.isEmpty else { throw .noDifference(along: hopeless) }
    return plan.rounds.open.isEmpty ? .finished(plan.estimate) : .repair(plan)
  }

  /// The sides of i and j that are tried one after the other, before the steps are halved.
  private func sides(_ isDiagonal: Bool) -> [(Int, Int)] {
    switch (differences.method, isDiagonal) {
    case (.central, true): [(0, 0), (1, 1), (2, 2)]
    case (.central, false): [(0, 0), (1, 1), (2, 2), (1, 2), (2, 1)]
    case (_, true): [(0, 0), (1, 1)]
    case (_, false): [(0, 0), (1, 1), (0, 1), (1, 0)]
    }
  }

  /// The element hᵢⱼ: from all the sides, and then the same with halved and quartered steps.
  private func element(_ i: Int, _ j: Int, attempt: Int, _ sites: inout Sites<Double>) -> HessianElement? {
    let sides = sides(i == j)
    let halvings = attempt / sides.count
    guard halvings < 3 else { return nil }
    let (iSide, jSide) = sides[attempt % sides.count]
    guard
      let a = HessianAxis(i, at: sites.x, in: box, differences, side: iSide, halvings: halvings),
      let b = HessianAxis(j, at: sites.x, in: box, differences, side: jSide, halvings: halvings)
    else { return nil }
    var element = HessianElement(i: i, j: j, attempt: attempt, a, b, roundoff: roundoff(i, j), differences)
    if i == j {
      for (node, weight) in zip(a.nodes, a.second) where weight != 0 { element.add(sites.site([(i, node)]), weight) }
    } else if mixed == .sevenPoint, a.isTwoSided, b.isTwoSided {
      let x = (a.nodes[0], b.nodes[0])
      let product =
        (a.nodes[1] - x.0) * (b.nodes[1] - x.1) + (a.nodes[2] - x.0) * (b.nodes[2] - x.1)
      for k in 1...2 {
        element.add(sites.site([(i, a.nodes[k]), (j, b.nodes[k])]), 1 / product)
        element.add(sites.site([(i, a.nodes[k])]), -1 / product)
        element.add(sites.site([(j, b.nodes[k])]), -1 / product)
      }
      element.add(0, 2 / product)
    } else {
      // A value without a weight, as that at x in a central formula, is not asked for.
      for (s, u) in zip(a.nodes, a.first) {
        for (t, v) in zip(b.nodes, b.first) where u != 0 && v != 0 {
          element.add(sites.site([(i, s), (j, t)]), u * v)
        }
      }
    }
    return element
  }

  private func roundoff(_ i: Int, _ j: Int) -> Double {
    max(differences.unitRoundoff(i), differences.unitRoundoff(j))
  }

  private var estimate: HessianEstimate {
    let n = rounds.sites.x.count
    var estimate = HessianEstimate(
      hessian: Matrix(rowCount: n, columnCount: n), errors: Matrix(rowCount: n, columnCount: n))
    for element in rounds.finished {
      guard let (value, error) = element.derivative(rounds.sites) else { continue }
      for (i, j) in [(element.i, element.j), (element.j, element.i)] {
        estimate.hessian[i, j] = value
        estimate.errors[i, j] = error
      }
    }
    return estimate
  }
}

/// One element of a Hessian as a weighted sum of values.
private struct HessianElement: Piece {
  var i: Int
  var j: Int
  var attempt: Int
  var sites: [Int] = []
  private var weights: [Double] = []
  /// The error of a value, and where it is not known as a part of the largest value.
  private var level: Double?
  private var roundoff: Double
  /// sᵢsⱼ.
  private var scale: Double
  /// The truncation error where all the derivatives are 1 in units of sᵢ and sⱼ.
  private var truncation: Double
  /// The larger of the steps, as a part of the size of its coordinate.
  private var reach: Double
  private var isCentral: Bool

  init(
    i: Int, j: Int, attempt: Int, _ a: HessianAxis, _ b: HessianAxis, roundoff: Double, _ differences: Differences
  ) {
    self.i = i
    self.j = j
    self.attempt = attempt
    self.roundoff = roundoff
    level = differences.step.noiseLevel
    scale = a.scale * b.scale
    reach = max(a.reach, b.reach)
    isCentral = differences.method == .central
    truncation =
      differences.method == .central
      ? (a.reach * a.reach + b.reach * b.reach) * (a.isTwoSided && b.isTwoSided ? 2 / 3 : 4)
      : 2 * (a.reach + b.reach)
  }

  var coordinates: [Int] { i == j ? [i] : [i, j] }

  mutating func add(_ site: Int, _ weight: Double) {
    sites.append(site)
    weights.append(weight)
  }

  /// The derivative and an estimate of its error: that of the values, and the truncation error of a function that
  /// changes over half the size of the coordinates, or over less where its values and this derivative say so, and whose
  /// derivatives are as large as its values, its slope between the points, and this derivative suggest.
  func derivative(_ values: Sites<Double>) -> (value: Double, error: Double)? {
    var sum = 0.0
    var weight = 0.0
    var range = (least: Double.infinity, largest: -Double.infinity)
    for (site, w) in zip(sites, weights) {
      guard let value = values[site] else { return nil }
      sum += w * value
      range = (min(range.least, value), max(range.largest, value))
      weight += w.magnitude
    }
    let largest = max(range.least.magnitude, range.largest.magnitude)
    let rounding = (level ?? roundoff * largest) * weight
    let curvature = sum.magnitude * scale
    let slope = (range.largest / 2 - range.least / 2) / reach
    // How many times the function changes over the size of the coordinates, and a derivative one or two orders higher.
    let rate = largest > 0 ? min(max(2, (curvature / largest).squareRoot()), 32) : 2
    let steeper = isCentral ? rate * rate : rate
    let size = max(largest, slope * rate * steeper, curvature * steeper)
    let error = rounding + size / scale * truncation
    return sum.isFinite && error.isFinite ? (sum, error) : nil
  }
}
