import Nadir
import Testing

private struct Rosenbrock: DifferentiableFunction {
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
    var sum: Number = 0
    for i in 0..<x.count - 1 {
      let (a, b) = (1 - x[i], x[i + 1] - x[i] * x[i])
      sum += a * a + 100 * b * b
    }
    return sum
  }
}

private struct Wood: DifferentiableFunction {
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
    let (a, b) = (x[1] - x[0] * x[0], x[3] - x[2] * x[2])
    let (c, d) = (1 - x[0], 1 - x[2])
    let (e, f) = (x[1] + x[3] - 2, x[1] - x[3])
    let steep = 100 * a * a + 90 * b * b
    return steep + c * c + d * d + 10 * e * e + f * f / 10
  }
}

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

/// The same minima with differences, with tapes and with duals, and fewer evaluations.
@Suite struct AutomaticGradientTests {
  private func check(
    _ function: some DifferentiableFunction, from start: [Double], minimizer: [Double], accuracy: Double
  ) throws {
    let ways: [(name: String, objective: Objective<[Double]>)] = [
      ("differences", Objective { (x: [Double]) -> Double in try function(x) }),
      ("tapes", Objective(differentiating: function)),
      ("duals", Objective(differentiatingForward: function)),
    ]
    func run(_ algorithm: some Algorithm) throws {
      let outcomes = try ways.map { try minimize($0.objective, from: start, using: algorithm) }
      for (way, outcome) in zip(ways, outcomes) {
        let distance = zip(outcome.best, minimizer).map { abs($0 - $1) }.max() ?? .nan
        #expect(outcome.success && distance < accuracy, "\(way.name), \(outcome)")
      }
      // The same gradients to rounding: the same way, at a fraction of the evaluations of differences.
      #expect(abs(outcomes[1].counts.evaluations - outcomes[2].counts.evaluations) <= 2)
      #expect(outcomes[1].counts.evaluations * 2 <= outcomes[0].counts.evaluations)
    }
    try run(LBFGSB())
    try run(BFGS())
  }

  @Test func rosenbrock() throws {
    for n in [2, 5, 10] {
      try check(
        Rosenbrock(), from: (0..<n).map { $0.isMultiple(of: 2) ? -1.2 : 1 },
        minimizer: [Double](repeating: 1, count: n), accuracy: 2e-2)
    }
  }

  @Test func wood() throws {
    try check(Wood(), from: [2, 0.5, 2, 0.5], minimizer: [1, 1, 1, 1], accuracy: 2e-2)
  }

  @Test func decay() throws {
    try check(Decay(), from: [1, 1, 0], minimizer: [3, 0.5, 1], accuracy: 1e-2)
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
