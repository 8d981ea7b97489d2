import NadirAlgorithms
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import NadirProblems
import NadirScalars
import Testing
import _TestSupport

/// What the methods for residuals in boxes have in common.
@Suite struct BoundedLeastSquaresTests {
  static let algorithms: [any Algorithm] = [
    TrustRegionReflective(), TrustRegionReflective(steps: .lsmr), Dogleg(),
  ]
  static let given: Demand = [.value, .residuals, .jacobian]
  static let tight = Tolerances(value: 0, step: 0, gradient: 1e-12)

  private func solved(
    _ problem: TestProblem, _ algorithm: any Algorithm, giving gives: Demand = given
  ) async -> Solution {
    func run(_ algorithm: some Algorithm) async -> Solution {
      await solve(problem, using: algorithm, giving: gives, evaluations: 2_000)
    }
    return await run(algorithm)
  }

  /// The minimizers of the published problems in boxes, bounds with and without multipliers among them, to eight
  /// digits, with the tolerances as they are.
  @Test(
    arguments: TestProblems.bounded.filter { $0.residuals != nil && !$0.features.contains(.multimodal) }, algorithms)
  func publishedMinimizersAreReached(_ problem: TestProblem, _ algorithm: any Algorithm) async {
    for gives in [[.value, .residuals], Self.given] as [Demand] {
      let result = await solved(problem, algorithm, giving: gives)
      #expect(result.termination.isConverged, "\(result)")
      #expect(result.value - problem.minimum <= 1e-8 * problem.minimum + 1e-15, "\(result)")
      let distance = problem.minimizers.map { maximumNorm(difference($0, result.point)) }.min() ?? .infinity
      #expect(distance <= 1e-8, "\(distance), \(result)")
    }
  }

  /// Where others are possible, the ending is at a point that fulfils the first-order conditions.
  @Test(arguments: TestProblems.bounded.filter { $0.residuals != nil }, algorithms)
  func endingsAreStationary(_ problem: TestProblem, _ algorithm: any Algorithm) async {
    let result = await solved(problem, algorithm)
    #expect(result.termination.isConverged, "\(result)")
    let stationarity = problem.box.projectedGradientNorm(problem.gradient(result.point), at: result.point)
    #expect(stationarity <= 1e-5 * max(1, result.value), "\(stationarity), \(result)")
  }

  /// Random linear problems with known minimizers on bounds, degenerate ones among them, from starts on bounds or not.
  @Test(arguments: 0..<60, algorithms) func knownMinimizersOnBoundsAreReached(
    _ seed: UInt64, _ algorithm: any Algorithm
  ) async throws {
    for residualNorm in [1, 1e-3] {
      let problem = TestProblem.boundedLinear(seed: seed, residualNorm: residualNorm)
      let result = await solved(problem, algorithm)
      #expect(result.termination.isConverged, "seed \(seed): \(result)")
      #expect(result.value - problem.minimum <= 1e-8 * problem.minimum, "seed \(seed): \(result)")

      var precise = algorithm
      precise.tolerances = Self.tight
      let exact = await solved(problem, precise)
      #expect(exact.termination.isConverged, "seed \(seed): \(exact)")
      let distances = zip(zip(exact.point, problem.minimizers[0]), zip(problem.box.lower, problem.box.upper)).map {
        ($0.0 - $0.1).magnitude / ($1.1 - $1.0)
      }
      #expect(maximumNorm(distances) <= 1e-7, "seed \(seed): \(distances)")
    }
  }

  /// What is measured in other units, here powers of two, is solved by the same steps.
  @Test(arguments: algorithms) func unitsDoNotMatter(_ algorithm: any Algorithm) async {
    let plain = TestProblems.boundedRosenbrock(2)
    let (first, second) = (0x1p40, 0x1p-30)
    let other = TestProblem(
      "other units", source: "made for the test", start: [plain.start[0] * first, plain.start[1] * second],
      box: Box(lower: [-2 * first, -2 * second], upper: [0.5 * first, 2 * second]), minimum: plain.minimum,
      residualCount: 2, map: Rescaled(first: first, second: second),
      jacobian: { x in [-20 * x[0] / first / first, 10 / second, -1 / first, 0] })
    let (expected, result) = (await solved(plain, algorithm), await solved(other, algorithm))
    #expect(result.value == expected.value)
    #expect(result.point == [expected.point[0] * first, expected.point[1] * second])
    #expect(result.counts.evaluations == expected.counts.evaluations)
  }

  private struct Rescaled: TestMap {
    let first, second: Double

    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let (a, b) = (x[0] / Number(first), x[1] / Number(second))
      return [Number(10) * (b - a * a), Number(1) - a]
    }
  }

  /// The first evaluation is the start, and a start at the solution, on bounds, is the only one.
  @Test(arguments: algorithms) func aStartAtTheSolutionIsTheEnd(_ algorithm: any Algorithm) async throws {
    let problem = TestProblem.linear(
      "corner", .identity(2), [2, -3], from: [1, -1], in: Box(lower: [-1, -1], upper: [1, 1]))
    let result = await solved(problem, algorithm)
    #expect(result.termination == .converged(.gradient))
    #expect(result.counts.evaluations == 1 && result.point == [1, -1])
  }

  /// From a corner where the gradient pulls inside; and a coordinate whose bounds are equal stays where it is.
  @Test(arguments: algorithms) func startsInCornersAreLeft(_ algorithm: any Algorithm) async throws {
    let a = try Matrix(rows: [[2, 1, 0], [1, 3, 1], [0, 1, 2], [1, 0, 1]])
    let box = Box(lower: [0, 0, 0.25], upper: [2, 2, 0.25])
    let problem = TestProblem.linear("from a corner", a, a * [1, 0.5, 0.25], from: [0, 2, 0.25], in: box)
    let result = await solved(problem, algorithm)
    #expect(result.termination.isConverged)
    #expect(maximumNorm(difference(result.point, [1, 0.5, 0.25])) < 1e-9, "\(result)")
    #expect(result.point[2] == 0.25)
  }

  /// Residuals that depend on nothing have no gradient; a constant part beside others changes nothing.
  @Test(arguments: algorithms) func constantResidualsEndAtOnce(_ algorithm: any Algorithm) async {
    let constant = TestProblem.linear("constant", Matrix(rowCount: 3, columnCount: 2), [1, 2, 3], from: [1, 1])
    for gives in [[.value, .residuals], Self.given] as [Demand] {
      let result = await solved(constant, algorithm, giving: gives)
      #expect(result.termination == .converged(.gradient) && result.value == 14)
    }
  }

  /// Columns that depend on one another, with and without bounds, and fewer residuals than parameters: the minimum is
  /// reached, at one of its points.
  @Test(arguments: 0..<20, algorithms) func dependentColumnsAreNoObstacle(
    _ seed: UInt64, _ algorithm: any Algorithm
  ) async {
    var generator = SeededGenerator(seed: seed)
    let n = Int.random(in: 2...6, using: &generator)
    let m = Int.random(in: 1...8, using: &generator)
    let rank = Int.random(in: 1...min(m, n - 1), using: &generator)
    let random = { (_: Int) in Double.random(in: -1...1, using: &generator) }
    let left = Matrix(rowCount: m, elements: (0..<m * rank).map(random))
    let a = left * Matrix(rowCount: rank, elements: (0..<rank * n).map(random))
    let b = (0..<m).map(random)
    let start = (0..<n).map(random)
    let minimum = PivotedQR(a).leastSquaresSolution(b).residualNorm
    let free = await solved(.linear("dependent", a, b, from: start), algorithm)
    #expect(free.termination.isConverged, "seed \(seed): \(free)")
    #expect(free.value <= minimum * minimum * (1 + 1e-7) + 1e-20, "seed \(seed): \(free), not \(minimum * minimum)")

    let box = Box(lower: [Double](repeating: -1, count: n), upper: [Double](repeating: 1, count: n))
    let problem = TestProblem.linear("dependent", a, b, from: start, in: box)
    var precise = algorithm
    precise.tolerances = Self.tight
    let bounded = await solved(problem, precise)
    #expect(bounded.termination.isConverged, "seed \(seed): \(bounded)")
    let stationarity = box.projectedGradientNorm(problem.gradient(bounded.point), at: bounded.point)
    #expect(stationarity < 1e-6, "seed \(seed): \(stationarity), \(bounded)")
  }

  /// exp(kt) through six points that lie on no such curve, and k ≤ 0.3: the one parameter ends on its bound.
  @Test(arguments: algorithms) func oneParameter(_ algorithm: any Algorithm) async {
    let free = TestProblem(
      "growth", source: "made for the test", start: [0], minimum: 0, residualCount: 6, map: Growth(),
      jacobian: { x in (0..<6).map { t in Double(t) * exp(x[0] * Double(t)) } })
    let minimum = await solved(free, algorithm)
    #expect(minimum.termination.isConverged)
    #expect(free.gradient(minimum.point)[0].magnitude < 1e-3, "\(minimum)")
    let bounded = TestProblem(
      "growth", source: "made for the test", start: [0], box: Box(lower: [-1], upper: [0.3]), minimum: 0,
      residualCount: 6, map: Growth(),
      jacobian: { x in (0..<6).map { t in Double(t) * exp(x[0] * Double(t)) } })
    let result = await solved(bounded, algorithm)
    #expect(result.termination == .converged(.gradient) && minimum.point[0] > 0.3)
    #expect((result.point[0] - 0.3).magnitude < 1e-9)
  }

  private struct Growth: TestMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let y = [1.3, 1.4, 2.5, 3.1, 5.6, 8.4]
      return y.indices.map { t in exp(x[0] * Number(Double(t))) - Number(y[t]) }
    }
  }

  @Test func optionsThatCannotWorkAreRefused() {
    #expect(throws: InvalidArgument.self) { try TrustRegionReflective(initialRadius: 0).validate(dimension: 2) }
    #expect(throws: InvalidArgument.self) { try Dogleg(initialRadius: .nan).validate(dimension: 2) }
    var algorithm = TrustRegionReflective()
    #expect(throws: InvalidArgument.self) { try algorithm.setOption("steps", to: .word("svd")) }
    #expect(throws: Never.self) { try algorithm.setOption("steps", to: .word("lsmr")) }
    #expect(algorithm.steps == .lsmr)
  }
}
