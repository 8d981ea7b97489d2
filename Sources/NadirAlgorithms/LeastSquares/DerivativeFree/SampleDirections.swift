import NadirLinear

/// The displacements from a point to samples, and what they are worth for a linear model there.
struct SampleDirections {
  let dimension: Int
  /// The distance within which a sample has its full worth.
  let radius: Double
  private(set) var all: [(sample: Int, displacement: [Double], length: Double)] = []

  init(dimension: Int, radius: Double) {
    self.dimension = dimension
    self.radius = radius
  }

  /// Adds a displacement that is not 0.
  mutating func append(sample: Int, _ displacement: [Double]) {
    let length = euclideanNorm(displacement)
    if length > 0 { all.append((sample, displacement, length)) }
  }

  /// The length of direction k as a column: near 1 within the radius, and falling with the square of the distance, as the
  /// curvature of the residuals comes in.
  private func worth(_ k: Int) -> Double {
    let ratio = all[k].length / radius
    return 1 / (1 + ratio * ratio)
  }

  /// Directions as columns of length 1, or times what they are worth.
  private func columns(_ chosen: some Collection<Int>, weighted: Bool) -> Matrix {
    Matrix(
      rowCount: dimension,
      elements: chosen.flatMap { k in
        let factor = (weighted ? worth(k) : 1) / all[k].length
        return all[k].displacement.map { factor * $0 }
      })
  }

  /// Up to n directions that span the space, by pivoting: each is worth most in what those before it leave open.
  var spanning: [Int] {
    let qr = PivotedQR(columns(all.indices, weighted: true))
    return Array(qr.permutation.prefix(qr.rank))
  }

  /// Directions no longer than `reach` that are linearly independent with room to spare.
  func independent(upTo reach: Double) -> [Int] {
    let near = all.indices.filter { all[$0].length <= reach }
    let qr = PivotedQR(columns(near, weighted: false), tolerance: 1e-3)
    return qr.permutation.prefix(qr.rank).map { near[$0] }
  }

  /// An orthonormal basis of what is orthogonal to some directions; the axes without any.
  func complement(of kept: [Int]) -> [[Double]] {
    let basis = kept.isEmpty ? .identity(dimension) : PivotedQR(columns(kept, weighted: false)).complement
    return (0..<basis.columnCount).map(basis.column)
  }

  /// T⁺, n × p, of the p × n matrix T of displacements, its rows weighted by what they are worth: J = (T⁺ΔR)ᵀ is the fit
  /// to differences ΔR of the residuals, and the smallest one where p < n.
  var pseudoinverse: Matrix {
    let p = all.count
    var inverse = Matrix(rowCount: dimension, columnCount: p)
    let transposed = columns(all.indices, weighted: true)
    let tall = p >= dimension ? PivotedQR(transposed.transposed) : nil
    let wide = tall?.rank == dimension ? nil : PivotedQR(transposed)
    for k in 0..<p {
      var unit = [Double](repeating: 0, count: p)
      unit[k] = worth(k) / all[k].length
      guard let column = wide?.shortestSolutionOfTransposed(unit) ?? tall?.leastSquaresSolution(unit).x else {
        continue
      }
      for (j, value) in column.enumerated() { inverse[j, k] = value }
    }
    return inverse
  }
}
