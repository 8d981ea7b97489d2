import NadirScalars
import NadirDerivatives
import NadirProblems

/// Problems of `TestProblems` rewritten for all numbers.
protocol GenericProblem: DifferentiableMap {
  var problem: TestProblem { get }
}

extension GenericProblem {
  /// The sum of squares.
  var sum: SumOfSquares<Self> { SumOfSquares(residuals: self) }
}

struct SumOfSquares<Residuals: DifferentiableMap>: DifferentiableFunction {
  let residuals: Residuals

  func callAsFunction<Number: RealScalar>(_ x: [Number]) throws -> Number {
    try residuals(x).reduce(0) { $0 + $1 * $1 }
  }
}

struct Rosenbrock: GenericProblem {
  var n = 2
  var problem: TestProblem { TestProblems.rosenbrock(n) }

  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
    var residuals: [Number] = []
    for (a, b) in zip(x, x.dropFirst()) { residuals += [10 * (b - a * a), 1 - a] }
    return residuals
  }
}

struct PowellSingular: GenericProblem {
  let problem = TestProblems.powellSingular

  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
    let (a, b) = (x[1] - 2 * x[2], x[0] - x[3])
    return [x[0] + 10 * x[1], sqrt(5) * (x[2] - x[3]), a * a, sqrt(10) * (b * b)]
  }
}

struct PowellBadlyScaled: GenericProblem {
  let problem = TestProblems.powellBadlyScaled

  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
    [1e4 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - 1.0001]
  }
}

struct Beale: GenericProblem {
  let problem = TestProblems.beale

  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
    (1...3).map { i in Number([1.5, 2.25, 2.625][i - 1]) - x[0] * (1 - pow(x[1], i)) }
  }
}

struct Wood: GenericProblem {
  let problem = TestProblems.wood

  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
    let ten = sqrt(10 as Number)
    return [
      10 * (x[1] - x[0] * x[0]), 1 - x[0], 3 * ten * (x[3] - x[2] * x[2]), 1 - x[2],
      ten * (x[1] + x[3] - 2), (x[1] - x[3]) / ten,
    ]
  }
}

struct HelicalValley: GenericProblem {
  let problem = TestProblems.helicalValley

  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
    var turn = atan(x[1] / x[0]) / Number(2 * Double.pi)
    if x[0] < 0 { turn += 0.5 }
    return [10 * (x[2] - 10 * turn), 10 * (sqrt(x[0] * x[0] + x[1] * x[1]) - 1), x[2]]
  }
}

struct BiggsEXP6: GenericProblem {
  let problem = TestProblems.biggsEXP6

  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
    (1...13).map { i in
      let t = Number(Double(i) / 10)
      let y = exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t)
      return x[2] * exp(-t * x[0]) - x[3] * exp(-t * x[1]) + x[5] * exp(-t * x[4]) - y
    }
  }
}

let genericProblems: [any GenericProblem] = [
  Rosenbrock(), Rosenbrock(n: 5), Rosenbrock(n: 8), Rosenbrock(n: 19), PowellSingular(), PowellBadlyScaled(), Beale(),
  Wood(), HelicalValley(), BiggsEXP6(),
]
