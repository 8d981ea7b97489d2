/// The product of two derivatives along a chain, where zero times infinity is zero.
///
/// A derivative that is infinite or undefined, such as that of √x at 0, counts for nothing where nothing depends on it.
@inlinable @inline(__always)
func chain<Base: RealScalar>(_ outer: Base, _ inner: Base) -> Base {
  let product = outer * inner
  if _fastPath(product == product) { return product }
  return outer == 0 || inner == 0 ? 0 : product
}

extension TapeStorage {
  /// Makes all adjoints zero, one for each entry.
  @inlinable
  mutating func clearAdjoints<Base: RealScalar>(_: Base.Type) {
    adjoints.end(Base.self)
    adjoints.append(Base.zero, count: entries.count)
  }

  /// Adds to the adjoint of the entry that a number depends on.
  @inlinable
  mutating func seed<Base: RealScalar>(_ y: TapeNumber<Base>, with adjoint: Base) {
    adjoints.pointer(to: Base.self)[Int(y.index)] += chain(y.slope, adjoint)
  }

  /// The adjoint of the entry that a number depends on.
  @inlinable
  func adjoint<Base: RealScalar>(of x: TapeNumber<Base>) -> Base {
    adjoints.pointer(to: Base.self)[Int(x.index)]
  }

  /// Brings the adjoints of the entries from `bottom` on to their parents, the last entry first.
  ///
  /// Reverse accumulation over a tape of local derivatives (Griewank & Walther 2008, Evaluating Derivatives, section
  /// 3.2, doi:10.1137/1.9780898717761).
  @inlinable
  mutating func sweep<Base: RealScalar>(downTo bottom: Int, _: Base.Type) {
    let entries = entries.pointer(to: TapeEntry<Base>.self)
    let adjoints = adjoints.pointer(to: Base.self)
    var i = self.entries.count &- 1
    while i >= bottom {
      let entry = entries + i
      let second = entry.pointee.second
      if _slowPath(second == TapeEntry<Base>.wide) {
        pullBack(wides.pointer(to: WideEntry<Base>.self)[Int(entry.pointee.first)], at: i)
      } else {
        let adjoint = adjoints[i]
        var first = entry.pointee.firstWeight * adjoint
        var other = entry.pointee.secondWeight * adjoint
        if _slowPath(first != first || other != other) {
          first = chain(entry.pointee.firstWeight, adjoint)
          other = chain(entry.pointee.secondWeight, adjoint)
        }
        adjoints[Int(entry.pointee.first)] += first
        adjoints[Int(second)] += other
      }
      i &-= 1
    }
  }

  @inlinable @inline(never)
  func pullBack<Base: RealScalar>(_ wide: WideEntry<Base>, at i: Int) {
    let edges = edges.pointer(to: TapeEdge<Base>.self) + wide.firstEdge
    let adjoints = adjoints.pointer(to: Base.self)
    guard let pullback = wide.pullback else {
      let adjoint = adjoints[i]
      for k in 0..<wide.edgeCount { adjoints[Int(edges[k].parent)] += chain(edges[k].weight, adjoint) }
      return
    }
    let results = UnsafeBufferPointer(start: adjoints + (i + 1), count: wide.resultCount)
    if Base.self == Double.self, results.allSatisfy({ $0 == 0 }) { return }
    var inputs = [Base](repeating: 0, count: wide.edgeCount)
    var span = inputs.mutableSpan
    pullback(results.span, &span)
    for k in 0..<wide.edgeCount { adjoints[Int(edges[k].parent)] += chain(edges[k].weight, inputs[k]) }
  }
}
