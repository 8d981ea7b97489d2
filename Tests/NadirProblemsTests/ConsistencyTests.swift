import NadirEvaluation
import NadirProblems
import Testing
import _TestSupport

/// What must hold for every problem, whatever its formula.
@Suite struct ConsistencyTests {
  static let seed: UInt64 = 20_260_101
  static let all =
    TestProblems.leastSquares + TestProblems.smooth.filter { $0.residuals == nil } + TestProblems.bounded + [
      TestProblems.sphere(1), TestProblems.quadratic(1, condition: 10), TestProblems.quadratic(20, condition: 1e6),
      TestProblems.trid(1), TestProblems.rosenbrock(20), TestProblems.mckinnon(tau: 3, theta: 6, phi: 400),
      TestProblems.penaltyI(1), TestProblems.variablyDimensioned(1), TestProblems.variablyDimensioned(12),
      TestProblems.broydenTridiagonal(1), TestProblems.extendedPowellSingular(12), TestProblems.extendedRosenbrock(2),
      TestProblems.degenerateRosenbrock(2), TestProblems.discreteBoundaryValue(1),
      TestProblems.discreteIntegralEquation(1), TestProblems.discreteIntegralEquation(23),
      TestProblems.discreteBoundaryValue(23), TestProblems.broydenBanded(1), TestProblems.broydenBanded(16),
      TestProblems.linearFullRank(5, residuals: 5), TestProblems.linearRank1(1, residuals: 1),
      TestProblems.linearRank1(5, residuals: 50), TestProblems.linearRank1WithZeros(3, residuals: 3),
      TestProblems.chebyquad(1), TestProblems.chebyquad(2), TestProblems.chebyquad(3), TestProblems.chebyquad(4),
    ]

  /// Points around the start, by up to `spread` of each coordinate's size, inside the box.
  static func points(around problem: TestProblem, spread: Double, count: Int) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let point = problem.start.map { $0 + spread * size($0) * Double.random(in: -1...1, using: &generator) }
      return problem.box.projection(of: point)
    }
  }

  static func size(_ coordinate: Double) -> Double { coordinate == 0 ? 1 : coordinate.magnitude }

  @Test func namesAreUniqueAndTheListsAreAsTheySay() {
    #expect(Set(Self.all.map(\.name)).count == Self.all.count)
    #expect(TestProblems.smooth.allSatisfy { $0.box.isUnbounded })
    #expect(TestProblems.bounded.allSatisfy { !$0.box.isUnbounded })
    let names = Set(TestProblems.leastSquares.map(\.name))
    let expected = TestProblems.smooth.filter { $0.residuals != nil } + TestProblems.moreGarbowHillstrom
    #expect(names == Set(expected.map(\.name)))
    #expect(TestProblems.leastSquares.allSatisfy { $0.residuals != nil && $0.box.isUnbounded })
  }

  @Test(arguments: all)
  func shapesFit(_ problem: TestProblem) {
    let n = problem.dimension
    let x = problem.start
    #expect(problem.box.dimension == n && problem.box.contains(x))
    #expect(!problem.source.isEmpty && problem.value(x).isFinite)
    #expect(problem.gradient(x).count == n && problem.gradient(x).allSatisfy(\.isFinite))
    #expect(problem.residuals?(x).count == problem.residualCount)
    #expect(problem.jacobian?(x).count == problem.residualCount.map { $0 * n })
    for minimizer in problem.minimizers { #expect(minimizer.count == n && problem.box.contains(minimizer)) }
  }

  @Test(arguments: all)
  func minimumIsTakenAtTheMinimizers(_ problem: TestProblem) {
    for minimizer in problem.minimizers {
      let value = problem.value(minimizer)
      #expect(abs(value - problem.minimum) <= 1e-10 * problem.minimum.magnitude + 1e-20, "f = \(value)")
      let norm = problem.box.projectedGradientNorm(problem.gradient(minimizer), at: minimizer)
      let startNorm = problem.box.projectedGradientNorm(problem.gradient(problem.start), at: problem.start)
      #expect(norm <= 1e-9 + 2e-14 * startNorm, "projected gradient \(norm), at the start \(startNorm)")
    }
  }

  @Test(arguments: all)
  func noValueIsBelowTheMinimum(_ problem: TestProblem) {
    for minimizer in [problem.start] + problem.minimizers {
      var generator = SeededGenerator(seed: Self.seed)
      for spread in [1e-3, 0.1, 1, 10] {
        for _ in 0..<20 {
          let moved = minimizer.map { $0 + spread * Self.size($0) * Double.random(in: -1...1, using: &generator) }
          let point = problem.box.projection(of: moved)
          let value = problem.value(point)
          let slack = 1e-13 * problem.minimum.magnitude
          #expect(!(value < problem.minimum - slack), "f = \(value) at \(point), seed \(Self.seed)")
        }
      }
    }
  }

  @Test(arguments: all)
  func derivativesAgreeWithDifferences(_ problem: TestProblem) {
    for x in [problem.start] + Self.points(around: problem, spread: 0.1, count: 10) {
      let gradient = problem.gradient(x)
      let rows = problem.jacobian?(x)
      for j in x.indices {
        let step = 1e-4 * Self.size(x[j])
        let value = problem.value(x)
        let slope = Self.difference(of: { [problem.value($0)] }, at: x, along: j, step: step)[0]
        let allowed = 1e-6 * max(1, gradient[j].magnitude) + 1e-14 * value.magnitude / step
        #expect(
          abs(slope - gradient[j]) <= allowed, "∂f/∂x\(j) = \(gradient[j]), not \(slope), at \(x), seed \(Self.seed)")
        guard let residuals = problem.residuals, let rows else { continue }
        let column = Self.difference(of: residuals, at: x, along: j, step: step)
        for (i, r) in residuals(x).enumerated() {
          let element = rows[i * x.count + j]
          let allowed = 1e-6 * max(1, element.magnitude) + 1e-14 * max(1, r.magnitude) / step
          #expect(
            abs(column[i] - element) <= allowed,
            "∂r\(i)/∂x\(j) = \(element), not \(column[i]), at \(x), seed \(Self.seed)")
        }
      }
    }
  }

  /// The central difference of fourth order, (8(f(x + h) − f(x − h)) − (f(x + 2h) − f(x − 2h)))/12h.
  static func difference(
    of function: ([Double]) -> [Double], at x: [Double], along j: Int, step: Double
  ) -> [Double] {
    let values = [-2.0, -1, 1, 2].map { factor in
      var moved = x
      moved[j] += factor * step
      return function(moved)
    }
    return values[0].indices.map { i in
      (8 * (values[2][i] - values[1][i]) - (values[3][i] - values[0][i])) / (12 * step)
    }
  }

  @Test(arguments: all.filter { $0.features.contains(.convex) })
  func convexFunctionsLieBelowTheirChords(_ problem: TestProblem) {
    let points = Self.points(around: problem, spread: 5, count: 40)
    for (a, b) in zip(points, points.dropFirst()) {
      let middle = zip(a, b).map { ($0 + $1) / 2 }
      let chord = (problem.value(a) + problem.value(b)) / 2
      #expect(problem.value(middle) <= chord + 1e-12 * chord.magnitude, "between \(a) and \(b), seed \(Self.seed)")
    }
  }

  @Test func quadraticHasItsConditionNumber() throws {
    let n = 20
    let problem = TestProblems.quadratic(n, condition: 1e6)
    let rows = try #require(problem.jacobian?(problem.start))
    // J = √½ D^½ Q with orthogonal Q: the rows of √2 J are orthogonal, of squared lengths 1 to κ.
    for i in 0..<n {
      for k in 0...i {
        let product = 2 * (0..<n).reduce(0) { $0 + rows[i * n + $1] * rows[k * n + $1] }
        let expected = i == k ? (0..<i).reduce(1.0) { product, _ in product * 2.069138081114789 } : 0
        #expect(abs(product - expected) < 1e-8 * (expected + 1))
      }
    }
  }
}
