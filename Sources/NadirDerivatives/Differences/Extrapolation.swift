import NadirEvaluation

/// Differences with several steps, extrapolated to the step zero.
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

  public init(_ choice: Choice = .best, levels: Int = 6, ratio: Double = 2) {
    self.choice = choice
    self.levels = levels
    self.ratio = ratio
  }

  /// The last entry of the tableau.
  public static let richardson = Extrapolation(.last)
  /// The best entry of the tableau.
  public static let ridders = Extrapolation(.best)

  func check() throws(InvalidArgument) {
    guard (2...30).contains(levels) else {
      throw InvalidArgument("levels", is: "\(levels)", expected: "in 2...30")
    }
    guard ratio > 1, ratio.isFinite else {
      throw InvalidArgument("ratio", is: "\(ratio)", expected: "a number above 1")
    }
  }
}
