/// The inner product xᵀy of two vectors of length n.
///
/// Summed in four interleaved partial sums: the order is fixed, so the same input gives the same bits everywhere,
/// and the processor need not wait for one addition before it begins the next.
@inlinable
public func dot(_ x: [Double], _ y: [Double]) -> Double {
  dot(x.span, y.span)
}

/// The inner product xᵀy of two spans of the same length.
@inlinable
public func dot(_ x: Span<Double>, _ y: Span<Double>) -> Double {
  precondition(x.count == y.count, "vectors of different lengths")
  var sum = SIMD4<Double>.zero
  var i = 0
  while i &+ 4 <= x.count {
    let a = SIMD4(x[unchecked: i], x[unchecked: i &+ 1], x[unchecked: i &+ 2], x[unchecked: i &+ 3])
    let b = SIMD4(y[unchecked: i], y[unchecked: i &+ 1], y[unchecked: i &+ 2], y[unchecked: i &+ 3])
    sum += a * b
    i &+= 4
  }
  var total = (sum.x + sum.y) + (sum.z + sum.w)
  while i < x.count {
    total += x[unchecked: i] * y[unchecked: i]
    i &+= 1
  }
  return total
}

/// y ← y + αx.
@inlinable
public func add(_ alpha: Double, times x: [Double], to y: inout [Double]) {
  precondition(x.count == y.count, "vectors of different lengths")
  let x = x.span
  var y = y.mutableSpan
  for i in 0..<x.count { y[unchecked: i] += alpha * x[unchecked: i] }
}

/// The vector x + αd.
@inlinable
public func point(from x: [Double], along d: [Double], by alpha: Double) -> [Double] {
  precondition(x.count == d.count, "vectors of different lengths")
  return [Double](unsafeUninitializedCapacity: x.count) { buffer, count in
    for i in x.indices { buffer.initializeElement(at: i, to: x[i] + alpha * d[i]) }
    count = x.count
  }
}

/// The difference x − y.
@inlinable
public func difference(_ x: [Double], _ y: [Double]) -> [Double] {
  point(from: x, along: y, by: -1)
}

/// The Euclidean norm ‖x‖₂, without overflow or underflow of the squares.
@inlinable
public func euclideanNorm(_ x: [Double]) -> Double {
  let squared = dot(x, x)
  if squared.isNormal { return squared.squareRoot() }
  let largest = maximumNorm(x)
  guard largest > 0, largest.isFinite else { return largest }
  var sum = 0.0
  for value in x { sum += (value / largest) * (value / largest) }
  return largest * sum.squareRoot()
}

/// The maximum norm max |xᵢ|; NaN when any component is.
@inlinable
public func maximumNorm(_ x: [Double]) -> Double {
  var largest = 0.0
  for value in x {
    let magnitude = value.magnitude
    if !(magnitude <= largest) { largest = magnitude }
    if largest.isNaN { return largest }
  }
  return largest
}
