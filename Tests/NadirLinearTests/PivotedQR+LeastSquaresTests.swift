import Testing
import _TestSupport

@testable import NadirLinear

@Suite struct PivotedQRLeastSquaresTests {
  @Test(arguments: 0..<40) func residualsOfSolutionsAreOrthogonalToTheColumns(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (m, n) = (Int.random(in: 1...30, using: &generator), Int.random(in: 1...20, using: &generator))
    let rank = Int.random(in: 0...min(m, n), using: &generator)
    let a = Matrix.random(m, n, rank: rank, using: &generator)
    let b = randomVector(m, using: &generator)
    for library in libraries {
      let qr = PivotedQR(a, library: library)
      let solution = qr.leastSquaresSolution(b)
      let residual = difference(a * solution.x, b)
      let rounding = 1e-12 * max(1, maximumNorm(solution.x))
      #expect(qr.rank == rank, "seed \(seed)")
      #expect(maximumNorm(a.transposed * residual) < rounding, "seed \(seed)")
      #expect((euclideanNorm(residual) - solution.residualNorm).magnitude < rounding, "seed \(seed)")
      #expect(solution.x.count { $0 != 0 } <= rank, "seed \(seed)")
    }
  }

  @Test(arguments: [1, 1e-150, 1e150]) func solutionsAgreeWithTheNormalEquations(scale: Double) throws {
    let seed: UInt64 = 51
    var generator = SeededGenerator(seed: seed)
    let plain = Matrix.random(20, singularValues: [3, 2, 1.5, 1, 0.7], using: &generator)
    let b = randomVector(20, using: &generator)
    let expected = try CholeskyFactorization(plain.transposed * plain).solve(plain.transposed * b)
    let qr = PivotedQR(plain.scaled(by: scale))
    let x = qr.leastSquaresSolution(b.map { $0 * scale }).x
    #expect(maximumNorm(difference(x, expected)) < 1e-14, "seed \(seed)")
    if scale == 1 {
      let byNormalEquations = qr.solveNormalEquations(plain.transposed * b)
      #expect(maximumNorm(difference(byNormalEquations, expected)) < 1e-13, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<20) func consistentNormalEquationsOfDependentColumnsAreSolved(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let a = Matrix.random(12, 7, rank: 4, using: &generator)
    let g = a.transposed * randomVector(12, using: &generator)
    let x = PivotedQR(a).solveNormalEquations(g)
    let rounding = 1e-11 * max(1, maximumNorm(x))
    #expect(maximumNorm(difference(a.transposed * (a * x), g)) < rounding, "seed \(seed)")
  }

  @Test(arguments: 0..<20) func theInverseOfTheNormalMatrixFulfilsPenrosesEquations(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (m, n) = (Int.random(in: 1...12, using: &generator), Int.random(in: 1...8, using: &generator))
    let rank = Int.random(in: 0...min(m, n), using: &generator)
    let a = Matrix.random(m, n, rank: rank, using: &generator)
    let normal = a.transposed * a
    let inverse = PivotedQR(a).inverseOfNormalMatrix
    let rounding = 1e-13 * max(1, maximumNorm(inverse.elements)) * max(1, maximumNorm(inverse.elements))
    #expect(inverse == inverse.transposed, "seed \(seed)")
    #expect((normal * inverse * normal).distance(to: normal) < rounding, "seed \(seed)")
    #expect((inverse * normal * inverse).distance(to: inverse) < rounding, "seed \(seed)")
    #expect((normal * inverse).distance(to: (normal * inverse).transposed) < rounding, "seed \(seed)")
  }

  /// The straight line through (0, 1), (1, 3), (2, 5), (3, 6.8), by hand.
  @Test func aLineThroughFourPoints() throws {
    let a = try Matrix(rows: [[1, 0], [1, 1], [1, 2], [1, 3]])
    let qr = PivotedQR(a)
    let solution = qr.leastSquaresSolution([1, 3, 5, 6.8])
    #expect(maximumNorm(difference(solution.x, [1.04, 1.94])) < 1e-14)
    #expect((solution.residualNorm - 0.012.squareRoot()).magnitude < 1e-14)
    let inverse = try Matrix(rows: [[0.7, -0.3], [-0.3, 0.2]])
    #expect(qr.inverseOfNormalMatrix.distance(to: inverse) < 1e-15)
  }
}
