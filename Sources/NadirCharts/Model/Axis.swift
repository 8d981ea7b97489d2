/// A direction of a panel: what is measured along it, and how.
public struct Axis: Sendable, Equatable {
  /// How numbers become lengths.
  public enum Scale: Sendable, Hashable {
    /// In proportion.
    case linear
    /// By their logarithm. Where some numbers are zero or negative, by sign(x) log(1 + |x|/c) instead, with the smallest
    /// magnitude c that is drawn: zero has its place, and both signs have theirs (Webber 2013,
    /// doi:10.1088/0957-0233/24/2/027001).
    case logarithmic
  }

  /// What is measured, such as `value`.
  public var title: String
  /// Its unit, such as `s`; empty where it has none.
  public var unit: String
  public var scale: Scale
  /// The least range that is shown, where more than that of the data is wanted.
  public var range: ClosedRange<Double>?
  /// Whether only whole numbers can be marked, as for counts.
  public var isWhole: Bool

  /// - Parameters:
  ///   - title: What is measured.
  ///   - unit: Its unit; none unless given.
  ///   - scale: How numbers become lengths; linear unless given.
  ///   - range: The least range that is shown; that of the data unless given.
  ///   - isWhole: Whether only whole numbers can be marked; `false` unless given.
  public init(
    _ title: String, unit: String = "", scale: Scale = .linear, range: ClosedRange<Double>? = nil, isWhole: Bool = false
  ) {
    self.title = title
    self.unit = unit
    self.scale = scale
    self.range = range
    self.isWhole = isWhole
  }
}
