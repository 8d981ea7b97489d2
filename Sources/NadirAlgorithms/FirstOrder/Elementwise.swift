/// Moves each number of x by a rule that sees it, its derivative and what is remembered of it.
///
/// Rules are written as in their papers, number by number; the loop around them is vectorized.
@inline(__always)
func move<Scalar>(_ x: inout [Scalar], along gradient: [Scalar], _ rule: (inout Scalar, Scalar) -> Void) {
  precondition(gradient.count == x.count, "a gradient of another length than the parameters")
  let gradient = gradient.span
  var x = x.mutableSpan
  for i in 0..<gradient.count { rule(&x[unchecked: i], gradient[unchecked: i]) }
}

/// The same with one number remembered of each, 0 in the beginning.
@inline(__always)
func move<Scalar: OptimizerScalar>(
  _ x: inout [Scalar], along gradient: [Scalar], remembering a: inout [Scalar],
  _ rule: (inout Scalar, Scalar, inout Scalar) -> Void
) {
  precondition(gradient.count == x.count, "a gradient of another length than the parameters")
  if a.count != x.count { a = [Scalar](repeating: 0, count: x.count) }
  let gradient = gradient.span
  var x = x.mutableSpan
  var a = a.mutableSpan
  for i in 0..<gradient.count { rule(&x[unchecked: i], gradient[unchecked: i], &a[unchecked: i]) }
}

/// The same with two numbers remembered of each, 0 in the beginning.
@inline(__always)
func move<Scalar: OptimizerScalar>(
  _ x: inout [Scalar], along gradient: [Scalar], remembering a: inout [Scalar], _ b: inout [Scalar],
  _ rule: (inout Scalar, Scalar, inout Scalar, inout Scalar) -> Void
) {
  precondition(gradient.count == x.count, "a gradient of another length than the parameters")
  if a.count != x.count { a = [Scalar](repeating: 0, count: x.count) }
  if b.count != x.count { b = [Scalar](repeating: 0, count: x.count) }
  let gradient = gradient.span
  var x = x.mutableSpan
  var a = a.mutableSpan
  var b = b.mutableSpan
  for i in 0..<gradient.count {
    rule(&x[unchecked: i], gradient[unchecked: i], &a[unchecked: i], &b[unchecked: i])
  }
}

/// The same with three numbers remembered of each, 0 in the beginning.
@inline(__always)
func move<Scalar: OptimizerScalar>(
  _ x: inout [Scalar], along gradient: [Scalar], remembering a: inout [Scalar], _ b: inout [Scalar],
  _ c: inout [Scalar], _ rule: (inout Scalar, Scalar, inout Scalar, inout Scalar, inout Scalar) -> Void
) {
  precondition(gradient.count == x.count, "a gradient of another length than the parameters")
  if a.count != x.count { a = [Scalar](repeating: 0, count: x.count) }
  if b.count != x.count { b = [Scalar](repeating: 0, count: x.count) }
  if c.count != x.count { c = [Scalar](repeating: 0, count: x.count) }
  let gradient = gradient.span
  var x = x.mutableSpan
  var a = a.mutableSpan
  var b = b.mutableSpan
  var c = c.mutableSpan
  for i in 0..<gradient.count {
    rule(&x[unchecked: i], gradient[unchecked: i], &a[unchecked: i], &b[unchecked: i], &c[unchecked: i])
  }
}
