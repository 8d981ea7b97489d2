import Nadir
import Testing

/// Models of any shape, and optimizers of any make.
@Suite struct TrainingModelTests {
  private let points = (1...24).map { Double($0) / 12 }

  @Test func anArrayIsAModel() async throws {
    let outcome = try await train(
      [0.0, 0], data: points,
      loss: { (model: [Variable], t) in
        let error = model[0] + model[1] * Variable(t) - Variable(2 - t)
        return error * error
      }, with: .adam(learningRate: 0.1), batchSize: 6, epochs: 200)
    #expect((outcome.best[0] - 2).magnitude < 1e-3 && (outcome.best[1] + 1).magnitude < 1e-3)
  }

  @Test func aDictionaryIsAModel() async throws {
    let outcome = try await train(
      ["slope": 0.0, "height": 0], data: points,
      loss: { (model: [String: Variable], t) in
        guard let slope = model["slope"], let height = model["height"] else { return 0 }
        let error = height + slope * Variable(t) - Variable(2 - t)
        return error * error
      }, with: .adam(learningRate: 0.1), batchSize: 6, epochs: 200)
    #expect((outcome.best["height"]! - 2).magnitude < 1e-3 && (outcome.best["slope"]! + 1).magnitude < 1e-3)
  }

  private struct Curve<Number: RealScalar & Codable>: Codable {
    var title = "curve"
    var degree = 2
    var coefficients: [Number]
    var offset: Number

    func callAsFunction(_ t: Double) -> Number {
      var (sum, power) = (offset, Number(1))
      for i in 0..<degree {
        power *= Number(t)
        sum += coefficients[i] * power
      }
      return sum
    }
  }

  private static let curveLoss: @Sendable (Curve<Variable>, Double) -> Variable = { curve, t in
    let error = curve(t) - Variable(1 - 2 * t + t * t)
    return error * error
  }

  @Test func fixedNumbersBoundsAndConstantsStay() async throws {
    let start = Curve<Double>(title: "parabola", coefficients: [0, 1, 5], offset: 0.25)
    let outcome = try await train(
      start, data: points, loss: Self.curveLoss, with: .adam(learningRate: 0.05), batchSize: 8, epochs: 300,
      bounds: ["offset": 0...0.75], fixed: ["coefficients[1]"])
    let best = outcome.best
    #expect(best.title == "parabola" && best.degree == 2 && best.coefficients[1] == 1 && best.coefficients[2] == 5)
    #expect(best.offset == 0.75 && best.coefficients[0] < -1.5)
    #expect(outcome.checkpoint.point.count == 3)
  }

  @Test func constraintsHoldAfterEachStep() async throws {
    let outcome = try await train(
      ["a": 0.5, "b": 0.25, "c": 0.25], data: points,
      loss: { (model: [String: Variable], t) in
        guard let a = model["a"], let b = model["b"], let c = model["c"] else { return 0 }
        return (a - 0.2) * (a - 0.2) + (b - 0.7) * (b - 0.7) + (c - 0.1) * (c - 0.1) + Variable(t) * 0
      }, with: .adam(learningRate: 0.05), epochs: 300, constraints: [.simplex("a", "b", "c")],
      observers: [
        .watching { state in
          let sum = state.model.values.reduce(0, +)
          #expect((sum - 1).magnitude < 1e-12 && state.model.values.allSatisfy { $0 >= 0 })
        }
      ])
    #expect((outcome.best["b"]! - 0.7).magnitude < 1e-3)
  }

  private struct Singles<Number: Codable & Sendable>: Codable {
    var values: [Number]
  }

  /// Single precision in the model, in the optimizer, and in both.
  @Test func singlePrecisionIsTrained() async throws {
    let loss: @Sendable (Singles<Variable>, Double) -> Variable = { model, t in
      let error = model.values[0] + model.values[1] * Variable(t) - Variable(2 - t)
      return error * error
    }
    func check(_ values: [Double]) {
      #expect((values[0] - 2).magnitude < 1e-2 && (values[1] + 1).magnitude < 1e-2, "\(values)")
    }
    let model = try await train(
      Singles<Float>(values: [0, 0]), data: points, loss: loss, with: .adam(learningRate: 0.1), batchSize: 6,
      epochs: 150)
    check(model.best.values.map { Double($0) })
    let single = Adam(learningRate: 0.1, precision: Float.self)
    let both = try await train(
      Singles<Float>(values: [0, 0]), data: points, loss: loss, with: single, batchSize: 6, epochs: 150)
    check(both.best.values.map { Double($0) })
    let optimizer = try await train(
      Singles<Double>(values: [0, 0]), data: points, loss: loss, with: single, batchSize: 6, epochs: 150)
    check(optimizer.best.values)
    #expect(optimizer.last.values.allSatisfy { Double(Float($0)) == $0 })
  }

  /// The optimizer of the documentation.
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

  @Test func anOptimizerOfOnesOwnTrains() async throws {
    func trained<Rule: Optimizer>(_ rule: Rule) async throws -> TrainingOutcome<[Double], Rule> {
      try await train(
        [0.0, 0], data: points,
        loss: { (model: [Variable], t) in
          let error = model[0] + model[1] * Variable(t) - Variable(2 - t)
          return error * error
        }, with: rule, batchSize: 6, epochs: 100)
    }
    let own = try await trained(HeavyBall(learningRate: 0.02))
    let ours = try await trained(.gradientDescent(learningRate: 0.02, momentum: .heavyBall(0.9)))
    #expect(own.checkpoint.point == ours.checkpoint.point && own.optimizer.velocity.count == 2)
    #expect((own.best[0] - 2).magnitude < 1e-3)
    #expect("\(own)".contains("HeavyBall"))
  }

  /// Asks for the gradient after each step, and is told which numbers are one array.
  private struct Asking: Optimizer {
    var learningRate = 0.1
    var arrays: [Range<Int>] = []
    var before: [Double] = []
    var after: [[Double]] = []

    var wantsGradientAfterUpdate: Bool { true }

    mutating func begin(with arrays: [Range<Int>]) { self.arrays = arrays }

    mutating func update(_ x: inout [Double], along gradient: [Double]) {
      for i in x.indices { x[i] -= learningRate * gradient[i] }
      before = x
    }

    mutating func learn(fromGradientAfterUpdate gradient: [Double]) { after.append(gradient) }
  }

  @Test func theGradientAfterAStepIsThatOfTheSameBatch() async throws {
    let outcome = try await train(
      Curve<Double>(coefficients: [0, 1, 5], offset: 0.25), data: points, loss: Self.curveLoss, with: Asking(),
      batchSize: 24, epochs: 2, fixed: ["coefficients[0]"])
    let optimizer = outcome.optimizer
    #expect(optimizer.arrays == [0..<2, 2..<3] && optimizer.after.count == 2)
    #expect(outcome.counts.evaluations == 2 * 2 * 24 && outcome.counts.rounds == 4)
    let (_, gradient) = try valueAndGradient(at: outcome.last) { curve in
      .sum(points.map { Self.curveLoss(curve, $0) }) / 24
    }
    for (one, other) in zip(optimizer.after[1], [gradient.coefficients[1], gradient.coefficients[2], gradient.offset]) {
      #expect((one - other).magnitude < 1e-12)
    }
  }
}
