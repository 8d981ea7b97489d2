import NadirLinear
import Testing
import _TestSupport

@testable import NadirParameters

@Suite struct LinearEqualitiesTests {
  /// Random rows, the last of them a combination of the others, at a random start with scales from 10⁻³ to 10³.
  private func random(rows m: Int, values n: Int, seed: UInt64) throws -> LinearEqualities {
    var generator = SeededGenerator(seed: seed)
    var rows = (0..<m).map { _ in (0..<n).map { _ in Double.random(in: -1...1, using: &generator) } }
    rows.append((0..<n).map { j in rows.reduce(0) { $0 + $1[j] } })
    let a = m > 0 ? try Matrix(rows: rows) : Matrix(rowCount: 0, columnCount: n)
    let scales = (0..<n).map { [1e-3, 1, 1e3][$0 % 3] }
    let start = scales.map { $0 * .random(in: -1...1, using: &generator) }
    return LinearEqualities(coefficients: a, rightSides: a * start, at: start, scales: scales)
  }

  @Test(arguments: [(0, 3), (1, 2), (1, 6), (3, 7), (4, 5), (4, 4)])
  func theLaws(_ m: Int, _ n: Int) throws {
    let transform = try random(rows: m, values: n, seed: 171)
    #expect(transform.coordinateCount == n - m)
    try expectRoundTrips(transform, seed: 172)
    expectPullback(transform, seed: 173)
    #expect(transform.values(at: [Double](repeating: 0, count: n - m)) == transform.origin)
  }

  /// Every value of a step is exact up to ε of the step's length, so a row up to ε of its own length times that.
  @Test(arguments: [(1, 6), (3, 7), (4, 5)]) func rowsHoldEverywhere(_ m: Int, _ n: Int) throws {
    let transform = try random(rows: m, values: n, seed: 174)
    for z in extremes(n - m, seed: 175) {
      let values = transform.values(at: z)
      for i in 0...m {
        let row = transform.coefficients.row(i)
        let terms = zip(row, values).map { $0 * $1 }
        let length = euclideanNorm(zip(row, transform.scales).map { $0 * $1 }) * euclideanNorm(z)
        let residual = terms.reduce(0, +) - transform.rightSides[i]
        #expect(residual.magnitude <= 1e-14 * max(length, maximumNorm(terms)), "row \(i), z \(z)")
      }
    }
  }

  /// With scales from 10⁻⁶ to 10⁶ a step moves the largest values by little, and these parts keep their digits.
  @Test(arguments: [[1e6, 1, 1e-6], [1e-6, 1, 1e6], [1, 1e-6, 1e6]]) func scalesOfAnySizeLeaveTheRowsAlone(
    _ scales: [Double]
  ) throws {
    let transform = LinearEqualities(
      coefficients: try Matrix(rows: [[1, 2, 3]]), rightSides: [0], at: [0, 0, 0], scales: scales)
    for z in [[1.0, 0], [0, 1], [0.7, -0.3]] {
      let values = transform.values(at: z)
      let terms = [values[0], 2 * values[1], 3 * values[2]]
      #expect(terms.reduce(0, +).magnitude <= 2e-15 * maximumNorm(terms), "\(z)")
    }
  }

  /// A step in z is as long as the step in the scaled values.
  @Test func stepsKeepTheirLength() throws {
    let transform = try random(rows: 2, values: 6, seed: 176)
    let z = [0.3, -1, 2, 0.5]
    let step = zip(difference(transform.values(at: z), transform.origin), transform.scales).map { $0 / $1 }
    #expect((euclideanNorm(step) - euclideanNorm(z)).magnitude < 1e-12)
  }

  /// x + y = 1 at (0.25, 0.75): z runs along (1, −1)/√2.
  @Test func aLine() throws {
    let transform = LinearEqualities(
      coefficients: try Matrix(rows: [[1, 1]]), rightSides: [1], at: [0.25, 0.75], scales: [1, 1])
    #expect(transform.values(at: [0]) == [0.25, 0.75])
    let z = try transform.coordinates(of: [1.25, -0.25])
    #expect(areClose(z.map(\.magnitude), [1.4142135623730951]))
    #expect(areClose(transform.values(at: z), [1.25, -0.25]))
  }

  @Test func redundantRowsChangeNothing() throws {
    let rows: [[Double]] = [[0.1, 0.2, 0.3], [0, 0, 0], [1e12, 2e12, 3e12], [1e-9, 1e-9, 0]]
    let transform = LinearEqualities(
      coefficients: try Matrix(rows: rows), rightSides: [0.6, 0, 6e12, 2e-9], at: [1, 1, 1], scales: [1, 1, 1])
    #expect(transform.coordinateCount == 1)
    #expect(try transform.coordinates(of: [1, 1, 1]) == [0])
  }

  /// A start that misses by less than the tolerance is moved onto the plane, along the scaled normal.
  @Test func theOriginIsExact() throws {
    let transform = LinearEqualities(
      coefficients: try Matrix(rows: [[1, 1]]), rightSides: [1], at: [0.25, 0.75 + 5e-9], scales: [1, 2])
    #expect(try transform.coordinates(of: [0.25, 0.75 + 5e-9]).count == 1)
    #expect((transform.origin[0] + transform.origin[1] - 1).magnitude < 1e-15)
    #expect((transform.origin[0] - 0.25 + 1e-9).magnitude < 1e-15)
  }

  @Test func violations() throws {
    let rows: [[Double]] = [[1, 1, 1], [2, 0, -3], [0, 0, 0]]
    func equalities(_ last: Double) throws -> LinearEqualities {
      LinearEqualities(
        coefficients: try Matrix(rows: rows), rightSides: [1, 0.5, last], at: [0.25, 0.75, 0], scales: [1, 1, 1])
    }
    let transform = try equalities(0)
    #expect(try transform.coordinates(of: [0.25, 0.75, 0]) == [0])
    #expect(refusal(transform, [0.5, 0.75, -0.5]) == "0.5 + 0.75 - 0.5 = 0.75 in row 0 / 1.0 in row 0")
    #expect(refusal(transform, [0.5, 0.25, 0.25]) == "2.0·0.5 - 3.0·0.25 = 0.25 in row 1 / 0.5 in row 1")
    #expect(refusal(transform, [-0.5, 1.75, -0.25]) == "-2.0·0.5 + 3.0·0.25 = -0.25 in row 1 / 0.5 in row 1")
    #expect(refusal(try equalities(1), [0.25, 0.75, 0]) == "0.0 = 0.0 in row 2 / 1.0 in row 2")
    #expect(refusal(transform, [.nan, 1, 1]) == "nan at [0] / finite numbers that fulfil the equalities")
  }
}
