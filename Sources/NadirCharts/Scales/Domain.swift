/// The range that an axis shows, and how numbers in it become lengths. It contains all data and is never degenerate.
struct Domain: Sendable, Equatable {
  let transform: Transform
  let lower: Double
  let upper: Double
  let isWhole: Bool

  /// - Parameters:
  ///   - extent: What is drawn.
  ///   - axis: Its scale and the least range that is shown.
  ///   - padding: The part of the length that stays free at each end.
  init(of extent: Extent, on axis: Axis, padding: Double) {
    var shown = extent
    let isPositive = extent.isEmpty || extent.lower > 0
    if let range = axis.range {
      // A bound of zero on a logarithmic axis of positive numbers is no reason to leave the logarithm.
      for bound in [range.lowerBound, range.upperBound] where axis.scale == .linear || !isPositive || bound > 0 {
        shown.insert(bound)
      }
    }
    isWhole = axis.isWhole
    transform = Domain.transform(of: shown, scale: axis.scale)
    let (low, high) = Domain.widened(shown, by: transform, isWhole: axis.isWhole)
    let (start, end) = (transform(low), transform(high))
    let free = padding * (end - start)
    lower = padding == 0 ? low : min(low, transform.inverse(start - free))
    upper = padding == 0 ? high : max(high, transform.inverse(end + free))
  }

  private static func transform(of shown: Extent, scale: Axis.Scale) -> Transform {
    guard scale == .logarithmic, !shown.isEmpty, shown.smallestMagnitude.isFinite else { return .linear }
    return shown.lower > 0 ? .logarithmic : .symmetric(shown.smallestMagnitude)
  }

  /// The range of the data, where it is that of one number with some room around.
  private static func widened(_ shown: Extent, by transform: Transform, isWhole: Bool) -> (Double, Double) {
    guard !shown.isEmpty else { return (0, 1) }
    let (lower, upper) = (shown.lower, shown.upper)
    if transform == .logarithmic {
      guard lower == upper else { return (lower, upper) }
      return (
        max(lower / 3, .leastNonzeroMagnitude),
        min(max(upper * 3, 1024 * .leastNonzeroMagnitude), .greatestFiniteMagnitude)
      )
    }
    let largest = max(lower.magnitude, upper.magnitude)
    let halfSpan = upper / 2 - lower / 2
    // Fewer than some units in the last place would be told apart by no tick.
    guard halfSpan < max(8 * largest.ulp, 1e-300) else { return (lower, upper) }
    let room =
      isWhole
      ? max(1, 8 * largest.ulp)
      : lower < upper ? max(8 * largest.ulp, 1e-300) : largest == 0 ? 1 : max(largest / 10, 1e-300)
    let limit = Double.greatestFiniteMagnitude
    return (max(lower - room, -limit), min(upper + room, limit))
  }

  /// Where a number is, from 0 at the lower end to 1 at the upper one.
  func fraction(of value: Double) -> Double {
    let start = transform(lower)
    return (transform(value) - start) / (transform(upper) - start)
  }

  /// Whether the range is small beside its numbers, so that the labels of ticks may have to be counted from an origin.
  var isNarrow: Bool { upper / 2 - lower / 2 < 1e-3 * max(lower.magnitude, upper.magnitude) }

  func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
