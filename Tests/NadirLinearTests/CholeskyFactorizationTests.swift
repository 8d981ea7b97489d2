@testable import NadirLinear
import Testing
import _TestSupport

@Suite struct CholeskyFactorizationTests {
  /// By hand: 4 = 2², 2 = 1·2, 5 = 1² + 2².
  @Test func twoByTwo() throws {
    let factorization = try CholeskyFactorization(Matrix(rows: [[4, .nan], [2, 5]]))
    #expect(factorization.factor == (try Matrix(rows: [[2, 0], [1, 2]])))
    #expect(factorization.solve([8, 14]) == [0.75, 2.5])
  }

  /// The backward error is at most about n²ε of the largest element, and a random GGᵀ + I is well conditioned.
  @Test(arguments: 0...10) func factorsAndSolvesRandomMatrices(_ n: Int) throws {
    let seed = UInt64(21 + n)
    var generator = SeededGenerator(seed: seed)
    var g = Matrix(rowCount: n, columnCount: n)
    for i in 0..<n { for j in 0..<n { g[i, j] = .random(in: -1...1, using: &generator) } }
    var a = g * g.transposed
    for i in 0..<n { a[i, i] += 1 }
    let factorization = try CholeskyFactorization(a)
    let l = factorization.factor
    let error = maximumNorm(difference((l * l.transposed).elements, a.elements))
    #expect(error <= 1e-14 * maximumNorm(a.elements), "seed \(seed)")
    let x = (0..<n).map { _ in Double.random(in: -1...1, using: &generator) }
    #expect(maximumNorm(difference(factorization.solve(a * x), x)) < 1e-12, "seed \(seed)")
  }

  @Test func namesThePivot() throws {
    #expect(throws: NotPositiveDefinite(row: 1, pivot: -3, isSingular: false)) {
      try CholeskyFactorization(Matrix(rows: [[1, 2], [2, 1]]))
    }
    #expect(throws: NotPositiveDefinite(row: 1, pivot: 0, isSingular: true)) {
      try CholeskyFactorization(Matrix(rows: [[1, 1], [1, 1]]))
    }
    #expect(throws: NotPositiveDefinite.self) { try CholeskyFactorization(Matrix(rows: [[.nan]])) }
    #expect(throws: NotPositiveDefinite.self) { try CholeskyFactorization(Matrix(rows: [[.infinity]])) }
    #expect("\(NotPositiveDefinite(row: 1, pivot: -3, isSingular: false))".contains("row 1 is -3.0"))
  }

  /// The last row is the sum of the others, up to rounding.
  @Test func roundingDoesNotHideASingularMatrix() throws {
    let rows = [[0.1, 0.7, 0.3], [0.2, 0.1, 0.9], [0.3, 0.8, 1.2]]
    let g = try Matrix(rows: rows)
    do {
      _ = try CholeskyFactorization(g * g.transposed)
      Issue.record("a singular matrix was factored")
    } catch {
      #expect(error.row == 2 && error.isSingular)
    }
  }
}
