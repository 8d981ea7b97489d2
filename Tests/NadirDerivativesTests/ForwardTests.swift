import NadirScalars
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import NadirProblems
import Testing
import _TestSupport

@Suite struct ForwardTests {
  private let seed: UInt64 = 5

  /// The start, and points around it.
  private func points(_ problem: TestProblem) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    return [problem.start] + (0..<20).map { _ in problem.start.map { $0 + .random(in: -0.5...0.5, using: &generator) } }
  }

  private func expectClose(
    _ a: [Double], _ b: [Double], _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let scale = b.reduce(1) { max($0, abs($1)) }
    #expect(
      a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-13 * scale }, comment,
      sourceLocation: sourceLocation)
  }

  @Test(arguments: TestProblems.leastSquares + [TestProblems.rosenbrock(8), TestProblems.rosenbrock(19)])
  func problems(_ problem: TestProblem) throws {
    let f = problem.function
    let map = try #require(problem.map)
    for x in points(problem) {
      let comment: Comment = "seed \(seed), \(problem) at \(x)"
      let (value, gradient) = try Forward.valueAndGradient(at: x, of: f)
      #expect(value == f(x), comment)
      expectClose(gradient, problem.gradient(x), comment)
      #expect(try Forward.gradient(at: x, of: f) == gradient)
      #expect(Forward.gradient(at: x) { (x: [Dual8]) in f(x) } == gradient, "any width")

      let (residuals, rows) = try Forward.valueAndJacobian(at: x, of: map)
      #expect(residuals == map(x), comment)
      expectClose(rows.rows.flatMap { $0 }, try #require(problem.jacobian?(x)), comment)
      #expect(try Forward.jacobian(at: x, of: map) == rows)

      let direction = x.indices.map { Double($0) - 0.5 }
      let along = Forward.directionalDerivative(at: x, along: direction) { f($0) }
      #expect(along.value == value, comment)
      expectClose([along.derivative], [zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }], comment)
    }
  }

  /// For n > 8 too, where each row takes several evaluations.
  @Test(arguments: [2, 5, 8, 9, 20]) func hessianOfRosenbrock(_ n: Int) throws {
    for x in points(TestProblems.rosenbrock(n)) {
      var expected = Matrix(rowCount: n, columnCount: n)
      for i in 0..<n - 1 {
        expected[i, i] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2
        expected[i + 1, i + 1] += 200
        expected[i, i + 1] -= 400 * x[i]
        expected[i + 1, i] -= 400 * x[i]
      }
      let hessian = try Forward.hessian(at: x, of: TestProblems.rosenbrock(n).function)
      #expect(hessian == hessian.transposed)
      expectClose(hessian.elements, expected.elements, "seed \(seed), \(x)")
    }
  }

  private struct Failure: Error {}

  @Test func shapesAndErrors() throws {
    #expect(Forward.gradient(at: []) { _ in 3 } == [])
    #expect(Forward.jacobian(at: [1, 2]) { _ in [] } == Matrix(rowCount: 0, columnCount: 2))
    #expect(Forward.jacobian(at: []) { _ in [1, 2] } == Matrix(rowCount: 2, columnCount: 0))
    #expect(Forward.hessian(at: []) { _ in 3 } == Matrix(rowCount: 0, columnCount: 0))
    #expect(Forward.gradient(at: [1, 2]) { _ in 3 } == [0, 0], "a constant")
    #expect(Forward.directionalDerivative(at: [3, 4], along: [1]) { $0[0] * $0[1] }.derivative == 4)
    #expect(Forward.directionalDerivative(at: [3], along: [2, 9]) { $0[0] * $0[0] }.derivative == 12)
    #expect(throws: Failure.self) { try Forward.gradient(at: [1]) { _ throws(Failure) in throw Failure() } }
    var calls = 0
    let ragged = Forward.jacobian(at: [Double](repeating: 1, count: 9)) { x in
      calls += 1
      return calls == 1 ? [x[0], x[8]] : [x[0]]
    }
    #expect(ragged[0, 8] == 0 && ragged[1, 8].isNaN)
  }

  @Test func objectives() throws {
    let problem = TestProblems.rosenbrock(2)
    @Sendable func model<Number: RealScalar>(_ x: [Number]) -> Number {
      let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
      return a * a + 100 * b * b
    }
    let objectives: [Objective<[Double]>] = [
      Objective(differentiatingForward: problem.function),
      Objective(value: { model($0) }, differentiatingForward: { model($0) }),
      Objective(differentiatingForward: { model($0) }),
    ]
    for objective in objectives {
      guard case .synchronous(let call) = objective.call else { throw Failure() }
      let both = try call(problem.start, [.value, .gradient])
      expectClose([both.value], [problem.value(problem.start)], "value")
      expectClose(try #require(both.gradient), problem.gradient(problem.start), "gradient")
      let value = try call(problem.start, .value)
      #expect(value.value == both.value && value.gradient == nil)
      #expect(try objective.value?(problem.start) == both.value)
    }
  }
}
