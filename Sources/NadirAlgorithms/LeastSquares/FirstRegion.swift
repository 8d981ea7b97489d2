import NadirEvaluation

/// Checks the first radius of a trust region.
func validate(initialRadius: Double) throws(InvalidArgument) {
  guard initialRadius > 0, initialRadius.isFinite else {
    throw InvalidArgument("initialRadius", is: "\(initialRadius)", expected: "a number above 0")
  }
}

/// The first scales of the coordinates, from the norms of the columns of J: 1 where a column is zero.
func firstScales(_ columnNorms: [Double]) -> [Double] { columnNorms.map { $0 > 0 ? $0 : 1 } }

/// The first radius, as a multiple of the size of the start, or of 1 where that is zero.
func firstRadius(_ multiple: Double, size: Double) -> Double { multiple * (size > 0 ? size : 1) }
