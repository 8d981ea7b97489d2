public import NadirEvaluation

/// Finite differences inside the bounds.
///
/// The step along coordinate i is h = ε^(1/2) max(1, |xᵢ|) for forward and backward and ε^(1/3) max(1, |xᵢ|) for
/// central differences, with ε the unit roundoff, 2⁻⁵² unless the coordinate is kept in single precision: the orders at
/// which truncation and rounding errors balance for a value known to full precision (Nocedal & Wright 2006, Numerical
/// Optimization, section 8.1, doi:10.1007/978-0-387-40065-5). `step` is for other steps. The difference of the
/// coordinates as they were rounded, not h, divides the difference of the values.
///
/// Where a point would leave the box the scheme turns inward: a forward step becomes a backward one, a central formula
/// the one-sided formula of the same order. Where the box itself is narrower than the step, the step is the room there
/// is.
///
/// ``richardson`` and ``ridders`` extrapolate differences with several steps to the step zero: 7 or 14 times as many
/// evaluations, some eleven digits, and errors that are measured by what the steps say of one another.
public struct Differences: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// (f(x + h) − f(x)) / h: n more evaluations, an error of order h.
    case forward
    /// (f(x) − f(x − h)) / h: n more evaluations, an error of order h.
    case backward
    /// (f(x + h) − f(x − h)) / 2h: 2n more evaluations, an error of order h².
    case central
  }

  /// The formula. `.forward` by default.
  public var method: Method
  /// How far the differences reach. `.relative` by default, whatever the method.
  public var step: Step
  /// Several steps instead of one, of which the rule gives the largest. `nil` by default.
  public var extrapolation: Extrapolation?

  /// ε for each coordinate; empty when all are of double precision.
  private var unitRoundoffs: [Double] = []

  public init(_ method: Method = .forward, step: Step = .relative, extrapolation: Extrapolation? = nil) {
    self.method = method
    self.step = step
    self.extrapolation = extrapolation
  }

  /// The same differences for coordinates of which some are kept in less than double precision.
  ///
  /// - Parameter unitRoundoffs: ε for each coordinate, such as 2⁻²³ for a `Float`; empty for double precision.
  public func resolving(_ unitRoundoffs: [Double]) -> Differences {
    var differences = self
    differences.unitRoundoffs = unitRoundoffs
    return differences
  }

  /// n + 1 evaluations a gradient. The default.
  public static let forward = Differences(.forward)
  /// n + 1 evaluations a gradient.
  public static let backward = Differences(.backward)
  /// 2n + 1 evaluations a gradient.
  public static let central = Differences(.central)
  /// 14n + 1 evaluations a gradient: central differences with six steps, extrapolated, and a seventh that checks them.
  public static let richardson = Differences(.central, extrapolation: .richardson)
  /// 14n + 1 evaluations a gradient: central differences with seven steps that range over seven powers of ten, the best
  /// of their extrapolations.
  public static let ridders = Differences(.central, extrapolation: .ridders)

  /// The formula for the derivative at x along a line between `lower` and `upper`, all of whose points are there.
  ///
  /// Attempts alternate between the sides and then halve the step, twice: a smooth function that fails here and there
  /// is very likely defined at one of these points. A central formula takes both sides, the one below and the one
  /// above. `nil` after that, where the bounds leave no room, and where the step is no positive number or too small to
  /// change x.
  func formula(at x: Double, step: Double, lower: Double, upper: Double, attempt: Int) -> DifferenceFormula? {
    let ways = method == .central ? 3 : 2
    guard attempt < 3 * ways else { return nil }
    let step = step / Double(1 << (attempt / ways))
    let way = attempt % ways
    let above = min(x + step, upper)
    let below = max(x - step, lower)
    let up = above - x
    let down = x - below
    guard up > 0 || down > 0, up.isFinite, down.isFinite else { return nil }

    let isRoomy = min(up, down) > step / 2
    let preferred = method == .central ? way == 2 : (way == 0) == (method == .forward)
    let far = (isRoomy ? preferred : up >= down) ? above : below
    switch method {
    case .forward, .backward:
      return DifferenceFormula(x: x, nodes: [far])
    case .central where isRoomy && way == 0:
      return DifferenceFormula(x: x, nodes: [above, below])
    case .central:
      let middle = x + (far - x) / 2
      guard middle != x, middle != far else { return DifferenceFormula(x: x, nodes: [far]) }
      return DifferenceFormula(x: x, nodes: [middle, far])
    }
  }

  /// What the step of a first derivative is for.
  var purpose: Step.Purpose {
    extrapolation != nil ? .extrapolation : method == .central ? .centralSlope : .slope
  }

  /// h along coordinate i, or `nil` where the options give no positive number.
  func stepSize(_ i: Int, at x: Double, for purpose: Step.Purpose) -> Double? {
    step.size(i, at: x, unitRoundoff: unitRoundoff(i), for: purpose)
  }

  func unitRoundoff(_ i: Int) -> Double {
    unitRoundoffs.indices.contains(i) ? unitRoundoffs[i] : .ulpOfOne
  }

  /// Throws where the options do not fit n coordinates or hold anything but positive numbers.
  public func check(dimension n: Int) throws(InvalidArgument) {
    try step.check(dimension: n)
    try extrapolation?.check()
    try PerCoordinate.each(unitRoundoffs).check("unitRoundoffs", dimension: unitRoundoffs.isEmpty ? 0 : n)
  }
}
