import Testing
import _TestSupport

@testable import NadirLinear

@Suite struct PivotedQRTests {
  /// Rows, columns, rank.
  static let shapes: [(m: Int, n: Int, rank: Int)] = [
    (1, 1, 1), (3, 3, 3), (5, 3, 3), (3, 5, 3), (6, 4, 2), (4, 6, 2), (7, 7, 3), (8, 2, 1), (2, 8, 1), (3, 3, 0),
    (0, 3, 0), (3, 0, 0),
  ]

  private func isIdentity(_ a: Matrix) -> Bool {
    maximumNorm(difference(a.elements, Matrix.identity(a.rowCount).elements)) < 1e-14
  }

  @Test(arguments: shapes) func factorsThePermutedMatrix(shape: (m: Int, n: Int, rank: Int)) {
    let seed: UInt64 = 31
    var generator = SeededGenerator(seed: seed)
    let a = Matrix.random(shape.m, shape.n, rank: shape.rank, using: &generator)
    for library in libraries {
      let qr = PivotedQR(a, library: library)
      #expect(qr.rank == shape.rank, "seed \(seed)")
      expectFactors(qr, of: a, "seed \(seed), \(library == nil ? "own" : "LAPACK")")
    }
  }

  /// AP = QR up to rounding, with an R that is triangular and whose diagonal decreases.
  private func expectFactors(_ qr: PivotedQR, of a: Matrix, _ comment: String) {
    let r = qr.upperTriangle
    let rounding = 1e-15 * Double(a.rowCount + a.columnCount) * max(maximumNorm(a.elements), .leastNormalMagnitude)
    #expect(r.rowCount == min(a.rowCount, a.columnCount) && r.columnCount == a.columnCount)
    #expect(qr.permutation.sorted() == Array(0..<a.columnCount))
    for j in 0..<a.columnCount {
      let column = r.column(j) + [Double](repeating: 0, count: a.rowCount - r.rowCount)
      let error = maximumNorm(difference(qr.timesQ(column), a.column(qr.permutation[j])))
      #expect(error <= rounding, "\(comment)")
      for i in 0..<r.rowCount where i > j { #expect(r[i, j] == 0) }
    }
    for i in 0..<max(r.rowCount - 1, 0) {
      #expect(r[i + 1, i + 1].magnitude <= r[i, i].magnitude + rounding, "\(comment)")
    }
  }

  @Test(arguments: 0..<60) func factorsMatricesOfEveryShape(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (m, n) = (Int.random(in: 1...40, using: &generator), Int.random(in: 1...40, using: &generator))
    var a = Matrix.random(m, n, using: &generator)
    for j in 0..<n {
      let other = Int.random(in: 0..<n, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: for i in 0..<m { a[i, j] = 0 }
      case 1: for i in 0..<m { a[i, j] = a[i, other] }
      case 2: for i in 0..<m { a[i, j] *= 1e-9 }
      default: break
      }
    }
    let scales: [Double] = [1, 1e-150, 1e150, 1e-290]
    let scale = scales[Int.random(in: 0..<4, using: &generator)]
    let scaled = a.scaled(by: scale)
    for library in libraries {
      expectFactors(PivotedQR(scaled, library: library), of: scaled, "seed \(seed), scale \(scale)")
    }
  }

  @Test func theSmallestMatrices() throws {
    for library in libraries {
      let one = PivotedQR(try Matrix(rows: [[-3]]), library: library)
      #expect(one.rank == 1 && one.upperTriangle.elements[0].magnitude == 3)
      let zero = PivotedQR(Matrix(rowCount: 4, columnCount: 3), library: library)
      #expect(zero.rank == 0 && zero.upperTriangle == Matrix(rowCount: 3, columnCount: 3))
      #expect(zero.timesQ([1, 2, 3, 4]) == [1, 2, 3, 4])
    }
  }

  /// Columns that differ by 10⁻⁷ of their length: of the norms that follow from those before, no digit would be left.
  @Test(arguments: 0..<10) func normsOfWhatIsLeftSurviveCancellation(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let common = randomVector(30, using: &generator)
    var a = Matrix.random(30, 12, using: &generator).scaled(by: 1e-7)
    for j in 0..<12 { for i in 0..<30 { a[i, j] = common[i] + a[i, j] * Double(1 + j) } }
    let qr = PivotedQR(a, library: nil)
    expectFactors(qr, of: a, "seed \(seed)")
    let r = qr.upperTriangle
    for k in 1..<12 {
      for j in k..<12 {
        let left = euclideanNorm((k...j).map { r[$0, j] })
        #expect(left <= r[k, k].magnitude * (1 + 1e-7), "seed \(seed), column \(j) at step \(k)")
      }
    }
  }

  @Test func aMatrixGivenUpIsFactoredWhereItLies() {
    var generator = SeededGenerator(seed: 34)
    for library in libraries {
      var a = Matrix.random(50, 20, using: &generator)
      let address = a.withUnsafeMutableElements { UInt(bitPattern: $0.baseAddress) }
      let qr = PivotedQR(consume a, library: library)
      #expect(qr.factors.elements.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } == address)
    }
  }

  @Test(arguments: shapes) func theOrthogonalFactorIsOrthogonal(shape: (m: Int, n: Int, rank: Int)) {
    var generator = SeededGenerator(seed: 32)
    let qr = PivotedQR(.random(shape.m, shape.n, rank: shape.rank, using: &generator))
    for i in 0..<shape.m {
      let unit = (0..<shape.m).map { $0 == i ? 1.0 : 0 }
      #expect(maximumNorm(difference(qr.timesTransposedQ(qr.timesQ(unit)), unit)) < 1e-14)
      #expect((euclideanNorm(qr.timesQ(unit)) - 1).magnitude < 1e-14)
    }
  }

  @Test(arguments: shapes) func theNullSpaceIsOrthonormalAndNull(shape: (m: Int, n: Int, rank: Int)) {
    var generator = SeededGenerator(seed: 33)
    let a = Matrix.random(shape.m, shape.n, rank: shape.rank, using: &generator)
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
