import NadirEvaluation

/// Throws where x is no finite point of the box.
func checkPoint(_ x: [Double], in box: Box) throws(InvalidArgument) {
  guard x.count == box.dimension else {
    throw InvalidArgument("x", is: "of \(x.count) numbers", expected: "of \(box.dimension), as the box")
  }
  for i in x.indices where !(x[i].isFinite && box.lower[i] <= x[i] && x[i] <= box.upper[i]) {
    throw InvalidArgument("x[\(i)]", is: "\(x[i])", expected: "a number in [\(box.lower[i]), \(box.upper[i])]")
  }
}

/// What is wrong with a vector that is not of m numbers.
func misfit(_ name: String, _ vector: [Double]?, _ m: Int?) -> InvalidArgument? {
  guard let vector, let m, vector.count != m else { return nil }
  return InvalidArgument(name, is: "of \(vector.count) numbers", expected: "of \(m)")
}

/// The error for a coordinate that cannot be moved.
func noRoom(_ i: Int, at x: [Double], in box: Box) -> InvalidArgument {
  InvalidArgument(
    "box[\(i)]", is: "[\(box.lower[i]), \(box.upper[i])] around \(x[i])", expected: "wider, or the step larger")
}
