/// A Latin hypercube sample: of each coordinate's N equal parts every one holds exactly one of the N points, at random.
///
/// McKay, Beckman & Conover 1979, A Comparison of Three Methods for Selecting Values of Input Variables in the Analysis of
/// Output from a Computer Code, doi:10.1080/00401706.1979.10489755.
///
/// - Parameters:
///   - count: The number of points N.
///   - dimension: The number of coordinates of each.
///   - generator: What the order of the parts and the places in them are drawn from.
public func latinHypercube(count: Int, dimension: Int, using generator: inout SplitMix64) -> [[Double]] {
  var points = [[Double]](repeating: [Double](repeating: 0, count: dimension), count: count)
  for j in 0..<dimension {
    var parts = Array(0..<count)
    // Fisher & Yates, with our own generator, so that the order is the same in every version of the standard library.
    for i in stride(from: count - 1, to: 0, by: -1) {
      parts.swapAt(i, Int(generator.next(below: UInt64(i) + 1)))
    }
    for i in 0..<count { points[i][j] = (Double(parts[i]) + generator.nextUnit()) / Double(count) }
  }
  return points
}

/// Points of the unit cube that fill it evenly, other ones for each seed: the shifted Sobol' sequence as far as there are
/// direction numbers, and in more dimensions a Latin hypercube.
///
/// - Parameters:
///   - count: The number of points.
///   - dimension: The number of coordinates of each.
///   - seed: What the shift, or the order, is drawn from.
public func evenSample(count: Int, dimension: Int, seed: UInt64) -> [[Double]] {
  if dimension <= SobolSequence.maximumDimension {
    var sequence = SobolSequence(dimension: dimension, shiftedBy: seed)
    return (0..<count).map { _ in sequence.next() }
  }
  var generator = SplitMix64(seed: seed)
  return latinHypercube(count: count, dimension: dimension, using: &generator)
}
