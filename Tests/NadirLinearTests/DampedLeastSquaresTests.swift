import Testing
import _TestSupport

@testable import NadirLinear

@Suite struct DampedLeastSquaresTests {
  /// A random problem: m × n, a rank, scales over some orders of magnitude.
  struct Problem {
    var a: Matrix
    var b: [Double]
    var scales: [Double]

    init(seed: UInt64, rank: Int? = nil) {
      var generator = SeededGenerator(seed: seed)
      let (m, n) = (Int.random(in: 1...25, using: &generator), Int.random(in: 1...12, using: &generator))
      a = .random(m, n, rank: min(m, n, rank ?? Int.random(in: 1...12, using: &generator)), using: &generator)
      b = randomVector(m, using: &generator)
      scales = (0..<n).map { _ in [0.01, 0.3, 1, 7, 200].randomElement(using: &generator) ?? 1 }
    }

    var damped: DampedLeastSquares { DampedLeastSquares(PivotedQR(a), rightSide: b, scales: scales) }

    /// The rows (A; √λ D).
    func stacked(_ damping: Double) -> Matrix {
      var rows = Matrix(rowCount: a.rowCount + a.columnCount, columnCount: a.columnCount)
      for j in 0..<a.columnCount {
        for i in 0..<a.rowCount { rows[i, j] = a[i, j] }
        rows[a.rowCount + j, j] = damping.squareRoot() * scales[j]
      }
      return rows
    }

    func scaledNorm(_ x: [Double]) -> Double { euclideanNorm(zip(scales, x).map { $0 * $1 }) }
  }

  @Test(arguments: 0..<60) func stepsSolveTheStackedProblem(seed: UInt64) {
    let problem = Problem(seed: seed)
    let damped = problem.damped
    for damping in [1e-3, 0.5, 20] {
      let step = damped.step(damping: damping)
      let stacked = PivotedQR(problem.stacked(damping), tolerance: 0)
      let b = problem.b + [Double](repeating: 0, count: problem.scales.count)
      let expected = stacked.leastSquaresSolution(b).x
      let condition = stacked.conditionEstimate
      let rounding = 1e-15 * condition * condition * max(1, maximumNorm(expected))
      #expect(maximumNorm(difference(step.x, expected)) < rounding, "seed \(seed)")
      let rows = problem.stacked(damping)
      let residual = difference(rows * step.x, b)
      for j in 0..<rows.columnCount {
        let slope = dot(rows.column(j), residual).magnitude
        #expect(slope < 1e-13 * euclideanNorm(rows.column(j)) * euclideanNorm(b), "seed \(seed), column \(j)")
      }
      #expect(step.damping == damping, "seed \(seed)")
      #expect((step.scaledNorm - problem.scaledNorm(step.x)).magnitude <= 1e-13 * step.scaledNorm, "seed \(seed)")
      let image = euclideanNorm(problem.a * step.x)
      #expect((step.imageNorm - image).magnitude < 1e-12 * max(1, image), "seed \(seed)")
    }
  }

  @Test(arguments: 0..<30) func theTriangleIsThatOfTheDampedNormalMatrix(seed: UInt64) {
    let problem = Problem(seed: seed)
    for damping in [0, 0.1, 3] {
      let step = problem.damped.step(damping: damping)
      let s = step.triangle
      let product = s.transposed * s
      let rows = problem.stacked(damping)
      let normal = rows.transposed * rows
      let rounding = 1e-12 * maximumNorm(normal.elements)
      for i in 0..<s.rowCount {
        for j in 0..<s.columnCount {
          let expected = normal[step.permutation[i], step.permutation[j]]
          #expect((product[i, j] - expected).magnitude < rounding, "seed \(seed)")
          if i > j { #expect(s[i, j] == 0) }
        }
      }
    }
  }

  /// ‖b‖² − ‖Ax − b‖² = ‖Ax‖² + 2λ‖Dx‖².
  @Test(arguments: 0..<30) func theGainIsThatOfTheLinearModel(seed: UInt64) {
    let problem = Problem(seed: seed)
    let step = problem.damped.step(damping: 0.2)
    let residual = difference(problem.a * step.x, problem.b)
    let gain = dot(problem.b, problem.b) - dot(residual, residual)
    let stated = step.imageNorm * step.imageNorm + 2 * step.damping * step.scaledNorm * step.scaledNorm
    #expect((gain - stated).magnitude < 1e-12, "seed \(seed)")
  }

  /// Without damping: a solution, and ‖Dx‖ is not larger than that of any other.
  @Test(arguments: 0..<60) func theUndampedStepIsTheShortestSolution(seed: UInt64) {
    let problem = Problem(seed: seed)
    let step = problem.damped.step(damping: 0)
    let qr = PivotedQR(problem.a)
    let basic = qr.leastSquaresSolution(problem.b)
    let rounding = 1e-10 * max(1, maximumNorm(basic.x))
    let residual = euclideanNorm(difference(problem.a * step.x, problem.b))
    #expect((residual - basic.residualNorm).magnitude < rounding, "seed \(seed)")
    let null = problem.a.nullSpaceBasis
    let weighted = zip(problem.scales, step.x).map { $0 * $0 * $1 }
    let scale = max(1, maximumNorm(weighted))
    #expect(maximumNorm(null.transposed * weighted) < 1e-9 * scale, "seed \(seed)")
  }

  @Test(arguments: 0..<300) func stepsReachTheRimOfTheTrustRegion(seed: UInt64) {
    let problem = Problem(seed: seed, rank: seed.isMultiple(of: 2) ? 12 : nil)
    let damped = problem.damped
    let longest = damped.step(damping: 0).scaledNorm
    for fraction in [1e-12, 1e-5, 0.01, 0.5, 0.9, 1 / 1.05, 2, 1e10] {
      let radius = fraction * longest
      for start in [0, 1e-8, 1e6] {
        let step = damped.step(radius: radius, startingAt: start)
        if 1.1 * radius >= longest {
          #expect(step.damping == 0, "seed \(seed), \(fraction)")
        } else {
          #expect(step.damping > 0, "seed \(seed), \(fraction)")
          #expect((step.scaledNorm - radius).magnitude <= 0.1 * radius, "seed \(seed), \(fraction)")
          #expect(
            (problem.scaledNorm(step.x) - radius).magnitude <= 0.1000001 * radius, "seed \(seed), \(fraction)")
        }
      }
    }
  }

  /// Columns that agree up to 10⁻¹², counted as independent: the undamped step is 10¹² times too long.
  @Test(arguments: 0..<20) func nearlyDependentColumns(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var a = Matrix.random(15, 4, using: &generator)
    for i in 0..<15 { a[i, 3] = a[i, 2] + 1e-12 * a[i, 3] }
    let b = randomVector(15, using: &generator)
    let damped = DampedLeastSquares(PivotedQR(a, tolerance: 0), rightSide: b, scales: [1, 1, 1, 1])
    #expect(damped.step(damping: 0).scaledNorm > 1e8, "seed \(seed)")
    for radius in [1e-6, 0.1, 1, 10, 1e6] {
      let step = damped.step(radius: radius)
      #expect((step.scaledNorm - radius).magnitude <= 0.1 * radius, "seed \(seed), radius \(radius)")
    }
  }

  /// A, b and D in other units: the step is the same, and λ is in units of (A/D)².
  @Test(arguments: [(1e-150, 1.0), (1e150, 1), (1, 1e-140), (1, 1e140), (1e-100, 1e-100), (1e120, 1e-20)])
  func unitsDoNotMatter(units: (matrix: Double, scales: Double)) {
    let seed: UInt64 = 61
    let plain = Problem(seed: seed, rank: 12)
    var problem = plain
    problem.a = plain.a.scaled(by: units.matrix)
    problem.b = plain.b.map { $0 * units.matrix }
    problem.scales = plain.scales.map { $0 * units.scales }
    let radius = 0.05 * plain.damped.step(damping: 0).scaledNorm
    let expected = plain.damped.step(radius: radius)
    let step = problem.damped.step(radius: radius * units.scales)
    #expect(maximumNorm(difference(step.x, expected.x)) < 1e-10 * maximumNorm(expected.x), "seed \(seed)")
    let ratio = units.matrix / units.scales
    #expect((step.damping / ratio / ratio / expected.damping - 1).magnitude < 1e-9, "seed \(seed)")
  }

  @Test func aProblemWithoutSlopeHasTheStepZero() {
    let zero = DampedLeastSquares(
      PivotedQR(Matrix(rowCount: 3, columnCount: 2)), rightSide: [1, 2, 3], scales: [1, 1])
    #expect(zero.step(radius: 1).x == [0, 0])
    #expect(zero.step(damping: 1).x == [0, 0])
    let solved = DampedLeastSquares(PivotedQR(.identity(2)), rightSide: [0, 0], scales: [1, 2])
    #expect(solved.step(radius: 1e-3).x == [0, 0])
    #expect(solved.step(radius: 1e-3).damping == 0)
  }

  @Test func numbersThatAreNoneEndWell() throws {
    let a = try Matrix(rows: [[.nan, 1], [1, 2], [0, 1]])
    let damped = DampedLeastSquares(PivotedQR(a), rightSide: [1, 1, 1], scales: [1, 1])
    #expect(damped.step(radius: 1).x.count == 2)
    #expect(damped.step(damping: 1).x.contains { $0.isNaN })
    let infinite = DampedLeastSquares(PivotedQR(.identity(2)), rightSide: [.infinity, 1], scales: [1, 1])
    #expect(infinite.step(radius: 1).x.contains { !$0.isFinite })
  }

  /// One unknown, by hand: x = ab/(a² + λd²), and |dx| = Δ.
  @Test func oneUnknown() throws {
    let damped = DampedLeastSquares(PivotedQR(try Matrix(rows: [[3]])), rightSide: [6], scales: [2])
    #expect((damped.step(damping: 0.75).x[0] - 1.5).magnitude < 1e-15)
    let step = damped.step(radius: 1)
    #expect((step.scaledNorm - 1).magnitude <= 0.1)
    #expect((step.x[0] - 18 / (9 + 4 * step.damping)).magnitude < 1e-14)
  }
}
