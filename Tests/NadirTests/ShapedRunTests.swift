import Nadir
import Testing

private struct Layer: Codable, Equatable {
  var weights = [[1.0, -2], [0.5, 3]]
  var bias = 0.25
  var units = 2
}

private struct Model: Codable, Equatable {
  enum Kind: String, Codable { case fast, slow }

  var rate = 1.8
  var layers = [Layer(), Layer(bias: 4)]
  var offsets: [String: Double] = ["b": 2, "a": 1]
  var kind = Kind.slow
  var label: String? = "first"
  var missing: Double?
}

/// Runs over anything that can be encoded, from the front door.
@Suite struct ShapedRunTests {
  /// The squares of all numbers.
  private func squares(_ model: Model) -> Double {
    let layers = model.layers.reduce(0) { sum, layer in
      sum + layer.weights.joined().reduce(layer.bias * layer.bias) { $0 + $1 * $1 }
    }
    return layers + model.rate * model.rate + model.offsets.values.sorted().reduce(0) { $0 + $1 * $1 }
  }

  private func gradient(_ model: Model) -> Model {
    var gradient = model
    gradient.rate *= 2
    gradient.offsets = gradient.offsets.mapValues { 2 * $0 }
    for i in gradient.layers.indices {
      gradient.layers[i].bias *= 2
      gradient.layers[i].weights = gradient.layers[i].weights.map { $0.map { 2 * $0 } }
    }
    return gradient
  }

  @Test func theShapeThatGoesInComesOut() async throws {
    let outcome = try await minimize(
      from: Model(), on: .threads(4), bounds: ["layers[*].bias": 0.125...9, "offsets.a": -1...1],
      fixed: ["layers[1].weights"], observers: [.watching { #expect($0.parameters.label == "first") }],
      objective: squares)
    #expect(outcome.success)
    #expect(outcome.best.label == "first" && outcome.best.kind == .slow && outcome.best.layers[0].units == 2)
    #expect(outcome.best.layers[1].weights == Layer().weights)
    #expect(outcome.best.layers.map(\.bias) == [0.125, 0.125])
    #expect(abs(outcome.best.rate) < 1e-5 && abs(outcome.best.layers[0].weights[1][0]) < 1e-5)
    #expect(
      outcome.table.map(\.path) == [
        "rate", "layers[0].weights[0][0]", "layers[0].weights[0][1]", "layers[0].weights[1][0]",
        "layers[0].weights[1][1]", "layers[0].bias", "layers[1].weights[0][0]", "layers[1].weights[0][1]",
        "layers[1].weights[1][0]", "layers[1].weights[1][1]", "layers[1].bias", "offsets.a", "offsets.b",
      ])
    #expect(outcome.history[1].parameters.offsets.count == 2)
    #expect(outcome.table[5].note == "at its lower bound")
  }

  @Test func gradientsHaveTheShapeOfTheParameters() throws {
    let objective = Objective(value: squares, gradient: gradient)
    for algorithm in [LBFGSB() as any Algorithm, BFGS()] {
      func run(_ algorithm: some Algorithm) throws {
        let outcome = try minimize(objective, from: Model(), using: algorithm, scale: .startValues())
        #expect(outcome.success && outcome.value < 1e-8)
        #expect(outcome.counts.evaluations < 40)
        let gradient = try #require(outcome.gradient)
        #expect(gradient.label == "first" && abs(gradient.layers[0].bias) < 1e-4)
      }
      try run(algorithm)
    }
  }

  @Test func aGradientOfAnotherShapeIsAFailureThatNamesThePlace() throws {
    var wrong = Model()
    wrong.layers[1].weights[0] = [1, 2, 3]
    let objective = Objective(value: squares, gradient: { [wrong] _ in wrong })
    #expect {
      try minimize(objective, from: Model(), using: .lbfgsb())
    } throws: { error in
      "\(error)".contains("layers[1].weights[0]")
    }
  }

  @Test func boundsOfAnotherShapeAreRefused() {
    #expect {
      try minimize(from: Model(), bounds: Bounds(lower: Model(layers: [Layer()])), objective: squares)
    } throws: { error in
      "\(error)".contains("'layers[1]' of the lower bounds") || "\(error)".contains("'layers' of the lower bounds")
    }
    #expect {
      try minimize(from: Model(), fixed: ["layer[*].bias"], objective: squares)
    } throws: { error in
      "\(error)".contains("did you mean 'layers[*].bias'?")
    }
    var optional = Model()
    optional.missing = 3
    #expect {
      try minimize(from: Model(), bounds: Bounds(upper: optional), objective: squares)
    } throws: { error in
      "\(error)".contains("'missing' of the upper bounds")
    }
  }

  @Test func literalsOfNumbersAreDoubles() throws {
    let array = try minimize(from: [1, 2]) { x in
      let (a, b) = (x[0], x[1])
      return a * a + b * b
    }
    #expect(type(of: array.best) == [Double].self)
    let named = try minimize(from: ["a": 1, "b": 2]) { p in p.values.reduce(0) { $0 + $1 * $1 } }
    #expect(type(of: named.best) == [String: Double].self)
    let nested = try minimize(from: [[1.0, 2], [3]]) { x in x.joined().reduce(0) { $0 + $1 * $1 } }
    #expect(type(of: nested.best) == [[Double]].self && nested.best.map(\.count) == [2, 1])
    let one = try minimize(from: 3.0) { x in (x - 1) * (x - 1) }
    #expect(abs(one.best - 1) < 1e-4 && one.table[0].path == "x")
    let vector = try minimize(from: SIMD3(1.0, 2, 3)) { v in (v * v).sum() }
    #expect(abs(vector.best.x) < 1e-4 && vector.table[2].path == "[2]")
  }

  /// That these compile is the test: without `ObjectiveBody` each is too much for the compiler.
  @Test func closuresOfOneExpressionCompile() throws {
    let array = try minimize(from: [5, 5]) { x in
      (x[0] - 1) * (x[0] - 1) + (x[1] - 2) * (x[1] - 2) - x[0] * x[1] + 3 * x[0] - 2 * x[1]
    }
    #expect(array.success)
    let nested = try minimize(from: [[5.0, 5], [0.6, 0.8]]) { x in
      x[1][0] * x[1][0] + (x[0][0] - 1) * (x[0][0] - 1) + x[0][1] * x[0][1] * 2 + x[1][1] * x[1][1] - 3 * x[1][1]
    }
    #expect(nested.success)
    let model = try maximize(from: Layer()) { layer in
      3 - (layer.bias - 1) * (layer.bias - 1) - layer.weights[0][0] * layer.weights[0][0] * 2 - layer.weights[1][1]
        * layer.weights[1][1] + layer.weights[1][1]
    }
    #expect(model.success && abs(model.best.bias - 1) < 1e-4)
    let either = try minimize(from: [1, 2], using: .nelderMead()) { x in
      if x[0] > 0 { x[0] * x[0] + x[1] * x[1] - 2 * x[0] * 3 } else { x[1] * x[1] - 5 * x[0] * (x[1] - 1) * x[0] }
    }
    #expect(either.counts.evaluations > 10)
    struct NotYet: Error {}
    #expect(throws: OptimizationError.self) { try minimize(from: [1, 2]) { _ in throw NotYet() } }
  }

  @Test func integersAloneAreNoParameters() {
    let start = [1, 2]
    #expect {
      try minimize(from: start) { x in Double(x[0]) }
    } throws: { error in
      "\(error)".contains("write 1.0")
    }
  }

  /// Steps for doubles would vanish in a `Float`, and with them every gradient.
  @Test func singlePrecisionHasStepsOfItsOwn() throws {
    struct Small: Codable {
      var a: Float = 30
      var b: Float = -2
    }
    for differences in [Differences.forward, .central] {
      let outcome = try minimize(from: Small(), using: .lbfgsb(), differences: differences) { p in
        let (a, b) = (Double(p.a) - 3, Double(p.b) - 1)
        return a * a + 2 * b * b
      }
      #expect(abs(outcome.best.a - 3) < 1e-2 && abs(outcome.best.b - 1) < 1e-2, "\(differences): \(outcome)")
    }
  }

  @Test func aTypeThatRefusesNumbersMakesFailedPoints() throws {
    let outcome = try minimize(from: Positive(2), using: .nelderMead()) { p in (p.size - 0.01) * (p.size - 0.01) }
    #expect(outcome.counts.failures > 0)
    #expect(abs(outcome.best.size - 0.01) < 1e-3)
    let failed = try #require(outcome.history.first { $0.record.failed })
    #expect(failed.failure?.contains("size") == true)
  }
}

/// A size above 0, or no value at all.
private struct Positive: Codable {
  struct Refusal: Error, CustomStringConvertible { var description: String { "a size is positive" } }

  var size: Double

  init(_ size: Double) { self.size = size }

  init(from decoder: any Decoder) throws {
    size = try decoder.singleValueContainer().decode(Double.self)
    guard size > 0 else { throw Refusal() }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(size)
  }
}
