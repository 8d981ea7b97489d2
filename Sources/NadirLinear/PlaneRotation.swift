/// The rotation (c s; −s c) of two numbers, c² + s² = 1 (Givens 1958).
struct PlaneRotation {
  let cosine: Double
  let sine: Double

  /// The rotation that takes (b, a) to (±√(a² + b²), 0), where a is not zero. Nothing is squared that is larger than 1.
  init(eliminating a: Double, with b: Double) {
    if a.magnitude > b.magnitude {
      let ratio = b / a
      sine = 1 / (1 + ratio * ratio).squareRoot()
      cosine = sine * ratio
    } else {
      let ratio = a / b
      cosine = 1 / (1 + ratio * ratio).squareRoot()
      sine = cosine * ratio
    }
  }

  /// (cx + sy, cy − sx).
  func applied(to x: Double, _ y: Double) -> (Double, Double) {
    (cosine * x + sine * y, cosine * y - sine * x)
  }

  /// Rotates two rows of the same length.
  func apply(to x: UnsafeMutableBufferPointer<Double>, _ y: UnsafeMutableBufferPointer<Double>) {
    precondition(x.count == y.count, "rows of different lengths")
    for i in x.indices { (x[i], y[i]) = applied(to: x[i], y[i]) }
  }
}
