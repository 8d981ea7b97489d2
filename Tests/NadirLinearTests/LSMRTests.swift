import Testing
import _TestSupport

@testable import NadirLinear

/// A matrix that is never written out: second differences, (Ax)ᵢ = 2xᵢ − xᵢ₋₁ − xᵢ₊₁.
private struct SecondDifferences: LinearOperator {
  let n: Int
  var rowCount: Int { n }
  var columnCount: Int { n }

  func times(_ x: [Double]) -> [Double] {
    x.indices.map { i in 2 * x[i] - (i > 0 ? x[i - 1] : 0) - (i + 1 < n ? x[i + 1] : 0) }
  }

  func transposedTimes(_ y: [Double]) -> [Double] { times(y) }
}

@Suite struct LSMRTests {
  static let exact = LSMR(tolerance: 1e-15, conditionLimit: .infinity)

  /// Any m, n and rank: the solution of the smallest norm, which a second factorization gives for dependent columns.
  @Test(arguments: 0..<60) func solutionsAreThoseOfTheFactorization(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (m, n) = (Int.random(in: 1...30, using: &generator), Int.random(in: 1...20, using: &generator))
    let rank = Int.random(in: 1...min(m, n), using: &generator)
    let a = Matrix.random(m, n, rank: rank, using: &generator)
    let b = randomVector(m, using: &generator)
    let problem = DampedLeastSquares(PivotedQR(a), rightSide: b, scales: [Double](repeating: 1, count: n))
    let expected = problem.step(damping: 0).x
    let solution = Self.exact.solve(a, b)
    // Where r is not zero, the condition number counts squared.
    let condition = solution.conditionNumber
    let rounding = 1e-15 * condition * condition * max(1, maximumNorm(expected)) + 1e-13
    #expect(maximumNorm(difference(solution.x, expected)) < 100 * rounding, "seed \(seed)")
    let residual = difference(a * solution.x, b)
    #expect((solution.residualNorm - euclideanNorm(residual)).magnitude < 1e-10, "seed \(seed)")
    #expect(euclideanNorm(a.transposedTimes(residual)) < 1e-11 * euclideanNorm(a.elements), "seed \(seed)")
  }

  @Test(arguments: 0..<40, [1e-4, 0.3, 20]) func dampedSolutionsAreThoseOfTheFactorization(
    seed: UInt64, damping: Double
  ) {
    var generator = SeededGenerator(seed: seed)
    let (m, n) = (Int.random(in: 1...30, using: &generator), Int.random(in: 1...20, using: &generator))
    let a = Matrix.random(m, n, using: &generator)
    let b = randomVector(m, using: &generator)
    let problem = DampedLeastSquares(PivotedQR(a), rightSide: b, scales: [Double](repeating: 1, count: n))
    let expected = problem.step(damping: damping).x
    var damped = Self.exact
    damped.damping = damping
    let solution = damped.solve(a, b)
    #expect(maximumNorm(difference(solution.x, expected)) < 1e-8 * max(1, maximumNorm(expected)), "seed \(seed)")
    let residual = difference(a * solution.x, b)
    let squared = dot(residual, residual) + damping * dot(solution.x, solution.x)
    #expect((solution.residualNorm - squared.squareRoot()).magnitude < 1e-10, "seed \(seed)")
  }

  /// With singular values over ten orders of magnitude the residual is that of the factorization, though x need not be.
  @Test(arguments: 0..<10) func illConditionedResidualsAreSmallest(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let values = stride(from: 0, through: -10, by: -1).map { k in (0..<(-k)).reduce(1.0) { value, _ in value / 10 } }
    let a = Matrix.random(40, singularValues: values, using: &generator)
    let b = a * randomVector(values.count, using: &generator)
    let noisy = zip(b, randomVector(40, using: &generator)).map { $0 + 1e-3 * $1 }
    let solution = LSMR(tolerance: 1e-14, conditionLimit: .infinity, maximumIterations: 2_000).solve(a, noisy)
    let residual = euclideanNorm(difference(a * solution.x, noisy))
    let smallest = PivotedQR(a, tolerance: 0).leastSquaresSolution(noisy).residualNorm
    #expect(residual <= smallest * (1 + 1e-6), "seed \(seed): \(residual), not \(smallest)")
  }

  /// ‖Aᵀr‖ never increases, which is what the method is for; a limit on the iterations keeps what was reached.
  @Test(arguments: 0..<10) func theGradientDecreasesWithTheIterations(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let a = Matrix.random(30, 15, using: &generator)
    let b = randomVector(30, using: &generator)
    var before = euclideanNorm(a.transposedTimes(b))
    for limit in 1...14 {
      let solution = LSMR(tolerance: 0, conditionLimit: .infinity, maximumIterations: limit).solve(a, b)
      #expect(solution.ending == .iterations && solution.iterations == limit)
      let gradient = euclideanNorm(a.transposedTimes(difference(a * solution.x, b)))
      #expect(gradient <= before * (1 + 1e-10), "seed \(seed), iteration \(limit)")
      #expect((gradient - solution.gradientNorm).magnitude < 1e-9, "seed \(seed), iteration \(limit)")
      before = gradient
    }
  }

  /// The norms and the condition number of a matrix whose singular values are known.
  @Test func estimatesAreThoseOfTheSingularValues() {
    var generator = SeededGenerator(seed: 5)
    let a = Matrix.random(20, singularValues: [8, 4, 2, 1, 0.5], using: &generator)
    let solution = LSMR(tolerance: 1e-9).solve(a, randomVector(20, using: &generator))
    #expect((solution.conditionNumber - 16).magnitude < 16 * 0.2, "\(solution.conditionNumber)")
    #expect((solution.operatorNorm - euclideanNorm(a.elements)).magnitude < 1e-10 * euclideanNorm(a.elements))
  }

  @Test func operatorsNeedNotBeWrittenOut() {
    let a = SecondDifferences(n: 40)
    let x = (0..<40).map { Double($0 % 7) - 3 }
    let solution = LSMR(tolerance: 1e-13).solve(a, a.times(x))
    #expect(solution.ending == .solved)
    #expect(maximumNorm(difference(solution.x, x)) < 1e-7)
  }

  @Test func aConditionBeyondTheLimitEndsTheIteration() {
    var generator = SeededGenerator(seed: 9)
    let a = Matrix.random(20, singularValues: [1, 0.5, 0.1, 1e-9], using: &generator)
    let solution = LSMR(tolerance: 0, conditionLimit: 1e6).solve(a, randomVector(20, using: &generator))
    #expect(solution.ending == .illConditioned)
  }

  @Test func withoutAGradientThereIsNothingToDo() {
    let a = Matrix(rowCount: 3, columnCount: 2)
    let zero = LSMR().solve(a, [1, 2, 3])
    #expect(zero.x == [0, 0] && zero.iterations == 0 && zero.ending == .solved)
    #expect(zero.residualNorm == 14.0.squareRoot())
    #expect(LSMR().solve(Matrix.identity(2), [0, 0]).x == [0, 0])
  }
}
