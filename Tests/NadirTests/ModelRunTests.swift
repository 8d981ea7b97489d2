import Nadir
import Testing

/// A quadratic in all numbers, with a minimum at `target` where nothing hinders.
private struct Plan<Number: RealScalar & Codable>: Codable, Sendable {
  var size: Number
  var shares: [Number]
  var offset: Number
  var title = "plan"

  func misfit() -> Number {
    let (a, b) = (size - 2, offset - 5)
    let targets: [Number] = [0.5, 0.3, 0.2]
    var sum = a * a + b * b + a * b / 4
    for (share, target) in zip(shares, targets) { sum += 10 * (share - target) * (share - target) }
    return sum
  }
}

private let plan = Plan(size: 1.0, shares: [0.2, 0.2, 0.6], offset: 1)

/// One number is a `Double` whatever the others are.
private struct Partial<Number: RealScalar & Codable>: Codable, Sendable {
  var rate: Number
  var level: Double

  func misfit() -> Number {
    let error = rate - Number(level)
    return error * error + rate * rate
  }
}

private enum Trouble: Error { case reported }

/// Whole runs of objectives by models over variables.
@Suite struct ModelRunTests {
  private let objective = Objective<Plan<Double>>(differentiating: Plan<Variable>.self) { $0.misfit() }

  @Test func bfgs() throws {
    let outcome = try minimize(objective, from: plan, using: .bfgs(), constraints: [.simplex("shares")])
    #expect(outcome.success && outcome.best.title == "plan", "\(outcome)")
    #expect(abs(outcome.best.size - 2) < 1e-4 && abs(outcome.best.offset - 5) < 1e-4)
    for (share, target) in zip(outcome.best.shares, [0.5, 0.3, 0.2]) { #expect(abs(share - target) < 1e-4) }
    #expect(outcome.counts.failures == 0)
  }

  /// With offset = 4 held, size is at 2 + 1/8, which its bound of 2 keeps it from.
  @Test func lbfgsbWithBoundsFixedNumbersAndATransform() async throws {
    var start = plan
    start.offset = 4
    let outcome = try await minimize(
      objective, from: start, using: .lbfgsb(), on: .threads(3), bounds: ["size": 0...2], fixed: ["offset"],
      scale: ["size": 3], constraints: [.simplex("shares")])
    #expect(outcome.success, "\(outcome)")
    #expect(outcome.best.size == 2 && outcome.best.offset == 4)
    for (share, target) in zip(outcome.best.shares, [0.5, 0.3, 0.2]) { #expect(abs(share - target) < 1e-4) }
    let free = try await minimize(objective, from: start, using: .lbfgsb(), fixed: ["offset", "shares"])
    #expect(abs(free.best.size - 2.125) < 1e-5 && free.best.shares == plan.shares)
  }

  @Test func equalNumbersHaveTheSumOfTheirDerivatives() throws {
    let objective = Objective<[String: Double]>(differentiating: [String: Variable].self) { p in
      let (a, b) = (p["a", default: 0] - 1, p["b", default: 0] - 3)
      return a * a + b * b
    }
    let outcome = try minimize(objective, from: ["a": 7, "b": 7], using: .bfgs(), constraints: [.equal("a", "b")])
    #expect(abs(outcome.best["a", default: 0] - 2) < 1e-6 && outcome.best["a"] == outcome.best["b"])
  }

  @Test func aPlainNumberIsFineWhereItIsFixed() throws {
    let objective = Objective<Partial<Double>>(differentiating: Partial<Variable>.self) { $0.misfit() }
    let outcome = try minimize(objective, from: Partial(rate: 3, level: 4), using: .bfgs(), fixed: ["level"])
    #expect(outcome.success && abs(outcome.best.rate - 2) < 1e-6 && outcome.best.level == 4)
    let bounded = try minimize(
      objective, from: Partial(rate: 3, level: 4), using: .lbfgsb(), bounds: ["level": 4...4, "rate": 2.5...9])
    #expect(bounded.best.rate == 2.5 && bounded.best.level == 4)
    // Nor does it matter to a method that wants no gradient.
    let simplex = try minimize(objective, from: Partial(rate: 3, level: 4), using: .nelderMead())
    #expect(abs(simplex.best.rate) < 1e-2 && abs(simplex.best.level) < 1e-2)
  }

  @Test func aPlainNumberIsAnErrorWhereItMoves() throws {
    let objective = Objective<[String: [Partial<Double>]]>(differentiating: [String: [Partial<Variable>]].self) {
      model in
      Variable.sum((model["a"] ?? []).map { $0.misfit() })
    }
    let start = ["a": [Partial(rate: 3.0, level: 4), Partial(rate: 1, level: 2)]]
    #expect {
      try minimize(objective, from: start, using: .lbfgsb(), fixed: ["a[0].level"])
    } throws: { error in
      guard case .startFailed(let failure) = error as? OptimizationError else { return false }
      return failure.kind == .notFinite && failure.message.contains("'a[1].level'")
        && failure.message.contains("Variable") && failure.message.contains("fixed")
    }
    let both = try minimize(objective, from: start, using: .lbfgsb(), fixed: ["a[*].level"])
    #expect(abs((both.best["a"]?[1].rate ?? .nan) - 1) < 1e-4)
    guard case .synchronous(let function) = objective.call else { throw Trouble.reported }
    let gradient = try function(start, [.value, .gradient]).gradient?["a"]
    #expect(gradient?[1].level.isNaN == true && gradient?[1].rate == 0 && gradient?[0].rate == 4)
  }

  @Test func aNumberThatTheModelLeavesOutIsAnErrorWhereItMoves() throws {
    struct Rate: Decodable { var rate: Variable }
    let objective = Objective<Partial<Double>>(differentiating: Rate.self) { ($0.rate - 1) * ($0.rate - 1) }
    let outcome = try minimize(objective, from: Partial(rate: 3, level: 4), using: .bfgs(), fixed: ["level"])
    #expect(abs(outcome.best.rate - 1) < 1e-6)
    #expect {
      try minimize(objective, from: Partial(rate: 3, level: 4), using: .bfgs())
    } throws: { error in
      "\(error)".contains("'level'")
    }
  }

  @Test func aModelOfAnotherShapeIsAnErrorThatNamesThePlace() {
    struct Other: Decodable { var rates: [Variable] }
    let objective = Objective<Partial<Double>>(differentiating: Other.self) { $0.rates[0] }
    #expect {
      try minimize(objective, from: Partial(rate: 3, level: 4), using: .bfgs())
    } throws: { error in
      "\(error)".contains("'rates' is missing") && "\(error)".contains("Other")
    }
  }

  /// A size above 0, or no value at all, whatever the number.
  private struct Positive<Number: RealScalar & Codable>: Codable, Sendable {
    var size: Number

    private enum CodingKeys: CodingKey { case size }

    init(_ size: Number) { self.size = size }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      size = try container.decode(Number.self, forKey: .size)
      guard size > 0 else {
        throw DecodingError.dataCorruptedError(forKey: .size, in: container, debugDescription: "a size is positive")
      }
    }
  }

  /// Its gradient is negative at the start, and no `Positive`.
  @Test func aTypeThatRefusesNumbersHasAGradientNevertheless() throws {
    let objective = Objective<Positive<Double>>(differentiating: Positive<Variable>.self) { model in
      model.size - 4 * log(model.size)
    }
    let outcome = try minimize(objective, from: Positive(0.5), using: .bfgs())
    #expect(outcome.success && abs(outcome.best.size - 4) < 1e-3, "\(outcome)")
    // Steps into what it refuses are failed evaluations.
    let root = Objective<Positive<Double>>(differentiating: Positive<Variable>.self) { $0.size * $0.size * 1000 }
    let failing = try minimize(root, from: Positive(2), using: .bfgs(), budget: Budget(evaluations: 30))
    #expect(failing.counts.failures > 0 && failing.best.size > 0)
    let message = failing.history.compactMap(\.failure).first
    #expect(message?.contains("a size is positive") == true)
    guard case .synchronous(let function) = objective.call else { throw Trouble.reported }
    #expect(throws: EvaluationFailure.self) { try function(Positive(0.5), [.value, .gradient]) }
    #expect(try function(Positive(8), [.value, .gradient]).gradient?.size == 0.5)
  }

  @Test func whatTheParametersRefuseFailsWhereTheModelTakesIt() throws {
    struct Size: Decodable { var size: Variable }
    let objective = Objective<Positive<Double>>(differentiating: Size.self) { ($0.size + 1) * ($0.size + 1) }
    let outcome = try minimize(objective, from: Positive(2), using: .bfgs(), budget: Budget(evaluations: 30))
    #expect(outcome.counts.failures > 0 && outcome.best.size > 0)
    let message = outcome.history.compactMap(\.failure).first
    #expect(message?.contains("a size is positive") == true)
  }

  @Test func whatTheModelThrowsIsAFailedEvaluation() throws {
    let objective = Objective<Plan<Double>>(differentiating: Plan<Variable>.self) { model in
      guard model.size < 1.5 else { throw Trouble.reported }
      return model.misfit()
    }
    let outcome = try minimize(objective, from: plan, using: .bfgs(), budget: Budget(evaluations: 40))
    #expect(outcome.counts.failures > 0 && outcome.best.size < 1.5 && outcome.value < plan.misfit())
    var start = plan
    start.size = 3
    #expect {
      try minimize(objective, from: start, using: .bfgs())
    } throws: { error in
      guard case .startFailed(let failure) = error as? OptimizationError else { return false }
      return failure.underlying as? Trouble == .reported
    }
  }

  /// Lists some of its numbers, and encodes all of them: the gradient is taken by its list.
  private struct Listed: KeyPathParameters, Codable {
    var first = 1.0
    var constant = 7.0
    var second = 2.0

    static let fields: ParameterFields<Listed> = [.init("second", \.second), .init("first", \.first)]
  }

  @Test func parametersThatListTheirNumbers() throws {
    struct Model: Decodable {
      var first: Variable
      var constant: Double
      var second: Variable
    }
    let objective = Objective<Listed>(differentiating: Model.self) { model in
      let (a, b) = (model.first - Variable(model.constant), model.second + 1)
      return a * a + b * b * 3
    }
    let outcome = try minimize(objective, from: Listed(), using: .bfgs())
    #expect(outcome.success && abs(outcome.best.first - 7) < 1e-5 && abs(outcome.best.second + 1) < 1e-5)
    #expect(outcome.best.constant == 7)
  }

  /// Minutes, and the temperature of a cup of coffee above the room's.
  private static let measured: [(time: Double, value: Double)] = [
    (0, 60), (4, 39.2), (7, 28.7), (10, 21), (15, 12.5), (20, 7.4),
  ]

  private struct Cooling<Number: RealScalar & Codable>: Codable, Sendable {
    var amplitude: Number
    var rates: [Number]
    var title = "coffee"

    func callAsFunction(_ time: Double) -> Number {
      rates.reduce(0) { $0 + amplitude * exp(-$1 * Number(time)) }
    }
  }

  /// The example in the documentation of the objective.
  @Test func theExample() throws {
    let objective = Objective<Cooling<Double>>(differentiating: Cooling<Variable>.self) { model in
      Self.measured.reduce(0) { sum, point in
        let error = model(point.time) - Variable(point.value)
        return sum + error * error
      }
    }
    let fit = try minimize(objective, from: Cooling(amplitude: 50, rates: [0.1]))
    #expect(fit.success && abs(fit.best.amplitude - 60) < 1 && abs(fit.best.rates[0] - 0.105) < 5e-3, "\(fit)")
    #expect(fit.value < 1)
  }
}
