public import NadirScalars

/// The product of two derivatives along a chain, where zero times infinity is zero.
///
/// A derivative that is infinite or undefined, such as that of √x at 0, counts for nothing where nothing depends on it.
@inlinable @inline(__always)
func chain<Base: RealScalar>(_ outer: Base, _ inner: Base) -> Base {
  let product = outer * inner
  if _fastPath(product == product) { return product }
  return outer == 0 || inner == 0 ? 0 : product
}

// These work through the pointer, not on the storage in place: a pullback may itself record or ask for gradients.
extension UnsafeMutablePointer where Pointee == TapeStorage {
  /// Makes all adjoints zero, one for each entry.
  @inlinable
  func clearAdjoints<Base: RealScalar>(_: Base.Type) {
    pointee.adjoints.end(Base.self)
    pointee.adjoints.append(Base.zero, count: pointee.entries.count)
  }

  /// Adds to the adjoint of the entry that a number depends on.
  @inlinable
  func seed<Base: RealScalar>(_ y: TapeNumber<Base>, with adjoint: Base) {
    pointee.adjoints.pointer(to: Base.self)[Int(y.index)] += chain(y.slope, adjoint)
  }

  /// The adjoint of the entry that a number depends on.
  @inlinable
  func adjoint<Base: RealScalar>(of x: TapeNumber<Base>) -> Base {
    pointee.adjoints.pointer(to: Base.self)[Int(x.index)]
  }

  /// Brings the adjoints of the entries from `bottom` on to their parents, the last entry first.
  ///
  /// Reverse accumulation over a tape of local derivatives (Griewank & Walther 2008, Evaluating Derivatives, section
  /// 3.2, doi:10.1137/1.9780898717761).
  @inlinable
  func sweep<Base: RealScalar>(downTo bottom: Int, _: Base.Type) {
    var entries = pointee.entries.pointer(to: TapeEntry<Base>.self)
    var adjoints = pointee.adjoints.pointer(to: Base.self)
    var i = pointee.adjoints.count &- 1
    while i >= bottom {
      let entry = entries + i
      let second = entry.pointee.second
      if _slowPath(second == TapeEntry<Base>.wide) {
        pullBack(pointee.wides.pointer(to: WideEntry<Base>.self)[Int(entry.pointee.first)], at: i)
        entries = pointee.entries.pointer(to: TapeEntry<Base>.self)
        adjoints = pointee.adjoints.pointer(to: Base.self)
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
    let parents = wide.firstEdge..<wide.firstEdge + wide.edgeCount
    guard let pullback = wide.pullback else {
      let edges = pointee.edges.pointer(to: TapeEdge<Base>.self)
      let adjoints = pointee.adjoints.pointer(to: Base.self)
      let adjoint = adjoints[i]
      for k in parents { adjoints[Int(edges[k].parent)] += chain(edges[k].weight, adjoint) }
      return
    }
    let first = pointee.adjoints.pointer(to: Base.self) + (i + 1)
    let results = Array(UnsafeBufferPointer(start: first, count: wide.resultCount))
    if Base.self == Double.self, results.allSatisfy({ $0 == 0 }) { return }
    var inputs = [Base](repeating: 0, count: wide.edgeCount)
    var span = inputs.mutableSpan
    pullback(results.span, &span)
    let edges = pointee.edges.pointer(to: TapeEdge<Base>.self)
    let adjoints = pointee.adjoints.pointer(to: Base.self)
    for k in parents {
      adjoints[Int(edges[k].parent)] += chain(edges[k].weight, inputs[k - wide.firstEdge])
    }
  }
}
