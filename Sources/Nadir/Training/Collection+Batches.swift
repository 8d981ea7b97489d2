import NadirRandom

extension Collection {
  /// The elements in an order that the seed decides: every order is as likely as any other, and the same seed gives the
  /// same one everywhere.
  ///
  /// The shuffle of Fisher and Yates (Durstenfeld 1964, Algorithm 235, doi:10.1145/364520.364540).
  public func shuffled(seed: UInt64) -> [Element] {
    var elements = Array(self)
    var generator = SplitMix64(seed: seed)
    for i in elements.indices.dropFirst().reversed() {
      elements.swapAt(i, Int(generator.next(below: UInt64(i + 1))))
    }
    return elements
  }

  /// The elements in groups of this many that follow one another; the last one may be smaller.
  ///
  /// - Parameter size: Less than 1 counts as 1.
  public func batches(of size: Int) -> [SubSequence] {
    var batches: [SubSequence] = []
    var begin = startIndex
    while begin != endIndex {
      let end = index(begin, offsetBy: Swift.max(1, size), limitedBy: endIndex) ?? endIndex
      batches.append(self[begin..<end])
      begin = end
    }
    return batches
  }
}
