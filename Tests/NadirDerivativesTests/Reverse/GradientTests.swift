import NadirScalars
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import NadirProblems
import Testing
import _TestSupport

@Suite struct GradientTests {
  @Test(arguments: [
    TestProblems.rosenbrock(2), TestProblems.rosenbrock(10), TestProblems.beale, TestProblems.wood,
  ])
  func published(_ problem: TestProblem) throws {
    let seed: UInt64 = 11
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let x = problem.start.map { $0 + Double.random(in: -1...1, using: &generator) }
      let expected = problem.gradient(x)
      let scale = expected.reduce(1) { max($0, abs($1)) }
      let result = try valueAndGradient(at: x, of: problem.function)
      #expect(result.value == problem.value(x), "seed \(seed)")
      for (derivative, exact) in zip(result.gradient, expected) {
        #expect(abs(derivative - exact) <= 1e-13 * scale, "seed \(seed)")
      }
    }
  }

  @Test func functionsWithoutVariables() {
    #expect(valueAndGradient(at: [1, 2]) { _ in 3 }.gradient == [0, 0])
    #expect(valueAndGradient(at: [Double]()) { _ in 3 }.value == 3)
    #expect(tapeGradient(1, 2) { $0[1] } == [0, 1])
    #expect(tapeGradient(5) { $0[0] - $0[0] } == [0])
  }

  @Test func errorsAreThrown() {
    struct Trouble: Error {}
    #expect(throws: Trouble.self) { try valueAndGradient(at: [1]) { _ in throw Trouble() } }
    #expect(tapeGradient(3) { $0[0] * $0[0] } == [6])
  }

  @Test func nested() {
    // g(x) = x · d/dt (t³ + x t) at t = x: x (3x² + x), with the inner derivative a constant for the outer gradient.
    let outer = valueAndGradient(at: [2, 5]) { x in
      let t = x[0].primal
      let inner = valueAndGradient(at: [t, 1]) { (y: [Variable]) -> Variable in
        y[0] * y[0] * y[0] + Variable(t) * y[0] * y[1]
      }
      #expect(inner.gradient == [14, 4])
      return x[0] * Variable(inner.gradient[0]) * x[1]
    }
    #expect(outer.value == 140 && outer.gradient == [70, 28])
  }

  @Test func joiningRecordingsIsSeen() {
    var inner: [Double] = []
    let outer = valueAndGradient(at: [2]) { x in
      let result = valueAndGradient(at: [3]) { $0[0] * x[0] }
      inner = result.gradient
      return x[0] * Variable(result.value.isNaN ? 1 : 2)
    }
    #expect(inner[0].isNaN && outer.gradient[0].isNaN)
    #expect(tapeGradient(3) { $0[0] * $0[0] } == [6])
  }

  @Test func variablesThatEscaped() {
    var escaped: [Variable] = []
    _ = valueAndGradient(at: [2, 3]) {
      escaped = $0
      return $0[0] * $0[1]
    }
    #expect((escaped[0] * escaped[1]).value.isNaN)
    let later = valueAndGradient(at: [2, 3]) { $0[0] * $0[1] * escaped[0] }
    #expect(later.value.isNaN && later.gradient.allSatisfy(\.isNaN))
    let returned = valueAndGradient(at: [2, 3]) { _ in escaped[0] }
    #expect(returned.gradient[0].isNaN && returned.gradient[1].isNaN)
    #expect(Variable.sum(escaped).value.isNaN)
    #expect(escaped.map(\.value) == [2, 3])
  }

  @Test func manyThreads() async {
    let n = 200
    let problem = TestProblems.rosenbrock(n)
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<16 {
        group.addTask { @concurrent in
          for round in 0..<50 {
            let x = (0..<n).map { 1 + Double(($0 * 7 + task * 3 + round) % 11) / 10 }
            let gradient = valueAndGradient(at: x) { (x: [Variable]) in problem.function(x) }.gradient
            let expected = problem.gradient(x)
            for (a, b) in zip(gradient, expected) where abs(a - b) > 1e-10 { return false }
          }
          return true
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func jacobians() {
    let result = valuesAndJacobian(at: [2, 3]) { x in [x[0] * x[1], x[0], 7, .exp(x[0]) / x[1]] }
    #expect(result.values[..<3] == [6, 2, 7])
    let e = result.values[3]
    #expect(Array(result.jacobian.rows[..<3]) == [[3, 2], [1, 0], [0, 0]])
    #expect(abs(result.jacobian[3, 0] - e) < 1e-15 && abs(result.jacobian[3, 1] + e / 3) < 1e-15)
    #expect(jacobian(at: [2]) { _ in [] }.rowCount == 0)
  }

  @Test func objectives() throws {
    let objective = Objective(differentiating: { x in
      100 * .pow(x[1] - x[0] * x[0], 2) + .pow(1 - x[0], 2)
    })
    #expect(objective.provides == [.value, .gradient])
    let x = [-1.2, 1]
    let value = try #require(objective.value)
    #expect(try value(x) == TestProblems.rosenbrock(2).value(x))
    guard case .synchronous(let call) = objective.call else { return #expect(Bool(false)) }
    let evaluation = try call(x, [.value, .gradient])
    let gradient = try #require(evaluation.gradient)
    let expected = TestProblems.rosenbrock(2).gradient(x)
    #expect(zip(gradient, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(try call(x, .value).gradient == nil)
    let f = TestProblems.rosenbrock(2).function
    for twice in [Objective(value: { f($0) }, differentiating: { f($0) }), Objective(differentiating: f)] {
      guard case .synchronous(let call) = twice.call else { return #expect(Bool(false)) }
      #expect(try call(x, .value).value == value(x))
      #expect(try call(x, [.value, .gradient]).gradient == valueAndGradient(at: x, of: f).gradient)
    }
  }

  /// ∇²f(x) v of Rosenbrock's function, forward over reverse and reverse over reverse.
  @Test func hessians() {
    let x = [-1.2, 1.0]
    let f = TestProblems.rosenbrock(2).function
    let exact = [[1200 * x[0] * x[0] - 400 * x[1] + 2, -400 * x[0]], [-400 * x[0], 200]]
    for direction in 0..<2 {
      let duals = x.indices.map { TinyDual(x[$0], $0 == direction ? 1 : 0) }
      let forward = valueAndGradient(at: duals) { f($0) }
      #expect(forward.value.primal == f(x))
      let reverse = valueAndGradient(at: x) { x in valueAndGradient(at: x) { f($0) }.gradient[direction] }
      for row in 0..<2 {
        #expect(abs(forward.gradient[row].tangent - exact[row][direction]) < 1e-10)
        #expect(abs(reverse.gradient[row] - exact[row][direction]) < 1e-10)
      }
    }
  }

  /// Second derivatives of operations that take part in a sweep of their own.
  @Test func secondDerivativesOfOperations() throws {
    func f<Number: RealScalar>(_ x: [TapeNumber<Number>]) -> TapeNumber<Number> {
      guard let a = try? TapeMatrix(rows: [[x[0], 2], [x[1], .exp(x[0])]]),
        let solution = try? TapeNumber<Number>.solve(a, [x[1], 1])
      else { return 0 }
      return .dot(solution, a * [x[1], .sin(x[0])]) + .logGamma(x[0] * x[1])
    }
    let x = [1.3, 0.7]
    for i in 0..<2 {
      let duals = x.indices.map { TinyDual(x[$0], $0 == i ? 1 : 0) }
      let product = valueAndGradient(at: duals) { f($0) }.gradient.map(\.tangent)
      for j in 0..<2 {
        let expected = extrapolatedDerivative(at: x[i], step: 0.05) { t in
          var moved = x
          moved[i] = t
          return valueAndGradient(at: moved) { f($0) }.gradient[j]
        }
        #expect(abs(product[j] - expected) < 1e-7 * (1 + abs(expected)))
      }
    }
  }
}
