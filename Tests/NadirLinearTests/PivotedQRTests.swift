import NadirLinear
import Testing
import _TestSupport

@Suite struct PivotedQRTests {
  /// Rows, columns, rank.
  static let shapes: [(m: Int, n: Int, rank: Int)] = [
    (1, 1, 1), (3, 3, 3), (5, 3, 3), (3, 5, 3), (6, 4, 2), (4, 6, 2), (7, 7, 3), (8, 2, 1), (2, 8, 1), (3, 3, 0),
    (0, 3, 0), (3, 0, 0),
  ]

  /// A product of random m × r and r × n matrices.
  private func random(_ shape: (m: Int, n: Int, rank: Int), seed: UInt64) -> Matrix {
    var generator = SeededGenerator(seed: seed)
    func factor(_ m: Int, _ n: Int) -> Matrix {
      var factor = Matrix(rowCount: m, columnCount: n)
      for i in 0..<m { for j in 0..<n { factor[i, j] = .random(in: -1...1, using: &generator) } }
      return factor
    }
    return factor(shape.m, shape.rank) * factor(shape.rank, shape.n)
  }

  private func isIdentity(_ a: Matrix) -> Bool {
    maximumNorm(difference(a.elements, Matrix.identity(a.rowCount).elements)) < 1e-14
  }

  @Test(arguments: shapes) func factorsThePermutedMatrix(shape: (m: Int, n: Int, rank: Int)) {
    let seed: UInt64 = 31
    let a = random(shape, seed: seed)
    let qr = PivotedQR(a)
    #expect(qr.rank == shape.rank, "seed \(seed)")
    let r = qr.upperTriangle
    #expect(r.rowCount == min(shape.m, shape.n) && r.columnCount == shape.n)
    for j in 0..<shape.n {
      let column = r.column(j) + [Double](repeating: 0, count: shape.m - r.rowCount)
      let error = maximumNorm(difference(qr.timesQ(column), a.column(qr.permutation[j])))
      #expect(error < 1e-14, "seed \(seed)")
      for i in 0..<r.rowCount where i > j { #expect(r[i, j] == 0) }
    }
    for i in 0..<max(r.rowCount - 1, 0) {
      #expect(r[i + 1, i + 1].magnitude <= r[i, i].magnitude * (1 + 1e-14), "seed \(seed)")
    }
  }

  @Test(arguments: shapes) func theOrthogonalFactorIsOrthogonal(shape: (m: Int, n: Int, rank: Int)) {
    let qr = PivotedQR(random(shape, seed: 32))
    for i in 0..<shape.m {
      let unit = (0..<shape.m).map { $0 == i ? 1.0 : 0 }
      #expect(maximumNorm(difference(qr.timesTransposedQ(qr.timesQ(unit)), unit)) < 1e-14)
      #expect((euclideanNorm(qr.timesQ(unit)) - 1).magnitude < 1e-14)
    }
  }

  @Test(arguments: shapes) func theNullSpaceIsOrthonormalAndNull(shape: (m: Int, n: Int, rank: Int)) {
    let a = random(shape, seed: 33)
    let basis = a.nullSpaceBasis
    #expect(basis.rowCount == shape.n && basis.columnCount == shape.n - shape.rank)
    #expect(isIdentity(basis.transposed * basis))
    #expect(maximumNorm((a * basis).elements) < 1e-14)
  }

  /// The plane x + y + z = 0, and x = 0 as well.
  @Test func knownNullSpaces() throws {
    let line = try Matrix(rows: [[1, 1, 1], [1, 0, 0]]).nullSpaceBasis
    #expect((line[0, 0]).magnitude < 1e-15)
    #expect((line[1, 0].magnitude - 0.5.squareRoot()).magnitude < 1e-15)
    #expect((line[1, 0] + line[2, 0]).magnitude < 1e-15)
    #expect(try Matrix(rows: [[1, 1, 1], [2, 2, 2]]).nullSpaceBasis.columnCount == 2)
    #expect(try Matrix(rows: [[0, 0]]).nullSpaceBasis == .identity(2))
  }

  @Test func rankFollowsTheTolerance() throws {
    let a = try Matrix(rows: [[1, 1], [1, 1 + 1e-6]])
    #expect(PivotedQR(a).rank == 2)
    #expect(PivotedQR(a, tolerance: 1e-4).rank == 1)
    #expect(PivotedQR(try Matrix(rows: [[0.1, 0.3], [0.2, 0.6]])).rank == 1)
    #expect(PivotedQR(try Matrix(rows: [[.nan, 1], [1, 1]])).rank <= 2)
  }

  /// x + y + z = 3 and x − y = 0: the shortest is (1, 1, 1); a repeated row changes nothing.
  @Test func shortestSolutions() throws {
    let rows: [[Double]] = [[1, 1, 1], [1, -1, 0], [2, 2, 2]]
    let x = PivotedQR(try Matrix(rows: rows).transposed).shortestSolutionOfTransposed([3, 0, 6])
    #expect(maximumNorm(difference(x, [1, 1, 1])) < 1e-15)
  }
}
