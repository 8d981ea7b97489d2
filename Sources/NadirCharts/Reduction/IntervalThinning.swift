/// Intervals that are seen: where there are more than can be told apart, those that share a column of pixels are one,
/// from the lowest end to the highest.
///
/// - Parameters:
///   - place: Where an interval is in the picture.
///   - column: How wide a column is.
func thinnedIntervals(_ intervals: [Interval], at place: (Double) -> Double, most: Int, column: Double) -> [Interval] {
  guard intervals.count > most else { return intervals }
  var first: [Double: Int] = [:]
  var kept: [Interval] = []
  for interval in intervals {
    let key = (place(interval.x) / column).rounded(.down)
    if let i = first[key] {
      kept[i].lower = min(kept[i].lower, interval.lower)
      kept[i].upper = max(kept[i].upper, interval.upper)
    } else {
      first[key] = kept.count
      kept.append(interval)
    }
  }
  return kept
}
