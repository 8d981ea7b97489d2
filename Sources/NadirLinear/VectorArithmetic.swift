/// The inner product xᵀy of two vectors of length n.
///
/// Summed in four interleaved partial sums: the order is fixed, so the same input gives the same bits everywhere,
/// and the processor need not wait for one addition before it begins the next.
@inlinable
public func dot(_ x: [Double], _ y: [Double]) -> Double {
  x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { y in dot(x, y) } }
}

/// The inner product xᵀy of two spans of the same length.
@inlinable
public func dot(_ x: Span<Double>, _ y: Span<Double>) -> Double {
  precondition(x.count == y.count, "vectors of different lengths")
  return x.withUnsafeBufferPointer { x in y.withUnsafeBufferPointer { y in dot(x, y) } }
}

/// The inner product xᵀy of two buffers of the same length.
@inlinable
public func dot(_ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>) -> Double {
  precondition(x.count == y.count, "vectors of different lengths")
  var sum = SIMD4<Double>.zero
  var i = 0
  while i &+ 4 <= x.count {
    sum += SIMD4(x[i], x[i &+ 1], x[i &+ 2], x[i &+ 3]) * SIMD4(y[i], y[i &+ 1], y[i &+ 2], y[i &+ 3])
    i &+= 4
  }
  var total = (sum.x + sum.y) + (sum.z + sum.w)
  while i < x.count {
    total += x[i] * y[i]
    i &+= 1
  }
  return total
}

/// y ← y + αx, for buffers of the same length.
@inlinable
public func add(_ alpha: Double, times x: UnsafeBufferPointer<Double>, to y: UnsafeMutableBufferPointer<Double>) {
  precondition(x.count == y.count, "vectors of different lengths")
  for i in x.indices { y[i] += alpha * x[i] }
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
  x.withUnsafeBufferPointer { euclideanNorm($0) }
}

/// The Euclidean norm ‖x‖₂ of a buffer, without overflow or underflow of the squares.
@inlinable
public func euclideanNorm(_ x: UnsafeBufferPointer<Double>) -> Double {
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
  x.withUnsafeBufferPointer { maximumNorm($0) }
}

/// The maximum norm max |xᵢ| of a buffer; NaN when any component is.
@inlinable
public func maximumNorm(_ x: UnsafeBufferPointer<Double>) -> Double {
  var largest = 0.0
  for value in x {
    let magnitude = value.magnitude
    if !(magnitude <= largest) { largest = magnitude }
    if largest.isNaN { return largest }
  }
  return largest
}
