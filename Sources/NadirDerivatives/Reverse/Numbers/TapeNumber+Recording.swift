public import NadirScalars

extension TapeNumber {
  @inlinable @inline(__always)
  public func chained(_ value: Base, by derivative: @autoclosure () -> Base) -> Self {
    guard storage != nil else { return Self(constant: value) }
    return replacing(value, slope: chain(derivative(), slope))
  }

  /// A number that depends on the same entry.
  @inlinable @inline(__always)
  func replacing(_ value: Base, slope: Base) -> Self {
    Self(primal: value, slope: slope, storage: storage, position: position)
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
    if storage == other, x.position == y.position { return x.replacing(value, slope: xSlope() + ySlope()) }
    let generation = storage.pointee.generation
    // Both are of this generation when nothing but the lower halves differs.
    guard _fastPath(storage == other && ((x.position ^ generation) | (y.position ^ generation)) >> 32 == 0) else {
      return mixing(x, y)
    }
    let entry = TapeEntry(first: x.index, xSlope(), second: y.index, ySlope())
    return Self(primal: value, slope: 1, storage: storage, position: storage.pointee.append(entry))
  }

  /// A new entry without parents.
  @inlinable
  static func leaf(_ value: Base, on storage: UnsafeMutablePointer<TapeStorage>) -> Self {
    Self(primal: value, slope: 1, storage: storage, position: storage.pointee.append(TapeEntry<Base>.leaf))
  }

  /// Whether the recording that this number is of goes on.
  @inlinable
  var isCurrent: Bool { storage.map { ($0.pointee.generation ^ position) >> 32 == 0 } ?? true }

  /// What comes of numbers of different recordings, or of one that has ended.
  @inlinable @inline(never)
  static func mixing(_ x: Self, _ y: Self) -> Self {
    for number in [x, y] where number.isCurrent { number.storage?.pointee.isMixed = true }
    return Self(constant: Base(Double.nan))
  }
}
