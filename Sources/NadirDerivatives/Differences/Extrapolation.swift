public import NadirEvaluation

/// Derivatives by differences with several steps, extrapolated to the step zero.
///
/// Differences D(h₀), D(h₀/r), …, D(h₀/rᵏ⁻¹) have errors in powers of h², or of h where they are one-sided. Each column
/// of the tableau removes one more power,
///
///     Tᵢⱼ = Tᵢ,ⱼ₋₁ + (Tᵢ,ⱼ₋₁ − Tᵢ₋₁,ⱼ₋₁) / ((hᵢ₋ⱼ / hᵢ)ᵖ − 1),   p = 2 or 1,
///
/// (Richardson 1911, doi:10.1098/rsta.1911.0009; for differences Lyness & Moler 1966, Numerische Mathematik 8,
/// 458–464). All the steps are asked for together: 2k points a coordinate, k where they are one-sided. Rounding errors
/// are carried along the same recurrence and are part of every error estimate.
public struct Extrapolation: Sendable, Hashable {
  /// Which entry of the tableau is the derivative.
  public enum Choice: String, Sendable, Hashable, CaseIterable {
    /// The last one, Tₖ₋₁,ₖ₋₁; its error is its difference to the column before.
    case last
    /// The one with the least error, where the error of an entry is the larger of its differences to the two entries
    /// that it is made of (Ridders 1982, doi:10.1016/S0141-1195(82)80057-0). Ridders shrinks the step until the error
    /// grows; here all the steps are there, and the whole tableau is looked through.
    case best
  }

  /// `.best` by default.
  public var choice: Choice
  /// The number k ≥ 2 of steps. 6 by default.
  public var levels: Int
  /// The ratio r > 1 of one step to the next. 2 by default, with which every step is a number as exact as the first.
  public var ratio: Double
  /// Two-sided by default; the others look to one side where the box lets them.
  public var method: Differences.Method
  /// The largest step h₀. max(1, |xᵢ|)/8 by default.
  public var step: Differences.Step

  /// ε for each coordinate; empty when all are of double precision.
  private var unitRoundoffs: [Double] = []

  public init(
    _ choice: Choice = .best, levels: Int = 6, ratio: Double = 2, method: Differences.Method = .central,
    step: Differences.Step = .relative
  ) {
    self.choice = choice
    self.levels = levels
    self.ratio = ratio
    self.method = method
    self.step = step
  }

  /// The same extrapolation for coordinates of which some are kept in less than double precision.
  ///
  /// - Parameter unitRoundoffs: ε for each coordinate, such as 2⁻²³ for a `Float`; empty for double precision.
  public func resolving(_ unitRoundoffs: [Double]) -> Extrapolation {
    var extrapolation = self
    extrapolation.unitRoundoffs = unitRoundoffs
    return extrapolation
  }

  func unitRoundoff(_ i: Int) -> Double {
    unitRoundoffs.indices.contains(i) ? unitRoundoffs[i] : .ulpOfOne
  }

  /// The last entry of the tableau.
  public static let richardson = Extrapolation(.last)
  /// The best entry of the tableau.
  public static let ridders = Extrapolation(.best)

  /// Throws where the options do not fit n coordinates.
  public func check(dimension n: Int) throws(InvalidArgument) {
    try step.check(dimension: n)
    try PerCoordinate.each(unitRoundoffs).check("unitRoundoffs", dimension: unitRoundoffs.isEmpty ? 0 : n)
    guard (2...30).contains(levels) else {
      throw InvalidArgument("levels", is: "\(levels)", expected: "in 2...30")
    }
    guard ratio > 1, ratio.isFinite else {
      throw InvalidArgument("ratio", is: "\(ratio)", expected: "a number above 1")
    }
  }

  /// The steps along coordinate i, or `nil` where the box leaves no room or nothing is left to try.
  ///
  /// Four attempts look to both sides, each with a first step that is r² times shorter than that of the last, so that
  /// all but two of its steps are those of the last; two more look to one side each. Where one side has less than 1/8
  /// of the room, the other one is all that is looked at.
  func tableau(forCoordinate i: Int, at x: [Double], in box: Box, attempt: Int) -> Tableau? {
    guard attempt < 6, var first = step.size(i, at: x[i], unitRoundoff: unitRoundoff(i), for: .extrapolation) else {
      return nil
    }
    let x = x[i]
    let up = min(box.upper[i] - x, first)
    let down = min(x - box.lower[i], first)
    let isTwoSided = attempt < 4 && method == .central && min(up, down) >= max(up, down) / 8 && min(up, down) > 0
    if isTwoSided {
      first = min(up, down)
      for _ in 0..<2 * attempt { first /= ratio }
    } else {
      let goesUp = min(up, down) >= max(up, down) / 8 ? (attempt % 2 == 0) == (method != .backward) : up >= down
      first = goesUp ? up : -down
      for _ in 0..<2 * (attempt / 2) { first /= ratio }
    }
    // Closer than that, a coordinate is rounded by a part of the step that shows.
    let closest = 64 * max(x.ulp, unitRoundoff(i) * x.magnitude)
    var tableau = Tableau(choice: choice, isTwoSided: isTwoSided, x: x)
    for _ in 0..<levels {
      let node = min(max(x + first, box.lower[i]), box.upper[i])
      let mirrored = min(max(x - first, box.lower[i]), box.upper[i])
      guard (node - x).magnitude > closest, node.isFinite else { break }
      tableau.nodes.append(node)
      if isTwoSided { tableau.nodes.append(mirrored) }
      first /= ratio
    }
    return tableau.levels >= 2 ? tableau : nil
  }
}

/// The points of an extrapolation along one coordinate, and what their values make.
struct Tableau: Sendable {
  var choice: Extrapolation.Choice
  var isTwoSided: Bool
  var x: Double
  /// From the farthest to the closest; above and below in turn where the tableau is two-sided.
  var nodes: [Double] = []

  var levels: Int { isTwoSided ? nodes.count / 2 : nodes.count }

  /// The derivative and its error.
  ///
  /// - Parameter level: The error of a value.
  func derivative(_ center: Double, _ values: [Double], level: Double) -> (value: Double, error: Double)? {
    var steps: [Double] = []
    var above: (values: [Double], roundings: [Double]) = ([], [])
    var best: (value: Double, error: Double)?
    for k in 0..<levels {
      let near = isTwoSided ? nodes[2 * k + 1] : x
      let reach = (isTwoSided ? nodes[2 * k] : nodes[k]) - near
      let h = isTwoSided ? reach / 2 : reach
      let slope = (isTwoSided ? values[2 * k] - values[2 * k + 1] : values[k] - center) / reach
      steps.append(h)
      var row = (values: [slope], roundings: [2 * level / reach.magnitude])
      for j in 0..<k {
        let ratio = steps[k - j - 1] / h
        let divisor = (isTwoSided ? ratio * ratio : ratio) - 1
        let value = row.values[j] + (row.values[j] - above.values[j]) / divisor
        let rounding = row.roundings[j] + (row.roundings[j] + above.roundings[j]) / divisor
        row.values.append(value)
        row.roundings.append(rounding)
        var difference = (value - row.values[j]).magnitude
        if choice == .best { difference = max(difference, (value - above.values[j]).magnitude) }
        let error = difference + rounding
        let isLast = k == levels - 1 && j == k - 1
        guard value.isFinite, error.isFinite else { continue }
        if choice == .last ? isLast : error < best?.error ?? .infinity { best = (value, error) }
      }
      above = row
    }
    return best
  }
}
