import Nadir
import NadirProblems
import Testing

/// A fit of an exponential decay to four numbers that it goes through.
private struct Decay: DifferentiableFunction {
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
    var sum: Number = 0
    for t in [0.0, 1, 2, 4] {
      let model = x[0] * exp(-x[1] * Number(t)) + x[2]
      let data = Number(3 * exp(-0.5 * t) + 1)
      sum += (model - data) * (model - data)
    }
    return sum
  }
}

/// The same minima with differences, with gradients by hand, with tapes and with duals.
@Suite struct AutomaticGradientTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var algorithm: any Algorithm
    var problem: TestProblem
    var testDescription: String { "\(type(of: algorithm).traits.name) on \(problem.name)" }
  }

  static let cases = [BFGS() as any Algorithm, LBFGSB()].flatMap { algorithm in
    let takesBounds = type(of: algorithm).traits.handlesBounds
    return (TestProblems.smooth + (takesBounds ? TestProblems.bounded : []))
      .map { Case(algorithm: algorithm, problem: $0) }
  }

  @Test(arguments: cases) func minimaAreTheSame(_ subject: Case) throws {
    let problem = subject.problem
    func run(_ objective: Objective<[Double]>) throws -> Outcome<[Double]> {
      try minimize(
        objective, from: problem.start, using: subject.algorithm,
        bounds: Bounds(lower: problem.box.lower, upper: problem.box.upper),
        tolerances: Tolerances(value: 0, gradient: 1e-7), budget: Budget(evaluations: 20_000), differences: .central)
    }
    let byHand = try run(Objective(value: problem.value, gradient: problem.gradient))
    let size = max(1, abs(byHand.value))
    #expect(byHand.success, "\(byHand)")
    if !problem.features.contains(.multimodal) { #expect(byHand.value - problem.minimum <= 1e-10 * size, "\(byHand)") }

    for objective in [
      Objective(differentiating: problem.function), Objective(differentiatingForward: problem.function),
    ] {
      let exact = try run(objective)
      #expect(exact.success && abs(exact.value - byHand.value) <= 1e-11 * size, "\(exact), not \(byHand)")
    }

    // Differences lose digits, most of them in the curved and badly scaled valley of Meyer's problem, and may come so
    // close that no step decreases the value before the gradient is seen to be small.
    let differences = try run(Objective { (x: [Double]) -> Double in problem.value(x) })
    let loss = problem.name == TestProblems.meyer.name ? 1e-3 : 1e-9
    #expect(abs(differences.value - byHand.value) <= loss * size, "\(differences), not \(byHand)")
    #expect(2 * byHand.counts.evaluations <= differences.counts.evaluations)
  }

  @Test(arguments: [BFGS() as any Algorithm, LBFGSB()]) func decay(_ algorithm: any Algorithm) throws {
    let objectives = [
      Objective { (x: [Double]) -> Double in Decay()(x) }, Objective(differentiating: Decay()),
      Objective(differentiatingForward: Decay()),
    ]
    for objective in objectives {
      let outcome = try minimize(objective, from: [1, 1, 0], using: algorithm)
      let distance = zip(outcome.best, [3, 0.5, 1]).map { abs($0 - $1) }.max() ?? .nan
      #expect(outcome.success && distance < 1e-2, "\(outcome)")
    }
  }

  /// Closures without a label are functions of numbers, whatever else an objective can be made of.
  @Test func closuresWithoutALabelAreValues() throws {
    let plain = Objective<[Double]> { x in
      let sum = x[0] + x[1]
      return sum * sum
    }
    #expect(plain.provides == .value)
    #expect(Objective<[Double]> { x in x[0] * x[0] }.provides == .value)
    #expect(Objective { (x: [Double]) in x[0] }.provides == .value)
    #expect(Objective(differentiating: { x in x[0] * x[0] }).provides == [.value, .gradient])
    #expect(Objective(differentiatingForward: { x in x[0] * x[0] }).provides == [.value, .gradient])
  }

  @Test func oneAndTheSameOnThreads() async throws {
    let objective = Objective(differentiating: { (x: [Variable]) in
      Variable.dot(x, x) + exp(x[0] * x[1]) * sin(x[2])
    })
    let alone = try await minimize(objective, from: [0.3, -0.4, 2])
    let threads = try await minimize(objective, from: [0.3, -0.4, 2], on: .threads(4))
    #expect(alone.best == threads.best && alone.value == threads.value && alone.counts == threads.counts)
  }
}
