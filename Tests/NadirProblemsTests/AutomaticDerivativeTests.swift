import NadirDerivatives
import NadirLinear
import NadirProblems
import NadirScalars
import Testing

/// The formulas on numbers that carry derivatives against the derivatives by hand.
@Suite struct AutomaticDerivativeTests {
  /// What differently ordered but otherwise equal arithmetic may differ by, relative to the size of the terms; on these
  /// problems it comes to a third of this.
  static let rounding = 16 * Double.ulpOfOne
  /// What is lost where terms underflow.
  static let underflow = Double.leastNormalMagnitude

  static func points(around problem: TestProblem) -> [[Double]] {
    [problem.start] + problem.minimizers
      + [0.1, 1].flatMap { ConsistencyTests.points(around: problem, spread: $0, count: 30) }
  }

  @Test(arguments: ConsistencyTests.all)
  func valuesAreTheSameOnAllNumbers(_ problem: TestProblem) throws {
    for x in Self.points(around: problem) {
      let value = problem.value(x)
      let comment: Comment = "at \(x), seed \(ConsistencyTests.seed)"
      #expect(problem.function(x) == value, comment)
      #expect(try valueAndGradient(at: x, of: problem.function).value == value, comment)
      #expect(try Forward.valueAndGradient(at: x, of: problem.function).value == value, comment)
      guard let map = problem.map else { continue }
      #expect(problem.residuals?(x) == map(x), comment)
      #expect(valuesAndJacobian(at: x) { map($0) }.values == map(x), comment)
      #expect(try Forward.valueAndJacobian(at: x, of: map).value == map(x), comment)
    }
  }

  @Test(arguments: ConsistencyTests.all)
  func gradientsAreThoseByHand(_ problem: TestProblem) throws {
    for x in Self.points(around: problem) {
      let byHand = problem.gradient(x)
      let sizes = Self.gradientSizes(of: problem, at: x)
      let ways = [
        ("tape", try valueAndGradient(at: x, of: problem.function).gradient),
        ("duals", try Forward.gradient(at: x, of: problem.function)),
      ]
      for (way, gradient) in ways {
        #expect(gradient.count == byHand.count)
        for j in x.indices {
          let error = abs(gradient[j] - byHand[j])
          #expect(
            error <= Self.rounding * sizes[j] + Self.underflow,
            "∂f/∂x\(j) by \(way) is \(gradient[j]), not \(byHand[j]), at \(x), seed \(ConsistencyTests.seed)")
        }
      }
    }
  }

  /// The sizes of the terms that each derivative is the sum of: Σᵢ |2rᵢJᵢⱼ|, or, for functions that are no sums of
  /// squares and all of whose terms are moderate, at least 1.
  private static func gradientSizes(of problem: TestProblem, at x: [Double]) -> [Double] {
    guard let residuals = problem.residuals?(x), let rows = problem.jacobian?(x) else {
      return problem.gradient(x).map { max(1, $0.magnitude) }
    }
    return x.indices.map { j in
      residuals.indices.reduce(0) { $0 + abs(2 * residuals[$1] * rows[$1 * x.count + j]) }
    }
  }

  @Test(arguments: ConsistencyTests.all.filter { $0.map != nil })
  func jacobiansAreThoseByHand(_ problem: TestProblem) throws {
    let map = try #require(problem.map)
    for x in Self.points(around: problem) {
      let byHand = try #require(problem.jacobian?(x))
      for (way, jacobian) in [
        ("duals", try Forward.jacobian(at: x, of: map)), ("tape", jacobian(at: x) { map($0) }),
      ] {
        #expect(jacobian.rowCount == problem.residualCount && jacobian.columnCount == x.count)
        for i in 0..<jacobian.rowCount {
          let row = byHand[i * x.count..<(i + 1) * x.count]
          let size = row.reduce(0) { max($0, $1.magnitude) }
          for (j, element) in row.enumerated() {
            #expect(
              abs(jacobian[i, j] - element) <= Self.rounding * size + Self.underflow,
              "∂r\(i)/∂x\(j) by \(way) is \(jacobian[i, j]), not \(element), at \(x), seed \(ConsistencyTests.seed)")
          }
        }
      }
    }
  }

  /// Where x₁ = 0 the turn of the helical valley is a constant, ±1/4, but its derivatives are not 0.
  @Test(arguments: [[0, 1, 2], [0, -1, 2], [0, 0.3, -5], [-0.0, 2, 1]])
  func helicalValleyHasDerivativesOnItsAxis(_ x: [Double]) throws {
    let problem = TestProblems.helicalValley
    let gradients = [
      try valueAndGradient(at: x, of: problem.function).gradient, try Forward.gradient(at: x, of: problem.function),
    ]
    for gradient in gradients {
      for (derivative, byHand) in zip(gradient, problem.gradient(x)) {
        #expect(abs(derivative - byHand) <= Self.rounding * byHand.magnitude, "\(gradient)")
      }
    }
  }
}
