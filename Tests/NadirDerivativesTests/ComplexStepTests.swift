import NadirScalars
import ComplexModule
import NadirDerivatives
import NadirEvaluation
import NadirProblems
import RealModule
import Testing
import _TestSupport

@Suite struct ComplexStepTests {
  /// The function of Squire & Trapp 1998, f(x) = eˣ / (cos³x + sin³x), at their x = 1.5.
  @Test func exampleOfThePaper() {
    let gradient = ComplexStep.gradient(at: [1.5]) { x in
      let (cosine, sine) = (Complex.cos(x[0]), Complex.sin(x[0]))
      return Complex.exp(x[0]) / (cosine * cosine * cosine + sine * sine * sine)
    }
    let forward = Forward.gradient(at: [1.5]) { x in exp(x[0]) / (pow(cos(x[0]), 3) + pow(sin(x[0]), 3)) }
    #expect(abs(gradient[0] - 3.62203370071632) < 1e-13)
    #expect(abs(gradient[0] - forward[0]) < 1e-14)
  }

  @Test(arguments: [2, 9]) func rosenbrock(_ n: Int) {
    let seed: UInt64 = 7
    var generator = SeededGenerator(seed: seed)
    let problem = TestProblems.rosenbrock(n)
    for _ in 0..<100 {
      let x = problem.start.map { $0 + .random(in: -0.5...0.5, using: &generator) }
      let (value, gradient) = ComplexStep.valueAndGradient(at: x) { x in
        (0..<n - 1).reduce(Complex(0)) { sum, i in
          let (a, b) = (1 - x[i], x[i + 1] - x[i] * x[i])
          return sum + a * a + 100 * b * b
        }
      }
      let exact = problem.gradient(x)
      // The terms of a component of the gradient are larger than it where they cancel.
      let scale = exact.reduce(0) { max($0, abs($1)) }
      #expect(abs(value - problem.value(x)) <= 1e-14 * problem.value(x), "seed \(seed)")
      for i in 0..<n { #expect(abs(gradient[i] - exact[i]) <= 1e-15 * scale, "seed \(seed), \(x), \(i)") }
    }
  }

  @Test func elementaryFunctions() {
    typealias Pair = (@Sendable (Complex<Double>) -> Complex<Double>, @Sendable (Double) -> Double)
    let pairs: [Pair] = [
      ({ .exp($0) }, { .exp($0) }), ({ .log($0) }, { 1 / $0 }), ({ .sqrt($0) }, { 0.5 / $0.squareRoot() }),
      ({ .sin($0) }, { .cos($0) }), ({ .cosh($0) }, { .sinh($0) }), ({ 1 / $0 }, { -1 / ($0 * $0) }),
      ({ .asinh($0) }, { 1 / .hypot(1, $0) }), ({ .pow($0, 3) }, { 3 * $0 * $0 }),
    ]
    for (k, (f, derivative)) in pairs.enumerated() {
      for x in [0.3, 0.9, 2.7, 11] {
        let slope = ComplexStep.gradient(at: [x]) { f($0[0]) }[0]
        #expect(abs(slope - derivative(x)) <= 1e-15 * abs(derivative(x)), "function \(k) at \(x)")
      }
    }
  }

  /// As an objective it has the value of the real function and an exact gradient.
  @Test func objectives() throws {
    let objective = Objective<[Double]>(complexStep: { x in .exp(x[0]) * x[1] * x[1] })
    guard case .synchronous(let function) = objective.call else { return #expect(Bool(false), "synchronous") }
    let both = try function([0.5, 3], [.value, .gradient])
    let gradient = try #require(both.gradient)
    let value = try objective.value?([0.5, 3])
    #expect(both.value == .exp(0.5) * 9 && both.value == value)
    #expect(abs(gradient[0] - .exp(0.5) * 9) < 1e-14 && abs(gradient[1] - .exp(0.5) * 6) < 1e-14)
  }

  @Test func nothingToDifferentiate() {
    let (value, gradient) = ComplexStep.valueAndGradient(at: []) { _ in Complex(3) }
    #expect(value == 3 && gradient.isEmpty)
  }
}
