import Foundation
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import NadirProblems
import Testing
import _TestSupport

@testable import NadirAlgorithms

/// Optimizers as algorithms: where they end, and whether they say so truthfully.
@Suite struct FirstOrderMethodTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var algorithm: any Algorithm
    var problem: TestProblem
    var testDescription: String { "\(type(of: algorithm).traits.name) on \(problem.name)" }
  }

  /// Adam with one learning rate for all; gradient descent with one that the curvature allows.
  static let cases: [Case] =
    [
      TestProblems.sphere(5), TestProblems.quadratic(6, condition: 100), TestProblems.rosenbrock(2),
      TestProblems.himmelblau, TestProblems.trid(6), TestProblems.beale, TestProblems.bard,
      TestProblems.boundedRosenbrock(2),
      TestProblems.boundedRosenbrock(6), TestProblems.degenerateRosenbrock(4), TestProblems.boundedWood,
      TestProblems.cornerWood, TestProblems.hs5,
    ].map { Case(algorithm: FirstOrderMethod(Adam(learningRate: 0.02)), problem: $0) }
    + [
      (TestProblems.sphere(5), 0.3), (TestProblems.quadratic(6, condition: 100), 0.008),
      (TestProblems.rosenbrock(2), 3e-4), (TestProblems.himmelblau, 0.003), (TestProblems.trid(6), 0.2),
      (TestProblems.boundedRosenbrock(6), 3e-4), (TestProblems.cornerWood, 1e-4),
    ].flatMap { problem, rate in
      [Momentum.heavyBall(0.9), .nesterov(0.9)].map { momentum in
        Case(
          algorithm: FirstOrderMethod(GradientDescent(learningRate: rate, momentum: momentum)), problem: problem)
      }
    }

  @Test(arguments: cases) func reachesAMinimum(_ subject: Case) async {
    func check(_ algorithm: some Algorithm) async {
      let problem = subject.problem
      let result = await solve(problem, using: algorithm, giving: [.value, .gradient], evaluations: 100_000)
      #expect(result.termination.isConverged, "\(result)")
      #expect(result.value - problem.minimum <= 1e-6 * max(1, abs(problem.minimum)), "\(result)")
    }
    await check(subject.algorithm)
  }

  /// (x² − 1)² + x/2 has its minimum near −1. A long step from beside it ends at the upper bound, which is a minimum, too,
  /// but a worse point than the start.
  @Test func aWorseMinimumThanTheBestPointIsNoSuccess() async {
    let evaluator = RecordingEvaluator(
      { x in (x[0] * x[0] - 1) * (x[0] * x[0] - 1) + x[0] / 2 }, gradient: { x in [4 * x[0] * (x[0] * x[0] - 1) + 0.5] }
    )
    func solved(learningRate: Double) async -> (best: Double?, termination: Termination) {
      let oracle = Oracle(
        evaluator: evaluator, provides: [.value, .gradient], box: Box(lower: [-3], upper: [0.8]),
        budget: Budget(evaluations: 1_000), differences: Differences.forward, elapsed: { .zero })
      let result = await solve(
        from: [-1.2], using: FirstOrderMethod(GradientDescent(learningRate: learningRate)), asking: oracle)
      return (result.point.first, result.termination)
    }
    let long = await solved(learningRate: 2)
    #expect(long.termination == .failed(.noDecrease) && long.best == -1.2, "\(long)")
    let short = await solved(learningRate: 0.05)
    #expect(short.termination == .converged(.gradient), "\(short)")
  }

  /// What an optimizer was told of the arrays of a model has no part in a run.
  @Test func allCoordinatesAreOneArray() async {
    let fresh = GradientDescent(learningRate: 0.1).clipping(.norm(1))
    var used = fresh
    used.begin(with: [0..<1, 1..<5])
    let problem = TestProblems.sphere(5)
    let results = [
      await solve(problem, using: FirstOrderMethod(fresh), giving: [.value, .gradient], evaluations: 20),
      await solve(problem, using: FirstOrderMethod(used), giving: [.value, .gradient], evaluations: 20),
    ]
    #expect(results[0].point == results[1].point)
  }

  // MARK: Rates

  private func distances(
    _ algorithm: some Algorithm, to minimizer: [Double], from start: [Double], curvatures: [Double], steps: Int
  ) async throws -> [Double] {
    let evaluator = RecordingEvaluator(
      { x in x.indices.reduce(0) { $0 + 0.5 * curvatures[$1] * (x[$1] - minimizer[$1]) * (x[$1] - minimizer[$1]) } },
      gradient: { x in x.indices.map { curvatures[$0] * (x[$0] - minimizer[$0]) } })
    let oracle = Oracle(
      evaluator: evaluator, provides: [.value, .gradient], box: .unbounded(start.count),
      budget: Budget(evaluations: steps + 1), differences: Differences.forward, elapsed: { .zero })
    _ = await solve(from: start, using: algorithm, asking: oracle)
    return evaluator.points.map { euclideanNorm(difference($0, minimizer)) }
  }

  /// With α = 1/L gradient descent on a quadratic comes nearer by the factor 1 − μ/L in each step: exactly so along the
  /// direction of the smallest curvature μ, and at least so along all others (Nesterov 2018, doi:10.1007/978-3-319-91578-4,
  /// theorem 2.1.15 with h = 1/L).
  @Test func contractsAsTheorySays() async throws {
    let curvatures = [1.0, 3, 7, 20]
    let method = FirstOrderMethod(
      GradientDescent(learningRate: 1 / 20), tolerances: Tolerances(value: 0, gradient: 0))
    let all = try await distances(
      method, to: [1, 2, 3, 4], from: [0, 0, 0, 0], curvatures: curvatures, steps: 200)
    #expect(all.count == 201)
    for (before, after) in zip(all, all.dropFirst()) { #expect(after <= (1 - 1.0 / 20) * before * (1 + 1e-9)) }
    let slowest = try await distances(
      method, to: [1, 2, 3, 4], from: [0, 2, 3, 4], curvatures: curvatures, steps: 200)
    for (before, after) in zip(slowest, slowest.dropFirst()) { #expect(abs(after / before - 0.95) < 1e-9) }
  }

  /// With α = 4/(√L + √μ)² and momentum ((√κ − 1)/(√κ + 1))² the heavy ball comes nearer by (√κ − 1)/(√κ + 1) in each step
  /// (Polyak 1964, doi:10.1016/0041-5553(64)90137-5): after so many steps, up to a factor that is linear in their number.
  @Test func momentumIsFasterByTheRootOfTheCondition() async throws {
    let curvatures = [1.0, 4, 30, 100]
    let rate = 9.0 / 11
    let exact = Tolerances(value: 0, gradient: 0)
    let ball = try await distances(
      FirstOrderMethod(
        GradientDescent(learningRate: 4.0 / 121, momentum: .heavyBall(rate * rate)), tolerances: exact),
      to: [1, 1, 1, 1], from: [0, 0, 0, 0], curvatures: curvatures, steps: 100)
    let plain = try await distances(
      FirstOrderMethod(GradientDescent(learningRate: 1.0 / 100), tolerances: exact), to: [1, 1, 1, 1],
      from: [0, 0, 0, 0], curvatures: curvatures, steps: 100)
    var bound = 2.0
    for (k, distance) in ball.enumerated() {
      #expect(distance <= bound * Double(1 + 2 * k), "step \(k)")
      bound *= rate
    }
    #expect(ball[100] < 1e-5 && plain[100] > 0.3)
  }

  // MARK: Truthful ends

  @Test(arguments: [0.020_001, 0.05, 1, 1e10, 1e200]) func tooLargeALearningRateIsNoSuccess(_ rate: Double) async {
    let problem = TestProblems.quadratic(6, condition: 100)
    func check(_ algorithm: some Algorithm) async {
      let result = await solve(problem, using: algorithm, giving: [.value, .gradient])
      // Where the very first step leads beyond all numbers, what is around the start is to blame.
      let expected = result.counts.iterations == 1 ? Breakdown.noModel : .noDecrease
      #expect(result.termination == .failed(expected), "\(result)")
    }
    await check(FirstOrderMethod(GradientDescent(learningRate: rate)))
    await check(FirstOrderMethod(Adam(learningRate: 1_000 * rate, beta1: 0)))
    // The heavy ball bears rates up to 2(1 + μ)/L.
    guard rate > 0.038 else { return }
    await check(FirstOrderMethod(GradientDescent(learningRate: rate, momentum: .heavyBall(0.9))))
  }

  /// With α = 2/L it goes to and fro for ever.
  @Test func aCircleIsNoSuccess() async {
    let result = await solve(
      TestProblems.sphere(3), using: FirstOrderMethod(GradientDescent(learningRate: 1), patience: 50),
      giving: [.value, .gradient])
    #expect(result.termination == .failed(.noDecrease) && result.counts.iterations == 50)
  }

  @Test(arguments: [1e-12, 1e-15, 1e-18, 1e-300]) func tooSmallALearningRateIsNoSuccess(_ rate: Double) async {
    for algorithm in [
      FirstOrderMethod(Adam(learningRate: rate)) as any Algorithm, .gradientDescent(learningRate: rate),
    ] {
      func check(_ algorithm: some Algorithm) async {
        let result = await solve(TestProblems.rosenbrock(2), using: algorithm, giving: [.value, .gradient])
        #expect(!result.termination.isConverged, "\(result)")
        if rate < 1e-15 { #expect(result.termination == .failed(.noDecrease), "\(result)") }
        if rate == 1e-300 { #expect(result.counts.evaluations == 1, "a point that stays is not asked for again") }
      }
      await check(algorithm)
    }
  }

  /// Where the value cannot become better because of its own digits, the end is a success.
  @Test(arguments: [0, 1, 1e6, 1e9]) func theLimitsOfAValueAreNoFailure(_ offset: Double) async {
    let exact = Tolerances(value: 0, gradient: 0)
    for method in [
      FirstOrderMethod(Adam(learningRate: 0.01), tolerances: exact, patience: 5_000) as any Algorithm,
      FirstOrderMethod(GradientDescent(learningRate: 0.05), tolerances: exact),
      FirstOrderMethod(GradientDescent(learningRate: 0.01, momentum: .nesterov(0.9)), tolerances: exact),
    ] {
      func check(_ algorithm: some Algorithm) async {
        let evaluator = RecordingEvaluator(
          { x in offset + x[0] * x[0] + 4 * x[1] * x[1] }, gradient: { x in [2 * x[0], 8 * x[1]] })
        let oracle = Oracle(
          evaluator: evaluator, provides: [.value, .gradient], box: .unbounded(2), budget: Budget(evaluations: 50_000),
          differences: Differences.forward, elapsed: { .zero })
        let result = await solve(from: [1, 2], using: algorithm, asking: oracle)
        #expect(result.termination.isConverged, "\(result)")
        #expect(result.value - offset <= 1e-10 * max(1, offset), "\(result)")
      }
      await check(method)
    }
  }
  // MARK: Bounds

  /// x is pushed against its bound at 0 until y has passed 5. It leaves the bound within seven steps once its derivative is
  /// negative, because it has gathered no momentum towards the bound meanwhile.
  @Test(arguments: [
    FirstOrderMethod(GradientDescent(learningRate: 1e-3, momentum: .heavyBall(0.95))) as any Algorithm,
    FirstOrderMethod(GradientDescent(learningRate: 1e-3, momentum: .nesterov(0.95))),
    FirstOrderMethod(Adam(learningRate: 0.05)),
  ]) func aBoundIsLeftAtOnce(_ algorithm: any Algorithm) async throws {
    func check(_ algorithm: some Algorithm) async throws {
      @Sendable func gradient(_ x: [Double]) -> [Double] {
        let shift = x[1] - 5
        return [x[0] - shift, shift - x[0] + 0.1 * (x[1] - 12)]
      }
      let evaluator = RecordingEvaluator(
        { x in
          let (a, b) = (x[0] - x[1] + 5, x[1] - 12)
          return 0.5 * a * a + 0.05 * b * b
        }, gradient: { x in gradient(x) })
      let oracle = Oracle(
        evaluator: evaluator, provides: [.value, .gradient], box: Box(lower: [0, -50], upper: [50, 50]),
        budget: Budget(evaluations: 20_000), differences: Differences.forward, elapsed: { .zero })
      let result = await solve(from: [1, -30], using: algorithm, asking: oracle)
      #expect(result.termination == .converged(.gradient))
      #expect(maximumNorm(difference(result.point, [7, 12])) < 1e-3)
      let points = evaluator.points
      let atBound = points.indices.filter { points[$0][0] == 0 }
      let release = try #require(atBound.first { gradient(points[$0])[0] < 0 })
      #expect(release > 60, "it was held for long")
      #expect(points[release + 7][0] > 0)
    }
    try await check(algorithm)
  }

  @Test func heldCoordinatesAreThoseAtABoundBeyondWhichItFalls() {
    let box = Box(lower: [0, 0, 0, 0, 2, -.infinity], upper: [1, 1, 1, 1, 2, .infinity])
    let x = [0, 0, 1, 0.5, 2, 0]
    let gradient = [3.0, -3, -3, 3, 1, 3]
    let held = HeldCoordinates(at: x, along: gradient, in: box)
    #expect(held.reduced(gradient) == [0, -3, 0, 3, 0, 3])
    var target = [9.0, 9, 9, 9, 9, 9]
    held.hold(&target, at: x)
    #expect(target == [0, 9, 1, 9, 2, 9])
  }

  // MARK: Failures

  /// The logarithm ends at 0, and the momentum leads beyond.
  @Test(arguments: [Demand.value, [.value, .gradient]]) func stepsBeyondAWallAreHalved(_ gives: Demand) async {
    let evaluator = RecordingEvaluator { x, demand in
      guard x[0] > 0 else { return Evaluation(value: .nan) }
      let gradient = [1 - 1 / x[0], 2 * x[1]]
      return Evaluation(
        value: x[0] - log(x[0]) + x[1] * x[1], gradient: demand.contains(.gradient) ? gradient : nil)
    }
    let oracle = Oracle(
      evaluator: evaluator, provides: gives, box: .unbounded(2), budget: Budget(evaluations: 20_000),
      differences: Differences.forward, elapsed: { .zero })
    let method = FirstOrderMethod(GradientDescent(learningRate: 0.5, momentum: .heavyBall(0.9)))
    let result = await solve(from: [9, 1], using: method, asking: oracle)
    #expect(result.termination.isConverged && result.counts.failures > 0, "\(result)")
    #expect(abs(result.value - 1) < 1e-8 && abs(result.point[0] - 1) < 1e-4)
  }

  @Test func aStartSurroundedByFailuresIsTold() async {
    let evaluator = RecordingEvaluator({ x in x == [1] ? 1 : .nan }, gradient: { x in [2 * x[0]] })
    let oracle = Oracle(
      evaluator: evaluator, provides: [.value, .gradient], box: .unbounded(1), budget: .unlimited,
      differences: Differences.forward, elapsed: { .zero })
    let result = await solve(from: [1], using: FirstOrderMethod(Adam()), asking: oracle)
    #expect(result.termination == .failed(.noModel) && result.counts.evaluations == 22, "\(result)")
  }

  // MARK: Gradients after the update

  /// Steps by the curvature along the last one: Barzilai & Borwein 1988, doi:10.1093/imanum/8.1.141.
  private struct BarzilaiBorwein: Optimizer {
    var learningRate = 0.01
    private var before: [Double] = []
    private var gradientBefore: [Double] = []
    private(set) var pairs = 0
    private var step: Double?

    init() {}

    var wantsGradientAfterUpdate: Bool { true }

    mutating func update(_ x: inout [Double], along gradient: [Double]) {
      (before, gradientBefore) = (x, gradient)
      x = point(from: x, along: gradient, by: -(step ?? learningRate))
    }

    mutating func learn(fromGradientAfterUpdate gradient: [Double]) {
      pairs += 1
      let y = difference(gradient, gradientBefore)
      let s = (step ?? learningRate) * dot(gradientBefore, gradientBefore).squareRoot()
      let curvature = -(step ?? learningRate) * dot(gradientBefore, y)
      step = curvature > 0 ? s * s / curvature : nil
    }
  }

  @Test func theGradientAfterAnUpdateIsGiven() async throws {
    let method = FirstOrderMethod(BarzilaiBorwein())
    let problem = TestProblems.quadratic(6, condition: 100)
    let result = await solve(problem, using: method, giving: [.value, .gradient])
    #expect(result.termination.isConverged && result.value < 1e-9 && result.counts.evaluations < 100, "\(result)")
    #expect(FirstOrderMethod<BarzilaiBorwein>.traits.name == "BarzilaiBorwein")
    #expect(FirstOrderMethod<BarzilaiBorwein>.optionDescriptions.map(\.name).contains("learning_rate"))

    // In a box it is given where the point is the one to which the optimizer has moved, along the coordinates not held.
    let oracle = Oracle(
      evaluator: RecordingEvaluator({ x in x[0] + x[1] * x[1] }, gradient: { x in [1, 2 * x[1]] }),
      provides: [.value, .gradient], box: Box(lower: [0, -9], upper: [9, 9]), budget: .unlimited,
      differences: Differences.forward, elapsed: { .zero })
    var state = try await method.start(at: [0.005, 1], asking: oracle)
    #expect(try await method.advance(&state, asking: oracle) == .advanced)
    #expect(state.iterate.point[0] == 0 && state.optimizer.pairs == 0, "the step has left the box")
    #expect(try await method.advance(&state, asking: oracle) == .advanced)
    #expect(state.iterate.point[0] == 0 && state.optimizer.pairs == 1)
    #expect(try await method.advance(&state, asking: oracle) == .converged(.gradient))
    #expect(state.iterate.point[0] == 0 && abs(state.iterate.point[1]) < 1e-12)
  }

  // MARK: Laws and options

  @Test(
    arguments: AlgorithmCatalog.all.filter { type(of: $0).traits.family == .firstOrder },
    [TestProblems.rosenbrock(2), TestProblems.boundedRosenbrock(2)])
  func asksForNoPointTwice(_ algorithm: any Algorithm, _ problem: TestProblem) async throws {
    func check(_ algorithm: some Algorithm) async throws {
      var algorithm = algorithm
      try algorithm.setOption("learning_rate", to: .number(3e-4))
      for gives in [Demand.value, [.value, .gradient]] {
        await Laws(algorithm, on: problem, giving: gives).asksForNoPointTwice()
      }
    }
    try await check(algorithm)
  }

  @Test func optionsAreThoseOfTheOptimizerAndOfTheMethod() throws {
    var adam = FirstOrderMethod(Adam())
    for (name, value) in [("learning_rate", 0.1), ("beta1", 0.8), ("beta2", 0.99), ("epsilon", 1e-6), ("patience", 7)] {
      try adam.setOption(name, to: .number(value))
    }
    try adam.setOption("gradient_tolerance", to: .number(1e-3))
    #expect(adam.optimizer == Adam(learningRate: 0.1, beta1: 0.8, beta2: 0.99, epsilon: 1e-6))
    #expect(adam.patience == 7 && adam.tolerances.gradient == 1e-3)
    #expect(throws: InvalidArgument.self) { try adam.setOption("momentum", to: .number(0.9)) }

    for isNesterovFirst in [true, false] {
      var descent = FirstOrderMethod(GradientDescent())
      if isNesterovFirst { try descent.setOption("nesterov", to: .word("true")) }
      try descent.setOption("momentum", to: .number(0.9))
      #expect(descent.optimizer.momentum == (isNesterovFirst ? .nesterov(0.9) : .heavyBall(0.9)))
      try descent.setOption("nesterov", to: .word("true"))
      #expect(descent.optimizer.momentum == .nesterov(0.9))
      try descent.setOption("nesterov", to: .word("false"))
      #expect(descent.optimizer.momentum == .heavyBall(0.9))
      #expect(throws: InvalidArgument("nesterov", is: "1.0", expected: "true or false")) {
        try descent.setOption("nesterov", to: .number(1))
      }
    }
  }

  @Test func misuseIsTold() {
    func expectRefusal(_ algorithm: some Algorithm) {
      #expect(throws: InvalidArgument.self) { try algorithm.validate(dimension: 2) }
    }
    expectRefusal(FirstOrderMethod(Adam(learningRate: 0)))
    expectRefusal(FirstOrderMethod(Adam(beta1: 1)))
    expectRefusal(FirstOrderMethod(GradientDescent(momentum: .nesterov(1))))
    expectRefusal(FirstOrderMethod(GradientDescent(learningRate: .nan)))
    expectRefusal(FirstOrderMethod(Adam(), patience: 0))
  }

  @Test(arguments: ["adam", "Adam", "keras_adam", "SGD", "gradient-descent", "optax_sgd"])
  func peersNamesAreUnderstood(_ name: String) throws {
    let algorithm = try #require(AlgorithmCatalog.named(name))
    #expect(type(of: algorithm).traits.family == .firstOrder)
  }
}
