/// xᵀy in double precision, in four interleaved sums: the order is fixed, and the loop is vectorized.
@inline(__always)
func innerProduct<Scalar: OptimizerScalar>(_ x: Span<Scalar>, _ y: Span<Scalar>) -> Double {
  precondition(x.count == y.count, "vectors of different lengths")
  var sum = SIMD4<Double>.zero
  var i = 0
  while i &+ 4 <= x.count {
    let a = SIMD4(Double(x[i]), Double(x[i &+ 1]), Double(x[i &+ 2]), Double(x[i &+ 3]))
    let b = SIMD4(Double(y[i]), Double(y[i &+ 1]), Double(y[i &+ 2]), Double(y[i &+ 3]))
    sum += a * b
    i &+= 4
  }
  var total = (sum.x + sum.y) + (sum.z + sum.w)
  while i < x.count {
    total += Double(x[i]) * Double(y[i])
    i &+= 1
  }
  return total
}

@inline(__always)
func innerProduct<Scalar: OptimizerScalar>(_ x: [Scalar], _ y: [Scalar]) -> Double { innerProduct(x.span, y.span) }

/// xᵀx.
@inline(__always)
func squaredNorm<Scalar: OptimizerScalar>(_ x: [Scalar]) -> Double { innerProduct(x.span, x.span) }

/// y ← y + αx.
@inline(__always)
func add<Scalar: OptimizerScalar>(_ alpha: Scalar, times x: [Scalar], to y: inout [Scalar]) {
  move(&y, along: x) { y, x in y += alpha * x }
}

/// x ← αx.
@inline(__always)
func scale<Scalar: OptimizerScalar>(_ x: inout [Scalar], by alpha: Scalar) {
  var x = x.mutableSpan
  for i in 0..<x.count { x[unchecked: i] *= alpha }
}
