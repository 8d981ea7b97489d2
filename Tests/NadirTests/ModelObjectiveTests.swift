import Nadir
import Synchronization
import Testing
import _TestSupport

private struct Decay<Number: RealScalar & Codable>: Codable, Sendable, Equatable {
  var amplitude: Number
  var rates: [Number]
  var label = "a"
  var order = 2
}

private let start = Decay(amplitude: 1.0, rates: [0.5, 2])

private func loss<Number: RealScalar>(_ model: Decay<Number>) -> Number {
  let error = model.amplitude - 3
  let rates = model.rates.reduce(0) { $0 + exp($1) - $1 }
  return error * error * Number(Double(model.order)) + rates
}

private func product<Number: RealScalar>(_ p: [String: Number]) -> Number {
  let (a, b) = (p["a", default: 0] - 2, p["b", default: 0] + 1)
  return a * a + b * b + a * b
}

/// The value and the gradient without a run.
private func evaluation<Shape>(_ objective: Objective<Shape>, at parameters: Shape) throws -> Evaluation<Shape> {
  guard case .synchronous(let function) = objective.call else { throw CancellationError() }
  return try function(parameters, [.value, .gradient])
}

/// Objectives by models over variables.
@Suite struct ModelObjectiveTests {
  /// That these compile, in a time that nobody notices, is a good part of the test.
  @Test func formsOfACall() throws {
    let objectives: [Objective<Decay<Double>>] = [
      Objective(differentiating: Decay<Variable>.self) { model in loss(model) },
      Objective(differentiating: Decay<Variable>.self) { loss($0) },
      Objective(differentiating: Decay<Variable>.self) { (model: Decay<Variable>) in loss(model) },
      Objective(differentiating: Decay<Variable>.self, loss),
      Objective(differentiating: Decay<Variable>.self) { model in
        let error = model.amplitude - 3
        return 2 * error * error + exp(model.rates[0]) - model.rates[0] + exp(model.rates[1]) - model.rates[1]
      },
      Objective(differentiating: Decay<Variable>.self) { model in
        2 * (model.amplitude - 3) * (model.amplitude - 3) + exp(model.rates[0]) - model.rates[0] + exp(model.rates[1])
          - model.rates[1]
      },
      Objective(value: { loss($0) }, differentiating: Decay<Variable>.self) { loss($0) },
      Objective(value: loss, differentiating: Decay<Variable>.self, loss),
    ]
    for (i, objective) in objectives.enumerated() {
      #expect(objective.provides == [.value, .gradient])
      let (value, gradient) = (try objective.value?(start), try evaluation(objective, at: start).gradient)
      let expected = loss(start)
      #expect(abs((value ?? .nan) - expected) < 1e-14 * expected, "form \(i)")
      #expect(gradient?.label == "a" && gradient?.order == 2)
      #expect(gradient?.amplitude == -8, "form \(i)")
    }
    let alone = try minimize(Objective(differentiating: Decay<Variable>.self) { loss($0) }, from: start)
    #expect(alone.success && abs(alone.best.amplitude - 3) < 1e-4 && abs(alone.best.rates[1]) < 1e-4)
    let named = try minimize(
      Objective(differentiating: [String: Variable].self) { product($0) }, from: ["a": 1, "b": 2])
    #expect(abs(named.best["a", default: 0] - 2) < 1e-4 && abs(named.best["b", default: 0] + 1) < 1e-4)
    // Closures without a label are functions of numbers still, and arrays of variables need no type.
    #expect(Objective<Decay<Double>> { model in model.amplitude * model.amplitude }.provides == .value)
    #expect(Objective<Decay<Double>> { loss($0) }.provides == .value)
    #expect(Objective<[String: Double]> { product($0) }.provides == .value)
    #expect(Objective(differentiating: { x in x[0] * x[0] }).provides == [.value, .gradient])
    #expect(
      Objective(differentiating: { x in
        (x[0] - 1) * (x[0] - 1) + (x[1] - 2) * (x[1] - 2) - x[0] * x[1] + 3 * x[0] - 2 * x[1]
      }).provides == [.value, .gradient])
  }

  private struct Layer<Number: RealScalar & Codable>: Codable, Sendable {
    var weights: [[Number]]
    var biases: [Number]
    var scale: Number?
  }

  private struct Network<Number: RealScalar & Codable>: Codable, Sendable {
    enum Output: Codable {
      case linear
      case logistic(steepness: Number)
    }

    var layers: [Layer<Number>]
    var output: Output
    var offsets: [String: Number]
    var name = "a name that is too long to be kept inline"

    func callAsFunction(_ x: [Number]) -> Number {
      var x = x
      for layer in layers {
        x = zip(layer.weights, layer.biases).map { row, bias in
          exp(-(Number.dot(row, x) + bias)) * (layer.scale ?? 1)
        }
      }
      let sum = Number.sum(x) + (offsets["a"] ?? 0) * (offsets["b"] ?? 0)
      return switch output {
      case .linear: sum
      case .logistic(let steepness): 1 / (1 + exp(-steepness * sum))
      }
    }

    /// The same network from its numbers in the order of their encoding.
    init(_ x: [Number]) {
      layers = [
        Layer(weights: [[x[0], x[1]], [x[2], x[3]]], biases: [x[4], x[5]], scale: nil),
        Layer(weights: [[x[6], x[7]]], biases: [x[8]], scale: x[9]),
      ]
      output = .logistic(steepness: x[10])
      offsets = ["b": x[12], "a": x[11]]
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func theGradientIsThatOfTheFlatFunctionBitForBit(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let numbers = (0..<13).map { _ in Double.random(in: -1...1, using: &generator) }
    let data = (0..<3).map { _ in (0..<2).map { _ in Double.random(in: -1...1, using: &generator) } }
    @Sendable func misfit<Number: RealScalar & Codable>(_ network: Network<Number>) -> Number {
      data.reduce(0) { sum, x in
        let y = network(x.map { Number($0) })
        return sum + y * y
      }
    }
    let flat = valueAndGradient(at: numbers) { (x: [Variable]) in misfit(Network(x)) }
    let objective = Objective<Network<Double>>(differentiating: Network<Variable>.self, misfit)
    let network = Network(numbers)
    let shaped = try evaluation(objective, at: network)
    #expect(try objective.value?(network) == flat.value && shaped.value == flat.value, "seed \(seed)")
    let gradient = try #require(shaped.gradient)
    #expect(gradient.layers[0].weights.flatMap { $0 } + gradient.layers[0].biases == Array(flat.gradient[..<6]))
    #expect(gradient.layers[1].scale == flat.gradient[9] && gradient.layers[0].scale == nil)
    #expect(gradient.offsets == ["a": flat.gradient[11], "b": flat.gradient[12]] && gradient.name == network.name)

    // In a space the numbers go another way, and come out the same.
    let free = try ParameterSpace(from: network).flattened(objective)
    let inSpace = try evaluation(free, at: numbers)
    #expect(inSpace.value == flat.value && inSpace.gradient == flat.gradient, "seed \(seed)")
    #expect(try free.value?(numbers) == flat.value)
  }

  @Test func onFourThreadsTheSameBits() async throws {
    let numbers = (0..<13).map { Double($0) / 13 - 0.4 }
    let objective = Objective<Network<Double>>(differentiating: Network<Variable>.self) { network in
      let (a, b) = (network([1, 0.5]), network([-1, 2]))
      return a * a + b * b
    }
    let free = try ParameterSpace(from: Network(numbers)).flattened(objective)
    let points = (0..<200).map { k in numbers.map { $0 + 1e-3 * Double(k) } }
    let alone = try points.map { try evaluation(free, at: $0) }
    let together = try await withThrowingTaskGroup(of: [(Int, Evaluation<[Double]>)].self) { group in
      for thread in 0..<4 {
        group.addTask {
          try stride(from: thread, to: points.count, by: 4).map { ($0, try evaluation(free, at: points[$0])) }
        }
      }
      var all: [Int: Evaluation<[Double]>] = [:]
      for try await some in group { for (i, one) in some { all[i] = one } }
      return all
    }
    for (i, one) in alone.enumerated() {
      #expect(together[i]?.value == one.value && together[i]?.gradient == one.gradient)
    }
    let one = try await minimize(objective, from: Network(numbers), budget: Budget(evaluations: 20))
    let four = try await minimize(objective, from: Network(numbers), on: .threads(4), budget: Budget(evaluations: 20))
    #expect(one.value == four.value && one.counts == four.counts)
  }

  @Test func forAValueNothingIsRecorded() throws {
    let seen = Mutex<[Bool]>([])
    let objective = Objective<Decay<Double>>(differentiating: Decay<Variable>.self) { model in
      seen.withLock { $0 += [model.amplitude.isConstant, model.rates[1].isConstant] }
      return loss(model)
    }
    let free = try ParameterSpace(from: start).flattened(objective)
    _ = try objective.value?(start)
    _ = try free.value?([1, 2, 3])
    #expect(seen.withLock { $0 } == [true, true, true, true])
    _ = try evaluation(objective, at: start)
    #expect(seen.withLock { $0.suffix(2) } == [false, false])
  }

  /// Values by the parameters themselves, which only the function for values gets.
  @Test func aFunctionForValuesIsUsedForThem() throws {
    let calls = Mutex(0)
    let objective = Objective<Decay<Double>>(
      value: { model in
        calls.withLock { $0 += 1 }
        return loss(model)
      }, differentiating: Decay<Variable>.self
    ) { loss($0) }
    let free = try ParameterSpace(from: start).flattened(objective)
    #expect(try free.value?([1, 0.5, 2]) == loss(start) && calls.withLock { $0 } == 1)
    #expect(try evaluation(free, at: [1, 0.5, 2]).gradient?[0] == -8)
    #expect(calls.withLock { $0 } == 1)
  }

  @Test func singlePrecision() throws {
    struct Small: Codable {
      var a: Float
      var b: [Float]
    }
    struct Model: Codable {
      var a: Variable
      var b: [Variable]
    }
    let objective = Objective<Small>(differentiating: Model.self) { model in
      (model.a - 3) * (model.a - 3) + (model.b[0] + 0.5) * (model.b[0] + 0.5)
    }
    #expect(try evaluation(objective, at: Small(a: 1, b: [2])).gradient?.b == [5])
    let outcome = try minimize(objective, from: Small(a: 1, b: [2]), using: .bfgs())
    #expect(abs(outcome.best.a - 3) < 1e-3 && abs(outcome.best.b[0] + 0.5) < 1e-3)
  }
}
