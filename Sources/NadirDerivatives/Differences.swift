public import NadirEvaluation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Finite differences inside the bounds.
///
/// The step along coordinate i is h = ε^(1/2) max(1, |xᵢ|) for forward and ε^(1/3) max(1, |xᵢ|) for central
/// differences, with ε the unit roundoff, 2⁻⁵² unless the coordinate is kept in single precision: the orders at which truncation and rounding errors balance for a value
/// known to full precision (Nocedal & Wright 2006, Numerical Optimization, section 8.1, doi:10.1007/978-0-387-40065-5).
/// The difference of the coordinates as they were rounded, not h, divides the difference of the values.
///
/// Where a point would leave the box the scheme turns inward: a forward step becomes a backward one, a central formula
/// the one-sided formula of the same order. Where the box itself is narrower than the step, the step is the room there
/// is.
public struct Differences: DifferenceScheme, Hashable {
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// (f(x + h) − f(x)) / h: n more evaluations, an error of order h.
    case forward
    /// (f(x + h) − f(x − h)) / 2h: 2n more evaluations, an error of order h².
    case central
  }

  public var method: Method

  /// ε for each coordinate; empty when all are of double precision.
  private var unitRoundoffs: [Double] = []

  public init(_ method: Method = .forward) { self.method = method }

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
  /// 2n + 1 evaluations a gradient.
  public static let central = Differences(.central)

  public func formula(forCoordinate i: Int, at x: [Double], in box: Box, attempt: Int) -> DifferenceFormula? {
    // Attempts alternate between the sides and then halve the step, twice: a smooth function that fails here and there
    // is very likely defined at one of these points.
    guard attempt < 6 else { return nil }
    let step = relativeStep(i) * max(1, x[i].magnitude) / Double(1 << (attempt / 2))
    let above = min(x[i] + step, box.upper[i])
    let below = max(x[i] - step, box.lower[i])
    let up = above - x[i]
    let down = x[i] - below
    guard up > 0 || down > 0 else { return nil }

    let isRoomy = min(up, down) > step / 2
    let goesUp = isRoomy ? attempt % 2 == 0 : up >= down
    let far = goesUp ? above : below
    switch method {
    case .forward:
      return DifferenceFormula(through: far, from: x[i])
    case .central where isRoomy && attempt % 2 == 0:
      return DifferenceFormula(through: above, below, from: x[i])
    case .central:
      let middle = x[i] + (far - x[i]) / 2
      guard middle != x[i], middle != far else { return DifferenceFormula(through: far, from: x[i]) }
      return DifferenceFormula(through: middle, far, from: x[i])
    }
  }

  private func relativeStep(_ i: Int) -> Double {
    let roundoff = unitRoundoffs.isEmpty ? Double.ulpOfOne : unitRoundoffs[i]
    switch method {
    case .forward: return roundoff.squareRoot()
    case .central where roundoff == .ulpOfOne: return 0x1p-17 * 0x1.965fea53d6e3dp-1  // 2^(−52/3)
    case .central: return cbrt(roundoff)
    }
  }
}

extension DifferenceFormula {
  /// The derivative at x of the line through x and a.
  init(through a: Double, from x: Double) {
    let h = a - x
    self.init(nodes: [a], weights: [1 / h], centralWeight: -1 / h)
  }

  /// The derivative at x of the parabola through x, a and b.
  init(through a: Double, _ b: Double, from x: Double) {
    let s = a - x
    let t = b - x
    self.init(
      nodes: [a, b], weights: [t / (s * (t - s)), -s / (t * (t - s))], centralWeight: -(s + t) / (s * t))
  }
}
