import Nadir
import NadirProblems
import Testing
import _TestSupport

/// First-order methods through the front door.
@Suite struct FirstOrderTests {
  private struct HeavyBall: Optimizer {
    var learningRate = 0.001
    var velocity: [Double] = []

    mutating func update(_ x: inout [Double], along gradient: [Double]) {
      if velocity.isEmpty { velocity = x.map { _ in 0 } }
      for i in x.indices {
        velocity[i] = 0.9 * velocity[i] - learningRate * gradient[i]
        x[i] += velocity[i]
      }
    }
  }

  @Test func oneOfYourOwnIsAnAlgorithm() throws {
    let problem = TestProblems.sphere(3)
    let objective = Objective(value: problem.value, gradient: problem.gradient)
    let own = try minimize(objective, from: problem.start, using: .firstOrder(HeavyBall(learningRate: 0.01)))
    let library = try minimize(
      objective, from: problem.start, using: .gradientDescent(learningRate: 0.01, momentum: .heavyBall(0.9)))
    #expect(own.success && own.best == library.best && own.counts == library.counts)
    #expect(own.algorithm == "HeavyBall" && library.algorithm == "Gradient descent")
  }

  /// With a learning rate for each. RMSprop and Adadelta go round the minimum, and may end too far from it for a success.
  @Test(
    arguments: [
      .gradientDescent(learningRate: 0.05), .adam(learningRate: 0.1), .adamW(learningRate: 0.1),
      .amsgrad(learningRate: 0.1), .nadam(learningRate: 0.1), .rmsprop(learningRate: 0.01), .adagrad(learningRate: 0.5),
      .adadelta(), .lion(learningRate: 0.01), .batchLBFGS(),
    ] as [any Algorithm])
  func everyOneComesToAMinimum(_ algorithm: any Algorithm) throws {
    func outcome(_ algorithm: some Algorithm) throws -> Outcome<[Double]> {
      try minimize(from: [1, 0.5], using: algorithm) { x in (x[0] - 3) * (x[0] - 3) + 10 * (x[1] + 1) * (x[1] + 1) }
    }
    let outcome = try outcome(algorithm)
    let goesRound = ["RMSprop", "Adadelta"].contains(type(of: algorithm).traits.name)
    #expect(outcome.value < 1e-7 && (outcome.success || goesRound), "\(outcome)")
  }

  /// By their names as algorithms and as optimizers, those with more than one number.
  @Test func namesPassOnTheirArguments() {
    func expect<Rule: Optimizer<Double>>(_ choice: FirstOrderMethod<Rule>, _ name: Rule, _ rule: Rule) {
      #expect(choice.optimizer == rule && name == rule)
    }
    expect(
      .adam(learningRate: 1, beta1: 0.2, beta2: 0.3, epsilon: 4),
      .adam(learningRate: 1, beta1: 0.2, beta2: 0.3, epsilon: 4),
      Adam(learningRate: 1, beta1: 0.2, beta2: 0.3, epsilon: 4))
    expect(
      .adamW(learningRate: 1, weightDecay: 5, beta1: 0.2, beta2: 0.3, epsilon: 4),
      .adamW(learningRate: 1, weightDecay: 5, beta1: 0.2, beta2: 0.3, epsilon: 4),
      AdamW(learningRate: 1, weightDecay: 5, beta1: 0.2, beta2: 0.3, epsilon: 4))
    expect(
      .amsgrad(learningRate: 1, beta1: 0.2, beta2: 0.3, epsilon: 4),
      .amsgrad(learningRate: 1, beta1: 0.2, beta2: 0.3, epsilon: 4),
      AMSGrad(learningRate: 1, beta1: 0.2, beta2: 0.3, epsilon: 4))
    expect(
      .nadam(learningRate: 1, beta1: 0.2, beta2: 0.3, epsilon: 4, momentumGrowth: 5),
      .nadam(learningRate: 1, beta1: 0.2, beta2: 0.3, epsilon: 4, momentumGrowth: 5),
      NAdam(learningRate: 1, beta1: 0.2, beta2: 0.3, epsilon: 4, momentumGrowth: 5))
    expect(
      .rmsprop(learningRate: 1, decay: 0.2, epsilon: 3), .rmsprop(learningRate: 1, decay: 0.2, epsilon: 3),
      RMSprop(learningRate: 1, decay: 0.2, epsilon: 3))
    expect(
      .adadelta(learningRate: 1, decay: 0.2, epsilon: 3), .adadelta(learningRate: 1, decay: 0.2, epsilon: 3),
      Adadelta(learningRate: 1, decay: 0.2, epsilon: 3))
    expect(
      .adagrad(learningRate: 1, epsilon: 3), .adagrad(learningRate: 1, epsilon: 3), Adagrad(learningRate: 1, epsilon: 3)
    )
    expect(
      .lion(learningRate: 1, beta1: 0.2, beta2: 0.3), .lion(learningRate: 1, beta1: 0.2, beta2: 0.3),
      Lion(learningRate: 1, beta1: 0.2, beta2: 0.3))
    expect(
      .batchLBFGS(learningRate: 2, memory: 3), .batchLBFGS(learningRate: 2, memory: 3),
      BatchLBFGS(learningRate: 2, memory: 3))
    // Published defaults are those of the initializers.
    expect(.adam(), .adam(), Adam())
    expect(.adamW(), .adamW(), AdamW())
    expect(.amsgrad(), .amsgrad(), AMSGrad())
    expect(.nadam(), .nadam(), NAdam())
    expect(.rmsprop(), .rmsprop(), RMSprop())
    expect(.adadelta(), .adadelta(), Adadelta())
    expect(.adagrad(), .adagrad(), Adagrad())
    expect(.lion(), .lion(), Lion())
    expect(.batchLBFGS(), .batchLBFGS(), BatchLBFGS())
    expect(.gradientDescent(), .gradientDescent(), GradientDescent())
  }

  /// A difference gradient is n + 1 evaluations in one round, a given one a single evaluation.
  @Test func roundsAreThoseOfGradients() async throws {
    let problem = TestProblems.sphere(4)
    let differences = try await minimize(
      from: problem.start, using: .adam(learningRate: 0.1), on: .threads(3), objective: problem.value)
    #expect(differences.success && differences.counts.evaluations == 5 * differences.counts.rounds)
    let given = try await minimize(
      Objective(value: problem.value, gradient: problem.gradient), from: problem.start,
      using: .adam(learningRate: 0.1))
    #expect(given.success && given.counts.evaluations == given.counts.rounds)
    #expect(given.counts.rounds == given.counts.iterations + 1)
  }

  /// What is said in the documentation, so that nobody takes them for a default.
  @Test func smoothFunctionsAreForOthers() throws {
    let problem = TestProblems.rosenbrock(2)
    let objective = Objective(value: problem.value, gradient: problem.gradient)
    let quasiNewton = try minimize(objective, from: problem.start, using: .lbfgsb())
    let adam = try minimize(objective, from: problem.start, using: .adam(learningRate: 0.02))
    #expect(quasiNewton.success && adam.success)
    #expect(quasiNewton.counts.rounds < 60 && adam.counts.rounds > 1_000)
  }

  /// Value and gradient have errors that differ from point to point; the iterates stay near the minimum of their mean.
  @Test func noisyGradientsAreForThem() throws {
    let target = [3.0, -2]
    @Sendable func noise(_ x: [Double], _ i: Int) -> Double {
      let bits = x.reduce(UInt64(i) &+ 1) { ($0 ^ $1.bitPattern) &* 0x9E37_79B9_7F4A_7C15 }
      return Double(bits >> 11) * 0x1p-53 - 0.5
    }
    let objective = Objective(
      value: { (x: [Double]) in zip(x, target).reduce(noise(x, 9)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } },
      gradient: { x in x.indices.map { 2 * (x[$0] - target[$0]) + 4 * noise(x, $0) } })
    let adam = try minimize(
      objective, from: [0, 0], using: .adam(learningRate: 0.01), budget: Budget(iterations: 3_000))
    let late = adam.history.suffix(1_000).map(\.parameters)
    for i in 0..<2 {
      let worst = late.map { abs($0[i] - target[i]) }.max() ?? .infinity
      #expect(worst < 0.25, "coordinate \(i): \(worst)")
    }
  }

  @Test(arguments: [1.0, 0.9, 0.05]) func maximizingIsMinimizingTheNegative(_ rate: Double) throws {
    let problem = TestProblems.himmelblau
    let low = try minimize(from: problem.start, using: .adam(learningRate: rate), objective: problem.value)
    let high = try maximize(from: problem.start, using: .adam(learningRate: rate)) { x in -problem.value(x) }
    #expect(low.success && low.value < 1e-6)
    #expect(high.best == low.best && high.value == -low.value && high.counts == low.counts)
  }

  @Test func oneCoordinateAndNone() throws {
    let one = try minimize(from: [3.0], using: .adam(learningRate: 0.1)) { x in (x[0] - 1) * (x[0] - 1) }
    #expect(one.success && abs(one.best[0] - 1) < 1e-4)
    let bounded = try minimize(
      from: [3.0], using: .gradientDescent(learningRate: 0.1, momentum: .nesterov(0.9)),
      bounds: Bounds(lower: [2], upper: [9])
    ) { x in (x[0] - 1) * (x[0] - 1) }
    #expect(bounded.success && bounded.best == [2])
    let none = try minimize(from: ["a": 3.0], using: .adam(), fixed: ["a"]) { x in x["a", default: 0] }
    #expect(none.success && none.counts.evaluations == 1)
  }

  @Test func runsFromManyStartsFindTheGlobalMinimum() throws {
    let function = MultimodalFunction.camel
    let outcome = try minimize(
      from: function.start, using: .multistart(10, of: .adam(learningRate: 0.1)), bounds: function.bounds,
      objective: function.value)
    #expect(outcome.success && abs(outcome.value - function.minimum) < 1e-6, "\(outcome)")
    #expect(outcome.basins[0].runs.count > 1)
  }

  @Test func budgetsAreKept() throws {
    let problem = TestProblems.rosenbrock(2)
    for evaluations in [1, 2, 3, 7, 100] {
      let outcome = try minimize(
        from: problem.start, using: .adam(), budget: Budget(evaluations: evaluations), objective: problem.value)
      #expect(outcome.counts.evaluations == evaluations && outcome.termination == .stopped(.evaluations))
    }
    let steps = try minimize(
      from: problem.start, using: .adam(), budget: Budget(iterations: 12), objective: problem.value)
    #expect(steps.counts.iterations == 12 && steps.termination == .stopped(.iterations))
  }

  /// The decay of AdamW keeps every parameter within 1/λ, and that is no success; Adam has no such limit.
  @Test func aDecayIsABoundAndNoSuccess() throws {
    let objective = Objective(
      value: { (x: [Double]) in (x[0] - 30) * (x[0] - 30) }, gradient: { x in [2 * (x[0] - 30)] })
    let decaying = try minimize(objective, from: [1.0], using: .adamW(learningRate: 0.1, weightDecay: 0.1))
    #expect(decaying.termination == .failed(.noDecrease) && abs(decaying.best[0] - 10) < 0.5, "\(decaying)")
    let adam = try minimize(objective, from: [1.0], using: .adam(learningRate: 0.1))
    #expect(adam.success && abs(adam.best[0] - 30) < 1e-4)
    let summary = try #require(AlgorithmCatalog.named("adamw").map { type(of: $0).traits.summary })
    #expect(summary.contains("1 / weight_decay"))
  }

  /// Patience is counted in iterations, and no learning rate makes a success of standing still.
  @Test func patienceEndsIt() throws {
    let problem = TestProblems.rosenbrock(2)
    let outcome = try minimize(
      from: problem.start, using: .firstOrder(.adam(learningRate: 100), patience: 30), objective: problem.value)
    #expect(outcome.termination == .failed(.noDecrease) && !outcome.success)
    #expect((30..<300).contains(outcome.counts.iterations))
  }
}
