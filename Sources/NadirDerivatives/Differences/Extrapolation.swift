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
    /// The last one, Tₖ₋₁,ₖ₋₁: the same weighted sum of the values whatever they are. Its error is the larger of its
    /// differences to the two entries that it is made of, and to what one more step says, ε^(1/3) times the size of the
    /// coordinate: a function that changes over less than the steps of the tableau is seen there.
    case last
    /// The one with the least error, where the error of an entry is the larger of its differences to the two entries
    /// that it is made of (Ridders 1982, doi:10.1016/S0141-1195(82)80057-0).
    ///
    /// Ridders shrinks the step until the error grows; here all the steps are there. Large steps are trusted only as
    /// far as the smaller ones agree with them within the errors of both, because entries made by steps across which
    /// the function changes many times agree by chance. What the smaller steps say beyond that is taken for noise and
    /// makes the error larger. Where a bound turns the steps to one side, there are 2k of ratio r^(1/2).
    case best
  }

  /// `.best` by default.
  public var choice: Choice
  /// The number k ≥ 2 of steps. By default 7 for the best entry and 6 for the last one.
  public var levels: Int
  /// The ratio r > 1 of one step to the next. By default 16 for the best entry, with which the steps range over seven
  /// powers of ten and one of them suits the function, and 2 for the last one; with either of them every step is a
  /// number as exact as the first.
  public var ratio: Double

  public init(_ choice: Choice = .best, levels: Int? = nil, ratio: Double? = nil) {
    self.choice = choice
    self.levels = levels ?? (choice == .best ? 7 : 6)
    self.ratio = ratio ?? (choice == .best ? 16 : 2)
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
