import Foundation
import NadirEvaluation
import NadirLinear
import Testing

@testable import NadirAlgorithms

@Suite struct OptimizerTests {
  private static func all<Scalar: OptimizerScalar>(_ precision: Scalar.Type) -> [any Optimizer<Scalar>] {
    let rate = 0.05
    let schedule = Schedule.warmUp(over: 10, then: .oneCycle(over: 60))
    return [
      GradientDescent(learningRate: rate, momentum: .nesterov(0.5), precision: Scalar.self),
      RMSprop(learningRate: rate, precision: Scalar.self), Adagrad(learningRate: rate, precision: Scalar.self),
      Adadelta(precision: Scalar.self), Adam(learningRate: rate, precision: Scalar.self),
      AdamW(learningRate: rate, precision: Scalar.self), AMSGrad(learningRate: rate, precision: Scalar.self),
      NAdam(learningRate: rate, precision: Scalar.self), BatchLBFGS(learningRate: 0.5, precision: Scalar.self),
      Lion(learningRate: rate, precision: Scalar.self),
      Adam(learningRate: rate, precision: Scalar.self).clipping(.norm(1)).decaying(0.1).following(schedule),
    ]
  }

  /// Lion is left out: its steps jump where a sign changes.
  @Test func singlePrecisionFollowsDoublePrecision() {
    for (double, single) in zip(Self.all(Double.self), Self.all(Float.self)) where !(double is Lion<Double>) {
      let (expected, points) = (points(of: double).joined(), points(of: single).joined())
      let error = zip(expected, points).map { ($0 - Double($1)).magnitude }.max() ?? .nan
      #expect(error < 1e-3 && error > 0, "\(type(of: double)): \(error)")
    }
  }

  @Test func theyGoOnFromTheirEncodingsWithTheSameBits() throws {
    func check<Rule: Optimizer<Double>>(_ rule: Rule) throws {
      var whole = rule
      var parts = rule
      var (x, y) = ([1.5, -2, 0.5, 3], [1.5, -2, 0.5, 3])
      whole.begin(with: [0..<1, 1..<4])
      parts.begin(with: [0..<1, 1..<4])
      for t in 1...30 {
        whole.update(&x, along: disturbedGradient(at: x, step: t))
        whole.learn(fromGradientAfterUpdate: disturbedGradient(at: x, step: t))
        parts.update(&y, along: disturbedGradient(at: y, step: t))
        parts.learn(fromGradientAfterUpdate: disturbedGradient(at: y, step: t))
        parts = try JSONDecoder().decode(Rule.self, from: JSONEncoder().encode(parts))
        #expect(parts == whole && x == y, "\(Rule.self), step \(t)")
      }
    }
    for optimizer in Self.all(Double.self) { try check(optimizer) }
  }

  /// Also where a state that was decoded is of another number. The steps of a schedule go on.
  @Test func anotherNumberBeginsAnew() throws {
    func check<Rule: Optimizer<Double>>(_ rule: Rule) throws {
      for n in [2, 6] {
        var (used, fresh) = (rule, rule)
        var x = [1.5, -2, 0.5, 3]
        for t in 1...5 {
          used.update(&x, along: disturbedGradient(at: x, step: t))
          used.learn(fromGradientAfterUpdate: disturbedGradient(at: x, step: t))
        }
        used = try JSONDecoder().decode(Rule.self, from: JSONEncoder().encode(used))
        var (y, z) = ([Double](repeating: 1.5, count: n), [Double](repeating: 1.5, count: n))
        for t in 1...5 {
          used.update(&y, along: y.map { $0 + Double(t % 3) })
          fresh.update(&z, along: z.map { $0 + Double(t % 3) })
          #expect(y == z, "\(Rule.self), \(n) numbers, step \(t)")
        }
        #expect(used == fresh, "\(Rule.self)")
      }
    }
    for optimizer in Self.all(Double.self).dropLast() { try check(optimizer) }
    try check(Adam(learningRate: 0.05).clipping(.norm(1)).decaying(0.1).following(.constant).base)
    var scheduled = Adam().following(.warmUp(over: 10))
    for n in [4, 2] {
      var x = [Double](repeating: 1, count: n)
      scheduled.update(&x, along: x)
    }
    #expect(scheduled.step == 2)
  }

  /// With next to no ε: what the first step along (3, −0.5, 0, 0) is, by hand.
  @Test(
    arguments: [
      (RMSprop(learningRate: 0.1, decay: 0.75, epsilon: 1e-300), 0.2),
      (Adagrad(learningRate: 0.1, epsilon: 1e-300), 0.1),
      (Adam(learningRate: 0.1, epsilon: 1e-300), 0.1),
      (AMSGrad(learningRate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 1e-300), 0.1),
      // μ₁ = μ₂ = 0.4: m = 0.6g, m̂ = (0.4 · 0.6/(1 − 0.16) + 0.6/(1 − 0.4))g = 9/7 g.
      (NAdam(learningRate: 0.1, beta1: 0.8, epsilon: 1e-300, momentumGrowth: 0), 0.9 / 7),
      (Lion(learningRate: 0.1), 0.1),
    ] as [(any Optimizer<Double>, Double)])
  func firstStepsAreOfOneLength(_ optimizer: any Optimizer<Double>, _ length: Double) {
    var optimizer = optimizer
    var x = [1.0, 2, 3, 4]
    optimizer.update(&x, along: [3, -0.5, 0, 0])
    #expect(maximumNorm(difference(x, [1 - length, 2 + length, 3, 4])) < 1e-14, "\(x)")
  }

  /// δ stands beside the root: 0.1 · 3/(1 + 3), and then 0.1 · 4/(1 + √(9 + 16)).
  @Test func firstStepsOfAdagrad() {
    var optimizer = Adagrad(learningRate: 0.1, epsilon: 1)
    var x = [1.0]
    optimizer.update(&x, along: [3])
    #expect((x[0] - (1 - 0.075)).magnitude < 1e-15)
    optimizer.update(&x, along: [4])
    #expect((x[0] - (1 - 0.075 - 0.4 / 6)).magnitude < 1e-15)
  }

  /// √(w + ε)/√(v + ε) · g with v = (1 − ρ)g² and w = 0.
  @Test func firstStepOfAdadelta() {
    var optimizer = Adadelta(decay: 0.75, epsilon: 0.75)
    var x = [1.0]
    optimizer.update(&x, along: [3])
    #expect((x[0] - (1 - 1.5)).magnitude < 1e-15)
  }

  /// α = 0.1, λ = 0.5: x is taken a twentieth of, besides the step of Adam.
  @Test func firstStepOfAdamW() {
    var optimizer = AdamW(learningRate: 0.1, weightDecay: 0.5)
    var x = [2.0, -4]
    optimizer.update(&x, along: [3, 5])
    #expect(maximumNorm(difference(x, [1.8, -3.9])) < 1e-8)
  }

  /// A derivative that is not a number spoils its own parameter, or all of them, but is never hidden; nothing traps.
  @Test func notANumberIsPassedOn() {
    for optimizer in Self.all(Double.self) {
      var optimizer = optimizer
      var x = [1.5, -2, 0.5, 3]
      for t in 1...3 { optimizer.update(&x, along: disturbedGradient(at: x, step: t)) }
      for broken in [Double.nan, .infinity, -.infinity] {
        optimizer.update(&x, along: [broken, 1, 2, 3])
        optimizer.learn(fromGradientAfterUpdate: [broken, broken, 0, 0])
        optimizer.update(&x, along: [0, 1, 2, 3])
        if broken.isNaN { #expect(x[0].isNaN, "\(type(of: optimizer)): \(x)") }
      }
    }
  }

  @Test(
    arguments: [
      (RMSprop(decay: 1), "the decay"), (RMSprop(learningRate: 0), "the learning rate"),
      (RMSprop(epsilon: -1), "epsilon"),
      (Adagrad(epsilon: .nan), "epsilon"), (Adadelta(epsilon: 0), "epsilon"), (Adadelta(decay: -0.1), "the decay"),
      (AdamW(weightDecay: -1), "the weight decay"), (AdamW(beta1: 1), "beta1"), (AMSGrad(beta2: 1), "beta2"),
      (NAdam(momentumGrowth: -1), "the growth of the momentum"), (NAdam(beta2: .nan), "beta2"),
      (Lion(beta1: 1), "beta1"), (Lion(learningRate: .infinity), "the learning rate"),
      (BatchLBFGS(memory: 0), "the memory"), (BatchLBFGS(learningRate: .nan), "the learning rate"),
      (Adam().clipping(.norm(0)), "the limit of the gradient"),
      (Adam().clipping(.value(.nan)), "the limit of the gradient"),
      (Adam().decaying(-1), "the weight decay"), (Adam().following(.cosine(over: 0)), "the length of the schedule"),
      (Adam(beta1: 2).clipping(.globalNorm(1)).decaying(0.1).following(.constant), "beta1"),
    ] as [(any Optimizer<Double>, String)])
  func badOptionsAreRefused(_ optimizer: any Optimizer<Double>, _ name: String) throws {
    let error = #expect(throws: InvalidArgument.self) { try optimizer.validate() }
    #expect("\(try #require(error))".hasPrefix(name + " is "))
  }

  /// In a loop of one's own nobody may have asked for the options to be checked.
  @Test(
    arguments: [
      BatchLBFGS(memory: 0), BatchLBFGS(memory: -5), Adam().following(.stepDecay(every: 0)),
      Adam().following(.warmUp(over: .min, then: .cosine(over: 0))), Adam().following(.oneCycle(over: 0)),
      Adam().clipping(.norm(-1)), Adam(epsilon: .nan).decaying(.infinity),
    ] as [any Optimizer<Double>])
  func badOptionsDoNotTrap(_ optimizer: any Optimizer<Double>) {
    #expect(points(of: optimizer, steps: 12).count == 12)
    #expect(throws: InvalidArgument.self) { try optimizer.validate() }
  }

  @Test func theirDefaultsAreGood() throws {
    let defaults: [any Optimizer<Double>] = [
      GradientDescent(), RMSprop(), Adagrad(), Adadelta(), Adam(), AdamW(), AMSGrad(), NAdam(), Lion(), BatchLBFGS(),
    ]
    for optimizer in defaults { try optimizer.validate() }
  }

  /// The optimizer of the documentation of `Optimizer`.
  private struct HeavyBall: Optimizer {
    var learningRate = 0.01
    var velocity: [Double] = []

    mutating func update(_ x: inout [Double], along gradient: [Double]) {
      if velocity.isEmpty { velocity = x.map { _ in 0 } }
      for i in x.indices {
        velocity[i] = 0.9 * velocity[i] - learningRate * gradient[i]
        x[i] += velocity[i]
      }
    }
  }

  /// The velocities along a gradient of 1: −0.01, −0.019, −0.0271; and as it comes, it can be modified and encoded.
  @Test func oneOfYourOwnIsLikeTheOthers() throws {
    var optimizer = HeavyBall()
    var x = [1.0]
    for expected in [0.99, 0.971, 0.9439] {
      optimizer.update(&x, along: [1])
      #expect((x[0] - expected).magnitude < 1e-15)
    }
    #expect(HeavyBall.traits.name == "HeavyBall")
    #expect(points(of: HeavyBall()) == points(of: GradientDescent(momentum: .heavyBall(0.9))))

    let modified = HeavyBall().clipping(.value(0.5)).following(.stepDecay(by: 0.5, every: 2))
    try modified.validate()
    #expect(#expect(throws: InvalidArgument.self) { try HeavyBall(learningRate: -1).validate() } != nil)
    let decoded = try JSONDecoder().decode(type(of: modified), from: JSONEncoder().encode(modified))
    #expect(decoded == modified && decoded.base.clipping == .value(0.5))
  }
}
