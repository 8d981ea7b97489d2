/// Moves numbers as little as possible, in the sense of least squares, so that each is at least a gap above the one
/// before it and all are within a range: an isotonic regression by pooling adjacent violators (Barlow, Bartholomew,
/// Bremner & Brunk 1972, Statistical Inference under Order Restrictions).
///
/// - Parameter wanted: Ascending.
/// - Returns: `nil` where the range has no room for them.
func spread(_ wanted: [Double], gap: Double, in range: ClosedRange<Double>) -> [Double]? {
  guard Double(max(0, wanted.count - 1)) * gap <= range.upperBound - range.lowerBound else { return nil }
  // What remains after the gaps are taken out has only to be ascending; pools have the mean of what they hold.
  var pools: [(sum: Double, count: Int)] = []
  for (i, value) in wanted.enumerated() {
    pools.append((value - Double(i) * gap, 1))
    while pools.count > 1 {
      let (last, before) = (pools[pools.count - 1], pools[pools.count - 2])
      guard before.sum / Double(before.count) > last.sum / Double(last.count) else { break }
      pools.removeLast()
      pools[pools.count - 1] = (before.sum + last.sum, before.count + last.count)
    }
  }
  let highest = range.upperBound - Double(max(0, wanted.count - 1)) * gap
  let levels = pools.flatMap { pool in
    Array(repeating: min(highest, max(range.lowerBound, pool.sum / Double(pool.count))), count: pool.count)
  }
  return levels.enumerated().map { $1 + Double($0) * gap }
}
