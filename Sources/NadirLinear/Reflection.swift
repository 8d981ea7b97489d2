/// The Householder reflection H = I − τvvᵀ that brings a vector x to (β, 0, …, 0), with v₁ = 1 and 1 ≤ τ ≤ 2.
///
/// β has the sign opposite to that of x₁, so that nothing cancels in v = (x − βe₁)/(x₁ − β). When x is (x₁, 0, …, 0)
/// already, τ = 0 and H = I (Golub & Van Loan 2013, Matrix Computations, section 5.1; LAPACK's convention).
enum Reflection {
  /// Makes the reflection of `x`, which becomes (β, v₂, v₃, …). Returns τ.
  static func make(of x: UnsafeMutableBufferPointer<Double>) -> Double {
    guard x.count > 1 else { return 0 }
    let first = x[0]
    let rest = UnsafeMutableBufferPointer(rebasing: x[1...])
    let length = euclideanNorm(UnsafeBufferPointer(rest))
    guard length != 0 else { return 0 }
    let norm = hypotenuse(first, length)
    let beta = first > 0 ? -norm : norm
    let pivot = first - beta
    let reciprocal = 1 / pivot
    if reciprocal.isNormal {
      for i in rest.indices { rest[i] *= reciprocal }
    } else {
      for i in rest.indices { rest[i] /= pivot }
    }
    x[0] = beta
    return (beta - first) / beta
  }

  /// x ← Hx, where the first element of `v` is taken for 1, whatever it is.
  static func apply(_ v: UnsafeBufferPointer<Double>, tau: Double, to x: UnsafeMutableBufferPointer<Double>) {
    guard tau != 0 else { return }
    let tail = UnsafeBufferPointer(rebasing: v[1...])
    let rest = UnsafeMutableBufferPointer(rebasing: x[1...])
    let component = tau * (x[0] + dot(tail, UnsafeBufferPointer(rest)))
    x[0] -= component
    add(-component, times: tail, to: rest)
  }

  /// A ← HA for columns of the length of `v`, one every `stride` numbers; the first element of `v` is taken for 1.
  /// Each comes to the same bits as by ``apply(_:tau:to:)``.
  ///
  /// Four at a time: `v` is read once for them, and their sums do not wait for one another.
  static func apply(
    _ v: UnsafeBufferPointer<Double>, tau: Double, toColumns x: UnsafeMutablePointer<Double>, count: Int, stride: Int
  ) {
    guard tau != 0, let first = v.baseAddress else { return }
    var j = 0
    while j &+ 4 <= count {
      let columns = (x + j &* stride, x + (j &+ 1) &* stride, x + (j &+ 2) &* stride, x + (j &+ 3) &* stride)
      let heads = SIMD4(columns.0[0], columns.1[0], columns.2[0], columns.3[0])
      let components = tau * (heads + fourDots(first + 1, columns, count: v.count &- 1))
      let newHeads = heads - components
      (columns.0[0], columns.1[0], columns.2[0], columns.3[0]) = (newHeads.x, newHeads.y, newHeads.z, newHeads.w)
      addToFour(-components, times: first + 1, columns, count: v.count &- 1)
      j &+= 4
    }
    while j < count {
      apply(v, tau: tau, to: UnsafeMutableBufferPointer(start: x + j &* stride, count: v.count))
      j &+= 1
    }
  }

  private typealias Columns = (
    UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>,
    UnsafeMutablePointer<Double>
  )

  /// The inner products of x with four columns without their first element, each summed in the order of `dot`.
  @inline(__always)
  private static func fourDots(_ x: UnsafePointer<Double>, _ columns: Columns, count: Int) -> SIMD4<Double> {
    let y = (columns.0 + 1, columns.1 + 1, columns.2 + 1, columns.3 + 1)
    var (a, b, c, d) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    var i = 0
    while i &+ 4 <= count {
      let four = quadruple(x + i)
      a += four * quadruple(y.0 + i)
      b += four * quadruple(y.1 + i)
      c += four * quadruple(y.2 + i)
      d += four * quadruple(y.3 + i)
      i &+= 4
    }
    let first = SIMD4(a.x, b.x, c.x, d.x) + SIMD4(a.y, b.y, c.y, d.y)
    let second = SIMD4(a.z, b.z, c.z, d.z) + SIMD4(a.w, b.w, c.w, d.w)
    var total = first + second
    while i < count {
      total += x[i] * SIMD4(y.0[i], y.1[i], y.2[i], y.3[i])
      i &+= 1
    }
    return total
  }

  /// Adds a multiple of x to each of four columns without their first element.
  @inline(__always)
  private static func addToFour(
    _ factors: SIMD4<Double>, times x: UnsafePointer<Double>, _ columns: Columns, count: Int
  ) {
    let y = (columns.0 + 1, columns.1 + 1, columns.2 + 1, columns.3 + 1)
    var i = 0
    while i &+ 4 <= count {
      let four = quadruple(x + i)
      setQuadruple(y.0 + i, quadruple(y.0 + i) + factors.x * four)
      setQuadruple(y.1 + i, quadruple(y.1 + i) + factors.y * four)
      setQuadruple(y.2 + i, quadruple(y.2 + i) + factors.z * four)
      setQuadruple(y.3 + i, quadruple(y.3 + i) + factors.w * four)
      i &+= 4
    }
    while i < count {
      y.0[i] += factors.x * x[i]
      y.1[i] += factors.y * x[i]
      y.2[i] += factors.z * x[i]
      y.3[i] += factors.w * x[i]
      i &+= 1
    }
  }

  @inline(__always)
  private static func quadruple(_ x: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(x).loadUnaligned(as: SIMD4<Double>.self)
  }

  @inline(__always)
  private static func setQuadruple(_ x: UnsafeMutablePointer<Double>, _ values: SIMD4<Double>) {
    UnsafeMutableRawPointer(x).storeBytes(of: values, as: SIMD4<Double>.self)
  }

  /// √(a² + b²), without overflow or underflow of the squares.
  private static func hypotenuse(_ a: Double, _ b: Double) -> Double {
    let larger = max(a.magnitude, b.magnitude)
    let ratio = min(a.magnitude, b.magnitude) / larger
    return larger * (1 + ratio * ratio).squareRoot()
  }
}
