extension TapeNumber {
  /// A function of this number alone, from its value and its derivative.
  @inlinable @inline(__always)
  func chained(_ value: Base, by derivative: @autoclosure () -> Base) -> Self {
    guard storage != nil else { return Self(constant: value) }
    return replacing(value, slope: chain(derivative(), slope))
  }

  /// A number that depends on the same entry.
  @inlinable @inline(__always)
  func replacing(_ value: Base, slope: Base) -> Self {
    Self(primal: value, slope: slope, storage: storage, index: index, generation: generation)
  }

  /// A function of two numbers, from its value and its derivatives with respect to the entries that they depend on.
  @inlinable @inline(__always)
  static func joining(
    _ value: Base, _ x: Self, slope xSlope: @autoclosure () -> Base, _ y: Self, slope ySlope: @autoclosure () -> Base
  ) -> Self {
    guard let storage = x.storage else {
      guard y.storage != nil else { return Self(constant: value) }
      return y.replacing(value, slope: ySlope())
    }
    guard let other = y.storage else { return x.replacing(value, slope: xSlope()) }
    let generation = storage.pointee.generation
    guard _fastPath(storage == other && x.generation == generation && y.generation == generation) else {
      return mixing(x, y)
    }
    if x.index == y.index { return x.replacing(value, slope: xSlope() + ySlope()) }
    let index = UInt32(truncatingIfNeeded: storage.pointee.entries.count)
    storage.pointee.entries.append(TapeEntry(first: x.index, xSlope(), second: y.index, ySlope()))
    return Self(primal: value, slope: 1, storage: storage, index: index, generation: generation)
  }

  /// A new entry without parents.
  @inlinable
  static func leaf(_ value: Base, on storage: UnsafeMutablePointer<TapeStorage>) -> Self {
    let index = UInt32(truncatingIfNeeded: storage.pointee.entries.count)
    storage.pointee.entries.append(TapeEntry<Base>.leaf)
    return Self(
      primal: value, slope: 1, storage: storage, index: index, generation: storage.pointee.generation)
  }

  /// Whether the recording that this number is of goes on.
  @inlinable
  var isCurrent: Bool { storage.map { $0.pointee.generation == generation } ?? true }

  /// What comes of numbers of different recordings, or of one that has ended.
  @inlinable @inline(never)
  static func mixing(_ x: Self, _ y: Self) -> Self {
    for number in [x, y] where number.isCurrent { number.storage?.pointee.isMixed = true }
    return Self(constant: Base(Double.nan))
  }
}
