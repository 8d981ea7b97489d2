public import NadirScalars

/// One elementary operation on a tape: the two entries that it depends on, and the derivatives with respect to them.
///
/// Entry 0 is nobody's: what has no parents names it.
@frozen @usableFromInline
struct TapeEntry<Base: RealScalar> {
  @usableFromInline var first: UInt32
  /// Or ``wide``, when `first` is the index of a ``WideEntry``.
  @usableFromInline var second: UInt32
  @usableFromInline var firstWeight: Base
  @usableFromInline var secondWeight: Base

  @inlinable @inline(__always)
  init(first: UInt32, _ firstWeight: Base, second: UInt32, _ secondWeight: Base) {
    self.first = first
    self.second = second
    self.firstWeight = firstWeight
    self.secondWeight = secondWeight
  }

  @inlinable static var wide: UInt32 { .max }

  /// An entry without parents.
  @inlinable static var leaf: TapeEntry { TapeEntry(first: 0, 0, second: 0, 0) }
}

/// An entry that a wide operation depends on, and the derivative with respect to it.
@frozen @usableFromInline
struct TapeEdge<Base: RealScalar> {
  @usableFromInline var parent: UInt32
  @usableFromInline var weight: Base

  @inlinable
  init(parent: UInt32, weight: Base) {
    self.parent = parent
    self.weight = weight
  }
}

/// An operation with many inputs: one result that is linear in them, or several with a pullback.
///
/// The results of one with a pullback are the entries that follow its own, so that a backward sweep has the adjoints of
/// all of them when it comes to it.
@usableFromInline
struct WideEntry<Base: RealScalar> {
  @usableFromInline var firstEdge: Int
  @usableFromInline var edgeCount: Int
  @usableFromInline var resultCount: Int
  @usableFromInline var pullback: TapeNumber<Base>.Pullback?

  @inlinable
  init(firstEdge: Int, edgeCount: Int, resultCount: Int, pullback: TapeNumber<Base>.Pullback?) {
    self.firstEdge = firstEdge
    self.edgeCount = edgeCount
    self.resultCount = resultCount
    self.pullback = pullback
  }
}

/// The memory of a tape.
///
/// It lives for ever, in a ``TapePool`` while no recording uses it, so that numbers may point to it without holding it.
/// A number of a recording that has ended is known by its generation.
@usableFromInline
struct TapeStorage {
  @usableFromInline var entries = RawStack(byteCount: 1 << 12)
  @usableFromInline var edges = RawStack(byteCount: 1 << 8)
  @usableFromInline var wides = RawStack(byteCount: 1 << 8)
  @usableFromInline var adjoints = RawStack(byteCount: 1 << 10)
  /// The number of recordings that have ended here, times 2³².
  @usableFromInline var generation: UInt64 = 0
  /// Whether an operation joined this recording with another one.
  @usableFromInline var isMixed = false
  /// The array that functions got their variables in, kept for the next one.
  var inputs: [Variable] = []
  /// The next storage in the list that this one is in.
  var next: UnsafeMutablePointer<TapeStorage>?

  init() {}

  /// Begins a recording of numbers over `Base`.
  @inlinable
  mutating func begin<Base: RealScalar>(_: Base.Type) {
    isMixed = false
    entries.begin(TapeEntry<Base>.self)
    edges.begin(TapeEdge<Base>.self)
    wides.begin(WideEntry<Base>.self)
    adjoints.begin(Base.self)
    _ = append(TapeEntry<Base>.leaf)
  }

  /// Ends the recording; its numbers are known as such from now on.
  @inlinable
  mutating func end<Base: RealScalar>(_: Base.Type) {
    generation &+= 1 << 32
    entries.end(TapeEntry<Base>.self)
    edges.end(TapeEdge<Base>.self)
    wides.end(WideEntry<Base>.self)
    adjoints.end(Base.self)
  }

  /// Records an operation, and gives the position of its entry.
  @inlinable @inline(__always)
  mutating func append<Base: RealScalar>(_ entry: TapeEntry<Base>) -> UInt64 {
    let index = entries.count
    entries.append(entry)
    return generation | UInt64(truncatingIfNeeded: index)
  }

  /// Records entries without parents, and gives the position of the first.
  @inlinable
  mutating func appendLeaves<Base: RealScalar>(count: Int, _: Base.Type) -> UInt64 {
    let index = entries.count
    entries.append(TapeEntry<Base>.leaf, count: count)
    return generation | UInt64(truncatingIfNeeded: index)
  }
}
