import NadirEvaluation
import NadirScalars

// Hock & Schittkowski 1981, Test Examples for Nonlinear Programming Codes, Lecture Notes in Economics and Mathematical
// Systems 187, Springer, doi:10.1007/978-3-642-48320-2: the problems that have bounds and no other constraints.

func hockSchittkowski(_ number: Int) -> String {
  "Hock & Schittkowski 1981, problem \(number), doi:10.1007/978-3-642-48320-2"
}

extension TestProblems {
  /// HS1: Rosenbrock's function with x₂ ≥ −1.5, which is not active at the minimizer (1, 1). Start (−2, 1).
  public static let hs1 = rosenbrock(2).bounded(
    "HS1", source: hockSchittkowski(1), start: [-2, 1],
    by: Box(lower: [-.infinity, -1.5], upper: [.infinity, .infinity]), minimum: 0, minimizers: [[1, 1]])

  /// HS2: Rosenbrock's function with x₂ ≥ 1.5, active at the minimizer (2a cos(⅓ arccos(1/b)), 1.5) with
  /// a = √(598/1200) and b = 400a³; f = 0.0504261879.
  ///
  /// A local minimum is 4.941229318 at (−1.2210262421, 1.5). The published start (−2, 1) lies outside the bounds.
  public static let hs2 = rosenbrock(2).bounded(
    "HS2", source: hockSchittkowski(2), start: [-2, 1],
    by: Box(lower: [-.infinity, 1.5], upper: [.infinity, .infinity]),
    minimum: 0.05042618789360708, minimizers: [[1.2243707487363524, 1.5]], features: .multimodal)

  /// HS3: f(x) = x₂ + 10⁻⁵(x₂ − x₁)² with x₂ ≥ 0, active at the minimizer (0, 0), where f = 0. Start (10, 1).
  public static let hs3 = TestProblem(
    "HS3", source: hockSchittkowski(3), start: [10, 1],
    box: Box(lower: [-.infinity, 0], upper: [.infinity, .infinity]), minimum: 0, minimizers: [[0, 0]],
    features: [.convex, .badlyScaled],
    function: HS3(),
    gradient: { x in [2e-5 * (x[0] - x[1]), 1 + 2e-5 * (x[1] - x[0])] })

  private struct HS3: TestFunction {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
      x[1] + 1e-5 * (x[1] - x[0]) * (x[1] - x[0])
    }
  }

  /// HS4: f(x) = (x₁ + 1)³/3 + x₂ with x₁ ≥ 1 and x₂ ≥ 0, both active at the minimizer (1, 0), where f = 8/3.
  ///
  /// Start (1.125, 0.125).
  public static let hs4 = TestProblem(
    "HS4", source: hockSchittkowski(4), start: [1.125, 0.125],
    box: Box(lower: [1, 0], upper: [.infinity, .infinity]), minimum: 8.0 / 3, minimizers: [[1, 0]],
    features: .convex,
    function: HS4(),
    gradient: { x in [(x[0] + 1) * (x[0] + 1), 1] })

  private struct HS4: TestFunction {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
      let shifted = x[0] + 1
      return shifted * shifted * shifted / 3 + x[1]
    }
  }

  /// HS5: f(x) = sin(x₁ + x₂) + (x₁ − x₂)² − 1.5x₁ + 2.5x₂ + 1 with −1.5 ≤ x₁ ≤ 4 and −3 ≤ x₂ ≤ 3, from the origin.
  ///
  /// f = −√3/2 − π/3 at (½ − π/3, −½ − π/3), inside. x₁ + x₂ a turn further, at (½ + 2π/3, −½ + 2π/3), is a local
  /// minimum.
  public static let hs5 = TestProblem(
    "HS5", source: hockSchittkowski(5), start: [0, 0], box: Box(lower: [-1.5, -3], upper: [4, 3]),
    minimum: -3.0.squareRoot() / 2 - Double.pi / 3, minimizers: [[0.5 - Double.pi / 3, -0.5 - Double.pi / 3]],
    features: .multimodal,
    function: HS5(),
    gradient: { x in
      let slope = cos(x[0] + x[1])
      let difference = 2 * (x[0] - x[1])
      return [slope + difference - 1.5, slope - difference + 2.5]
    })

  private struct HS5: TestFunction {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
      let difference = x[0] - x[1]
      let curved = sin(x[0] + x[1]) + difference * difference
      return curved - 1.5 * x[0] + 2.5 * x[1] + 1
    }
  }

  /// HS25: f = Σrᵢ² with rᵢ = exp(−(uᵢ − x₂)^x₃ / x₁) − 0.01i and uᵢ = 25 + (−50 ln 0.01i)^(2/3), for i = 1, …, 99,
  /// where 0.1 ≤ x₁ ≤ 100, 0 ≤ x₂ ≤ 25.6 and 0 ≤ x₃ ≤ 5.
  ///
  /// f = 0 at (50, 25, 1.5). All derivatives are next to nothing at the start (100, 12.5, 3), so that a gradient test
  /// may end there at once; outside the bounds the function need not be a number.
  public static let hs25 = TestProblem(
    "HS25", source: hockSchittkowski(25), start: [100, 12.5, 3],
    box: Box(lower: [0.1, 0, 0], upper: [100, 25.6, 5]), minimizers: [[50, 25, 1.5]], features: .multimodal,
    residualCount: 99,
    map: HS25(),
    jacobian: { x in
      (1...99).flatMap { i in
        let distance = HS25.u(i) - x[1]
        let power = pow(distance, x[2])
        let decay = exp(-power / x[0])
        return [
          decay * power / (x[0] * x[0]), decay * x[2] * power / distance / x[0], -decay * power * log(distance) / x[0],
        ]
      }
    })

  private struct HS25: TestMap {
    static func u(_ i: Int) -> Double { 25 + pow(-50 * log(0.01 * Double(i)), 2.0 / 3) }

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      (1...99).map { i in
        let power = pow(Number(Self.u(i)) - x[1], x[2])
        return exp(-power / x[0]) - Number(0.01 * Double(i))
      }
    }
  }

  /// HS38: Wood's function with −10 ≤ xᵢ ≤ 10, none of them active at the minimizer (1, 1, 1, 1).
  public static let hs38 = wood.bounded(
    "HS38", source: hockSchittkowski(38),
    by: Box(lower: [Double](repeating: -10, count: 4), upper: [Double](repeating: 10, count: 4)), minimum: 0,
    minimizers: [[1, 1, 1, 1]])

  /// HS45: f(x) = 2 − x₁x₂x₃x₄x₅/120 with 0 ≤ xᵢ ≤ i, where every upper bound is active: f = 1 at (1, 2, 3, 4, 5).
  ///
  /// The published start (2, 2, 2, 2, 2) lies outside the bounds. Points with two vanishing coordinates are stationary.
  public static let hs45 = TestProblem(
    "HS45", source: hockSchittkowski(45), start: [2, 2, 2, 2, 2],
    box: Box(lower: [Double](repeating: 0, count: 5), upper: [1, 2, 3, 4, 5]), minimum: 1,
    minimizers: [[1, 2, 3, 4, 5]], features: .multimodal,
    function: HS45(),
    gradient: { x in
      x.indices.map { j in -x.indices.reduce(1) { $1 == j ? $0 : $0 * x[$1] } / 120 }
    })

  private struct HS45: TestFunction {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number { 2 - x.reduce(1, *) / 120 }
  }

  /// HS110: f(x) = Σ ((ln(xᵢ − 2))² + (ln(10 − xᵢ))²) − (Πxᵢ)^0.2 with 2.001 ≤ xᵢ ≤ 9.999 for i = 1, …, 10.
  ///
  /// f = −45.77846971 where all xᵢ = 9.35025655…, inside; start 9 in every coordinate. Outside (2, 10) the function is
  /// not a number. The published minimizer is exact to five digits; the one here is where the derivative vanishes.
  public static let hs110 = TestProblem(
    "HS110", source: hockSchittkowski(110), start: [Double](repeating: 9, count: 10),
    box: Box(lower: [Double](repeating: 2.001, count: 10), upper: [Double](repeating: 9.999, count: 10)),
    minimum: -45.77846970744627, minimizers: [[Double](repeating: 9.350265833069384, count: 10)],
    function: HS110(),
    gradient: { x in
      let root = pow(x.reduce(1, *), 0.2)
      return x.map { 2 * log($0 - 2) / ($0 - 2) - 2 * log(10 - $0) / (10 - $0) - 0.2 * root / $0 }
    })

  private struct HS110: TestFunction {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
      let logarithms: Number = x.reduce(0) { sum, xi in
        let (low, high) = (log(xi - 2), log(10 - xi))
        return sum + low * low + high * high
      }
      return logarithms - pow(x.reduce(1, *), 0.2)
    }
  }
}
