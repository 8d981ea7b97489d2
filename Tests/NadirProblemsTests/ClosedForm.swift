import NadirProblems
import NadirScalars
import Testing

/// A Hessian in closed form, by calculus from the formula in the problem's documentation.
struct ClosedForm: Sendable, CustomTestStringConvertible {
  let problem: TestProblem
  /// Hᵢⱼ at x for i ≤ j, numbered from 0.
  let element: @Sendable (_ x: [Double], _ i: Int, _ j: Int) -> Double

  var testDescription: String { problem.name }

  static func elements(
    _ problem: TestProblem, _ element: @escaping @Sendable ([Double], Int, Int) -> Double
  ) -> ClosedForm {
    ClosedForm(problem: problem, element: element)
  }

  /// For a few coordinates: the upper triangle, row by row.
  static func triangle(
    _ problem: TestProblem, _ triangle: @escaping @Sendable ([Double]) -> [[Double]]
  ) -> ClosedForm {
    ClosedForm(problem: problem) { x, i, j in triangle(x)[i][j - i] }
  }

  static let all = quadratics + inSomeCoordinates + inAnyNumberOfCoordinates + hockSchittkowski

  static let quadratics: [ClosedForm] = [
    .elements(TestProblems.sphere(5)) { _, i, j in i == j ? 2 : 0 },
    .elements(TestProblems.trid(6)) { _, i, j in i == j ? 2 : (j == i + 1 ? -1 : 0) },
    // QDQ with Q = I − 2vvᵀ/vᵀv, v = (1, 2, …, 6) and D from 1 to κ.
    .elements(TestProblems.quadratic(6, condition: 1_000)) { _, i, j in
      func q(_ i: Int, _ k: Int) -> Double { (i == k ? 1 : 0) - 2 * Double((i + 1) * (k + 1)) / 91 }
      var sum = 0.0
      for k in 0..<6 { sum += q(i, k) * pow(1_000, Double(k) / 5) * q(k, j) }
      return sum
    },
    .triangle(TestProblems.hs3) { _ in [[2e-5, -2e-5], [2e-5]] },
  ]

  static let inSomeCoordinates: [ClosedForm] = [
    .triangle(TestProblems.himmelblau) { x in
      [[12 * x[0] * x[0] + 4 * x[1] - 42, 4 * (x[0] + x[1])], [12 * x[1] * x[1] + 4 * x[0] - 26]]
    },
    .triangle(TestProblems.mckinnon(tau: 3, theta: 6, phi: 400)) { x in
      [[(x[0] < 0 ? 2_400 : 6) * 6 * x[0].magnitude, 0], [2]]
    },
    .triangle(TestProblems.brownBadlyScaled) { x in
      [[2 + 2 * x[1] * x[1], 4 * x[0] * x[1] - 4], [2 + 2 * x[0] * x[0]]]
    },
    // 2JᵀJ + 2Σ rᵢ∇²rᵢ, where only ∂²rᵢ/∂x₂² is not 0.
    .elements(TestProblems.freudensteinRoth) { x, i, j in
      let (problem, b) = (TestProblems.freudensteinRoth, x[1])
      let r = problem.residuals?(x) ?? []
      let curvature = r[0] * (10 - 6 * b) + r[1] * (6 * b + 2)
      return gaussNewton(problem, x, i, j) + (i == 1 ? 2 * curvature : 0)
    },
    .triangle(TestProblems.powellSingular, powellSingular),
    .triangle(TestProblems.wood, wood),
    .triangle(TestProblems.boundedWood, wood),
  ]

  static let inAnyNumberOfCoordinates: [ClosedForm] = [
    .elements(TestProblems.rosenbrock(2), rosenbrock),
    .elements(TestProblems.rosenbrock(5), rosenbrock),
    .elements(TestProblems.rosenbrock(20), rosenbrock),
    .elements(TestProblems.extendedRosenbrock(6)) { x, i, j in
      let k = i / 2 * 2
      return j < k + 2 ? rosenbrock([x[k], x[k + 1]], i - k, j - k) : 0
    },
    .elements(TestProblems.extendedPowellSingular(8)) { x, i, j in
      let k = i / 4 * 4
      return j < k + 4 ? powellSingular(Array(x[k..<k + 4]))[i - k][j - i] : 0
    },
    // 2I + (2 + 12s²)wwᵀ with w = (1, …, n) and s = Σ j(xⱼ − 1).
    .elements(TestProblems.variablyDimensioned(6)) { x, i, j in
      var s = 0.0
      for k in x.indices { s += Double(k + 1) * (x[k] - 1) }
      return (i == j ? 2 : 0) + (2 + 12 * s * s) * Double((i + 1) * (j + 1))
    },
    .elements(TestProblems.penaltyI(4)) { x, i, j in
      let excess = x.reduce(-0.25) { $0 + $1 * $1 }
      return 8 * x[i] * x[j] + (i == j ? 2e-5 + 4 * excess : 0)
    },
    // 2JᵀJ + 2Σ rᵢ∇²rᵢ, where only ∂²rᵢ/∂xᵢ² = −4 is not 0.
    .elements(TestProblems.broydenTridiagonal(6)) { x, i, j in
      let problem = TestProblems.broydenTridiagonal(6)
      let r = problem.residuals?(x) ?? []
      return gaussNewton(problem, x, i, j) - (i == j ? 8 * r[i] : 0)
    },
    // Likewise, with ∂²rᵢ/∂xᵢ² = 3h²(xᵢ + tᵢ + 1), ∂²rᵢ/∂xⱼ² = 3hk(tᵢ, tⱼ)(xⱼ + tⱼ + 1), and 30xᵢ on the diagonal
    // beside −2 at the neighbors.
    .elements(TestProblems.discreteBoundaryValue(10)) { x, i, j in
      let problem = TestProblems.discreteBoundaryValue(10)
      let r = problem.residuals?(x) ?? []
      let curvature = 3 * (x[i] + Double(i + 1) / 11 + 1) / 121
      return gaussNewton(problem, x, i, j) + (i == j ? 2 * r[i] * curvature : 0)
    },
    .elements(TestProblems.discreteIntegralEquation(10)) { x, i, j in
      let problem = TestProblems.discreteIntegralEquation(10)
      let known = gaussNewton(problem, x, i, j)
      guard i == j else { return known }
      return (problem.residuals?(x) ?? []).enumerated().reduce(known) { sum, term in
        let kernel = Double((min(term.offset, i) + 1) * (10 - max(term.offset, i))) / 121
        return sum + 2 * term.element * 3 * kernel * (x[i] + Double(i + 1) / 11 + 1) / 11
      }
    },
    .elements(TestProblems.broydenBanded(10)) { x, i, j in
      let problem = TestProblems.broydenBanded(10)
      let known = gaussNewton(problem, x, i, j)
      guard i == j else { return known }
      return (problem.residuals?(x) ?? []).enumerated().reduce(known) { sum, term in
        let isNeighbor = (term.offset - 5...term.offset + 1).contains(i)
        let curvature = term.offset == i ? 30 * x[i] : (isNeighbor ? -2 : 0)
        return sum + 2 * term.element * curvature
      }
    },
    .elements(TestProblems.linearFullRank(9, residuals: 45)) { _, i, j in i == j ? 2 : 0 },
    .elements(TestProblems.linearRank1(7, residuals: 35)) { _, i, j in 2 * 14_910 * Double((i + 1) * (j + 1)) },
  ]

  static let hockSchittkowski: [ClosedForm] = [
    .triangle(TestProblems.hs4) { x in [[2 * (x[0] + 1), 0], [0]] },
    .triangle(TestProblems.hs5) { x in
      let curvature = -sin(x[0] + x[1])
      return [[curvature + 2, curvature - 2], [curvature + 2]]
    },
    .elements(TestProblems.hs45) { x, i, j in
      i == j ? 0 : -x.indices.reduce(1) { $1 == i || $1 == j ? $0 : $0 * x[$1] } / 120
    },
    .elements(TestProblems.hs110) { x, i, j in
      let root = pow(x.reduce(1, *), 0.2)
      guard i == j else { return -0.04 * root / (x[i] * x[j]) }
      let (low, high) = (x[i] - 2, 10 - x[i])
      let logarithms = 2 * (1 - log(low)) / (low * low) + 2 * (1 - log(high)) / (high * high)
      return logarithms + 0.16 * root / (x[i] * x[i])
    },
  ]

  /// The chained function.
  static func rosenbrock(_ x: [Double], _ i: Int, _ j: Int) -> Double {
    guard i == j else { return j == i + 1 ? -400 * x[i] : 0 }
    return (i > 0 ? 200 : 0) + (i + 1 < x.count ? 1_200 * x[i] * x[i] - 400 * x[i + 1] + 2 : 0)
  }

  /// Of (x₁ + 10x₂)² + 5(x₃ − x₄)² + (x₂ − 2x₃)⁴ + 10(x₁ − x₄)⁴.
  static func powellSingular(_ x: [Double]) -> [[Double]] {
    let (a, b) = ((x[0] - x[3]) * (x[0] - x[3]), (x[1] - 2 * x[2]) * (x[1] - 2 * x[2]))
    return [[2 + 120 * a, 20, 0, -120 * a], [200 + 12 * b, -24 * b, 0], [10 + 48 * b, -10], [10 + 120 * a]]
  }

  /// Of 100(x₂ − x₁²)² + (1 − x₁)² + 90(x₄ − x₃²)² + (1 − x₃)² + 10(x₂ + x₄ − 2)² + (x₂ − x₄)²/10.
  static func wood(_ x: [Double]) -> [[Double]] {
    [
      [1_200 * x[0] * x[0] - 400 * x[1] + 2, -400 * x[0], 0, 0], [220.2, 0, 19.8],
      [1_080 * x[2] * x[2] - 360 * x[3] + 2, -360 * x[2]], [200.2],
    ]
  }

  /// (2JᵀJ)ᵢⱼ.
  static func gaussNewton(_ problem: TestProblem, _ x: [Double], _ i: Int, _ j: Int) -> Double {
    let (rows, n) = (problem.jacobian?(x) ?? [], x.count)
    return stride(from: 0, to: rows.count, by: n).reduce(0) { $0 + 2 * rows[$1 + i] * rows[$1 + j] }
  }
}
