/// The damped problems min ‖Ax − b‖² + λ‖Dx‖² for one A, b and positive diagonal D, and any λ ≥ 0: the steps of the
/// Levenberg–Marquardt method, where A is the Jacobian and −b the residuals.
///
/// With AP = QR the problem is that of the rows (R; √λ PᵀDP) and the right-hand side (Qᵀb; 0). Rotations eliminate the
/// diagonal, row after row, and leave a triangular S with SᵀS = Pᵀ(AᵀA + λD²)P; the factorization of A is not repeated.
/// Each λ takes O(n³) operations, whatever m is (Moré 1978, The Levenberg–Marquardt algorithm: implementation and theory,
/// section 3, doi:10.1007/BFb0067700).
///
/// At λ = 0 the step is the limit of those for λ → 0: of all the solutions of min ‖Ax − b‖ the one with the smallest
/// ‖Dx‖. The rank is that of the factorization. Deviation: Moré takes the basic solution where the rank is less than n.
public struct DampedLeastSquares: Sendable {
  /// R/σ with n rows, each a contiguous part of n elements.
  let triangle: [Double]
  /// The first n elements of Qᵀb/σ.
  let rightSide: [Double]
  /// P: the column of A that became each column of R.
  let permutation: [Int]
  /// The diagonal of PᵀDP.
  let scales: [Double]
  /// σ, a power of two near the largest ‖aⱼ‖/dⱼ. It keeps what is computed inside the range, and λ/σ² near 1.
  let unit: Double
  /// Whether the columns of A are linearly independent.
  let hasFullRank: Bool
  /// Pᵀx at λ = 0.
  private let undamped: [Double]

  /// - Parameters:
  ///   - qr: The factorization of A, m × n.
  ///   - b: The right-hand side, of length m.
  ///   - scales: The diagonal of D: n positive numbers.
  public init(_ qr: PivotedQR, rightSide b: consuming [Double], scales: [Double]) {
    let n = qr.columnCount
    precondition(scales.count == n && scales.allSatisfy { !($0 <= 0) }, "\(n) positive scales")
    let rows = min(qr.rowCount, n)
    permutation = qr.permutation
    self.scales = qr.permutation.map { scales[$0] }
    hasFullRank = qr.rank == n
    let rotated = qr.timesTransposedQ(b)
    undamped = DampedLeastSquares.shortestSolution(qr, Array(rotated[..<qr.rank]), scales)

    let lengths = zip(0..<n, self.scales).map { k, scale in qr.lengthInTriangle(k) / scale }
    let largest = maximumNorm(lengths)
    let unit = largest.isNormal ? largest.binade : 1
    self.unit = unit
    rightSide = rotated[..<rows].map { $0 / unit } + [Double](repeating: 0, count: n - rows)
    var triangle = [Double](repeating: 0, count: n * n)
    for k in 0..<n {
      for i in 0..<min(k + 1, rows) { triangle[i * n + k] = qr.factors[i, k] / unit }
    }
    self.triangle = triangle
  }

  /// n.
  public var count: Int { permutation.count }

  /// The step x of one λ ≥ 0.
  public func step(damping: Double) -> DampedStep {
    precondition(damping >= 0, "a damping that is not negative")
    return publicStep(of: trial(damping / unit / unit))
  }

  /// Pᵀx of the x with the smallest ‖Dx‖ among the solutions of R₁Pᵀx = c, where R₁ is the first rank rows of R.
  private static func shortestSolution(_ qr: PivotedQR, _ c: [Double], _ scales: [Double]) -> [Double] {
    if qr.rank == qr.columnCount {
      var x = c
      qr.solveTriangle(&x)
      return x
    }
    let scaled = PivotedQR(qr.transposedRowSpace(dividedBy: scales), tolerance: 0).shortestSolutionOfTransposed(c)
    return qr.permutation.map { scaled[$0] / scales[$0] }
  }
}

/// A step of a damped least-squares problem.
public struct DampedStep: Sendable {
  /// λ.
  public let damping: Double
  /// x, of length n.
  public let x: [Double]
  /// ‖Dx‖.
  public let scaledNorm: Double
  /// ‖Ax‖. What the step gains is ‖b‖² − ‖Ax − b‖² = ‖Ax‖² + 2λ‖Dx‖².
  public let imageNorm: Double
  /// P: the column of A that became each column of AP.
  public let permutation: [Int]
  /// The rows of S/σ.
  let factor: [Double]
  let unit: Double

  /// S, upper triangular of order n, with SᵀS = Pᵀ(AᵀA + λD²)P.
  public var triangle: Matrix {
    let n = x.count
    var triangle = Matrix(rowCount: n, columnCount: n)
    for i in 0..<n {
      for j in i..<n { triangle[i, j] = unit * factor[i * n + j] }
    }
    return triangle
  }
}

extension DampedStep {
  /// The z of (AᵀA + λD²) z = g, by SᵀS; where S is singular, it is not finite.
  public func solveNormalEquations(_ g: [Double]) -> [Double] {
    let n = x.count
    var z = permutation.map { g[$0] / unit / unit }
    for i in 0..<n {
      for k in 0..<i { z[i] -= factor[k * n + i] * z[k] }
      z[i] /= factor[i * n + i]
    }
    for i in (0..<n).reversed() {
      for k in i + 1..<n { z[i] -= factor[i * n + k] * z[k] }
      z[i] /= factor[i * n + i]
    }
    var solution = [Double](repeating: 0, count: n)
    for (k, j) in permutation.enumerated() { solution[j] = z[k] }
    return solution
  }
}

extension DampedLeastSquares {
  /// A step in the units of the problem divided by σ, its unknowns in the order of R's columns.
  struct Trial {
    /// λ/σ².
    var damping: Double
    /// The rows of S/σ.
    var factor: [Double]
    /// Pᵀx.
    var x: [Double]
    /// ‖Dx‖.
    var norm: Double
  }

  /// The step for one λ/σ².
  func trial(_ damping: Double) -> Trial {
    guard damping > 0 else {
      return Trial(damping: 0, factor: triangle, x: undamped, norm: scaledNorm(undamped))
    }
    var factor = triangle
    var x = rightSide
    eliminateDiagonal(damping.squareRoot(), from: &factor, and: &x)
    solve(factor, &x)
    return Trial(damping: damping, factor: factor, x: x, norm: scaledNorm(x))
  }

  func publicStep(of trial: Trial) -> DampedStep {
    var x = [Double](repeating: 0, count: count)
    for (k, j) in permutation.enumerated() { x[j] = trial.x[k] }
    let image = (0..<count).map { i in dotOfRow(i, of: triangle, trial.x) }
    return DampedStep(
      damping: trial.damping * unit * unit, x: x, scaledNorm: trial.norm, imageNorm: euclideanNorm(image) * unit,
      permutation: permutation, factor: trial.factor, unit: unit)
  }

  /// ‖Dx‖ for an x in the order of R's columns.
  private func scaledNorm(_ x: [Double]) -> Double { euclideanNorm(zip(scales, x).map { $0 * $1 }) }

  /// Rotates the rows of (S; μD) with right-hand sides (c; 0) until the lower ones are zero. A row of μD starts with one
  /// element, which row k of S takes up, and goes on with what that rotation leaves in it behind column k.
  private func eliminateDiagonal(_ mu: Double, from factor: inout [Double], and c: inout [Double]) {
    let n = count
    var row = [Double](repeating: 0, count: n)
    for j in 0..<n {
      for k in j..<n { row[k] = 0 }
      row[j] = mu * scales[j]
      var right = 0.0
      for k in j..<n where row[k] != 0 {
        let rotation = PlaneRotation(eliminating: row[k], with: factor[k * n + k])
        factor.withUnsafeMutableBufferPointer { factor in
          row.withUnsafeMutableBufferPointer { row in
            rotation.apply(
              to: UnsafeMutableBufferPointer(rebasing: factor[k * n + k..<(k + 1) * n]),
              UnsafeMutableBufferPointer(rebasing: row[k...]))
          }
        }
        (c[k], right) = rotation.applied(to: c[k], right)
      }
    }
  }

  /// x ← S⁻¹x.
  private func solve(_ factor: [Double], _ x: inout [Double]) {
    let n = count
    for i in (0..<n).reversed() {
      let known = i + 1 < n ? dotOfRow(i, of: factor, x, from: i + 1) : 0
      x[i] = (x[i] - known) / factor[i * n + i]
    }
  }

  /// S⁻ᵀx.
  func solveTransposed(_ factor: [Double], _ x: [Double]) -> [Double] {
    let n = count
    var x = x
    factor.withUnsafeBufferPointer { factor in
      x.withUnsafeMutableBufferPointer { x in
        for i in 0..<n {
          x[i] /= factor[i * n + i]
          let rest = UnsafeMutableBufferPointer(rebasing: x[(i + 1)...])
          add(-x[i], times: UnsafeBufferPointer(rebasing: factor[i * n + i + 1..<(i + 1) * n]), to: rest)
        }
      }
    }
    return x
  }

  /// The product of row i of a triangle with x, from an element on.
  private func dotOfRow(_ i: Int, of triangle: [Double], _ x: [Double], from first: Int? = nil) -> Double {
    let first = first ?? i
    return triangle.withUnsafeBufferPointer { triangle in
      x.withUnsafeBufferPointer { x in
        dot(
          UnsafeBufferPointer(rebasing: triangle[i * count + first..<(i + 1) * count]),
          UnsafeBufferPointer(rebasing: x[first...]))
      }
    }
  }
}
