public import NadirScalars

/// The recording that the inputs of an operation are of.
@usableFromInline
struct CommonRecording<Base: RealScalar> {
  /// One of the numbers that are not constants.
  @usableFromInline var known: TapeNumber<Base>?
  /// Whether there are several recordings, or one that has ended.
  @usableFromInline var isMixed = false

  @inlinable
  init(of numbers: [TapeNumber<Base>]) { include(numbers) }

  @inlinable
  mutating func include(_ numbers: [TapeNumber<Base>]) {
    for number in numbers where number.storage != nil {
      guard number.isCurrent, known == nil || known?.storage == number.storage else {
        _ = TapeNumber.mixing(known ?? number, number)
        isMixed = true
        continue
      }
      known = number
    }
  }

  /// The tape; nil when all are constants.
  @inlinable var storage: UnsafeMutablePointer<TapeStorage>? { known?.storage }
}

extension TapeStorage {
  /// Makes one entry of the edges from `firstEdge` on, and gives its position.
  @inlinable
  mutating func appendWide<Base: RealScalar>(
    edgesFrom firstEdge: Int, resultCount: Int, _ pullback: TapeNumber<Base>.Pullback?, _: Base.Type
  ) -> UInt64 {
    let wide = WideEntry<Base>(
      firstEdge: firstEdge, edgeCount: edges.count - firstEdge, resultCount: resultCount, pullback: pullback)
    let entry = TapeEntry<Base>(
      first: UInt32(truncatingIfNeeded: wides.count), 0, second: TapeEntry<Base>.wide, 0)
    wides.append(wide)
    return append(entry)
  }
}
