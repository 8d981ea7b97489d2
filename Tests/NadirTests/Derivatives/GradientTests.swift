import Nadir
import Synchronization
import Testing

struct Growth: Codable, Sendable, Equatable {
  var rate: Double
  var layers: [[Double]]
  var label = "plain"
}

/// A rate above 0, or no value at all.
private struct Rate: Codable {
  struct Refusal: Error {}

  var rate: Double
  var shift: Double

  init(rate: Double, shift: Double) { (self.rate, self.shift) = (rate, shift) }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    rate = try container.decode(Double.self, forKey: .rate)
    shift = try container.decode(Double.self, forKey: .shift)
    guard rate > 0 else { throw Refusal() }
  }
}

@Suite struct GradientFunctionTests {
  private static func value(_ x: [Double]) -> Double { exp(x[0]) * sin(x[1]) + x[0] * x[1] * x[1] }
  private static func exact(_ x: [Double]) -> [Double] {
    [exp(x[0]) * sin(x[1]) + x[1] * x[1], exp(x[0]) * cos(x[1]) + 2 * x[0] * x[1]]
  }
  private let x = [0.3, 0.7]

  @Test func errorsAreHonestForEveryMethod() async throws {
    let exact = Self.exact(x)
    for (differences, evaluations) in [
      (Differences.forward, 3), (.backward, 3), (.central, 5), (.richardson, 29), (.ridders, 29),
    ] {
      let estimate = try await gradient(of: Self.value, at: x, by: differences)
      for i in x.indices {
        let error = abs(estimate.gradient[i] - exact[i])
        #expect(error <= estimate.errors[i] && estimate.errors[i] < 1e-6, "\(differences.method), \(i)")
      }
      #expect(estimate.counts.evaluations == evaluations && estimate.counts.rounds == 1)
      #expect(estimate.value == Self.value(x) && estimate.oneSided.isEmpty)
    }
  }

  @Test func hasTheShapeOfTheParameters() async throws {
    let named = try await gradient(
      of: { (p: [String: Double]) in p["a", default: 0] * p["b", default: 0] }, at: ["a": 2, "b": 3])
    #expect(abs(named.gradient["a", default: 0] - 3) < 1e-6 && abs(named.gradient["b", default: 0] - 2) < 1e-6)

    let start = Growth(rate: 2, layers: [[1, 2], [3]])
    let typed = try await gradient(
      of: { (model: Growth) in model.rate * model.layers[0][1] * model.layers[1][0] }, at: start, by: .central)
    let (gradient, errors) = (try typed.gradient, try typed.errors)
    #expect(gradient.label == "plain" && abs(gradient.rate - 6) < 1e-8)
    #expect(abs(gradient.layers[1][0] - 4) < 1e-8 && errors.layers[0][0] < 1e-8)
    #expect(typed.paths == ["rate", "layers[0][0]", "layers[0][1]", "layers[1][0]"])
    #expect(typed.components == [gradient.rate] + gradient.layers.joined())
    #expect(typed.componentErrors == [errors.rate] + errors.layers.joined())
    #expect("\(typed)".contains("layers[1][0]"))
  }

  /// The same numbers on every number of workers.
  @Test func workersDoNotMatter() async throws {
    let inline = try await gradient(of: Self.value, at: x, by: .central)
    for workers in [Workers.threads(1), .threads(2), .threads(8)] {
      let parallel = try await gradient(of: Self.value, at: x, by: .central, on: workers)
      #expect(parallel.gradient == inline.gradient && parallel.errors == inline.errors)
      #expect(parallel.counts == inline.counts)
    }
  }

  @Test func turnsInwardAtBoundsAndSaysSo() async throws {
    let asked = Mutex<[[Double]]>([])
    let estimate = try await gradient(
      of: { (p: [String: Double]) in
        asked.withLock { $0.append([p["a", default: 0], p["b", default: 0]]) }
        return p["a", default: 0] * p["a", default: 0] + p["b", default: 0]
      }, at: ["a": 1, "b": 0.5], bounds: ["a": 0...1, "b": 0...1], by: .central)
    #expect(asked.withLock { $0.allSatisfy { (0...1).contains($0[0]) && (0...1).contains($0[1]) } })
    #expect(estimate.oneSided == ["a"] && abs(estimate.gradient["a", default: 0] - 2) < 1e-8)
    #expect("\(estimate)".contains("one-sided"))
  }

  @Test func theObjectivesOwnGradientComesFirst() async throws {
    let objective = Objective<[Double]>(value: Self.value, gradient: Self.exact)
    let own = try await gradient(of: objective, at: x)
    #expect(own.gradient == Self.exact(x) && own.errors == [0, 0] && own.counts.evaluations == 1)
    #expect(own.source == .objective)
    let differences = try await gradient(of: objective, at: x, by: .forward)
    #expect(differences.gradient != own.gradient && differences.counts.evaluations == 3)
    #expect(differences.source == .values)
    let tape = Objective<[Double]>(differentiating: { x in .exp(x[0]) * .sin(x[1]) + x[0] * x[1] * x[1] })
    let automatic = try await gradient(of: tape, at: x)
    #expect(zip(automatic.gradient, own.gradient).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  /// Gradients and Hessians of the wrong size are told, whatever the shape.
  @Test func wrongSizesAreTold() async throws {
    for gradient in [[1.0], [1, 2, 3]] {
      let objective = Objective<[Double]>(value: { x in x[0] + x[1] }, gradient: { _ in gradient })
      do throws(DerivativeError) {
        _ = try await Nadir.gradient(of: objective, at: [1, 2])
        Issue.record("\(gradient) passed")
      } catch {
        #expect("\(error)".contains("the gradient has \(gradient.count) components, not 2"))
      }
      await #expect(throws: DerivativeError.self) { try await checkGradient(of: objective, at: [1, 2]) }
      await #expect(throws: DerivativeError.self) { try await Nadir.hessian(of: objective, at: [1, 2]) }
    }
    let named = Objective<[String: Double]>(value: { _ in 1 }, gradient: { _ in ["a": 1, "b": .nan] })
    do throws(DerivativeError) {
      _ = try await Nadir.gradient(of: named, at: ["a": 1, "b": 2])
      Issue.record("NaN passed")
    } catch {
      #expect("\(error)".contains("component 'b' of the gradient is nan"), "\(error)")
    }
  }

  /// A type that cannot hold its own gradient has its numbers all the same.
  @Test func aTypeThatRefusesTheGradientHasItsNumbers() async throws {
    let estimate = try await gradient(
      of: { (p: Rate) in 3 - p.rate * p.rate + p.shift }, at: Rate(rate: 2, shift: 1), by: .central)
    #expect(estimate.paths == ["rate", "shift"])
    #expect(abs(estimate.components[0] + 4) < 1e-8 && abs(estimate.components[1] - 1) < 1e-8)
    #expect {
      try estimate.gradient
    } throws: { error in
      "\(error)".contains("Rate refuses the numbers of the gradient, [-")
    }
    #expect("\(estimate)".contains("from differences of values, by 5 evaluations in 1 round\n  rate   -"))

    let falling = Objective<Rate>(
      value: { 3 - $0.rate * $0.rate }, gradient: { Rate(rate: 2 * $0.rate, shift: 0) })
    let product = try await hessianVectorProduct(
      of: falling, at: Rate(rate: 2, shift: 1), along: Rate(rate: 1, shift: 0), by: .central)
    #expect(abs(product.components[0] - 2) < 1e-8 && product.paths == ["rate", "shift"])
    #expect(abs(try product.product.rate - 2) < 1e-8)
    let exact = falling.with(hessianVectorProduct: { _, v in Rate(rate: 2 * v.rate, shift: 0) })
    let given = try await hessianVectorProduct(of: exact, at: Rate(rate: 2, shift: 1), along: Rate(rate: 1, shift: 0))
    // No rate is 0, as its error is.
    #expect(given.componentErrors == [0, 0])
    #expect(throws: DerivativeError.self) { try given.errors }
  }

  @Test func longGradientsAreShortened() async throws {
    let estimate = try await gradient(
      of: { (x: [Double]) in x.reduce(0, +) }, at: [Double](repeating: 1, count: 50))
    let lines = "\(estimate)".split(separator: "\n")
    #expect(lines.count == 22 && lines[21] == "  … and 30 more")
  }

  @Test func failedPointsAreRepairedAndCounted() async throws {
    let estimate = try await gradient(of: { (x: [Double]) in x[0] > 1 ? .nan : x[0] * x[0] }, at: [1])
    #expect(abs(estimate.gradient[0] - 2) < 1e-6)
    #expect(estimate.counts.failures == 1 && estimate.counts.evaluations == 3 && estimate.counts.rounds == 2)
  }

  private struct Trouble: Error {}

  @Test func whatGoesWrongIsSaid() async throws {
    func message(_ attempt: () async throws(DerivativeError) -> Void) async -> String {
      do throws(DerivativeError) { try await attempt() } catch { return "\(error)" }
      return "no error"
    }
    let threads = await message { () async throws(DerivativeError) in
      _ = try await gradient(of: Self.value, at: x, on: .threads(0))
    }
    #expect(threads == "the number of threads is 0, but must be 1 or more")
    let outside = await message { () async throws(DerivativeError) in
      _ = try await gradient(of: Self.value, at: x, bounds: Bounds(upper: 0.5))
    }
    #expect(outside.contains("0.7") && outside.contains("bounds"))
    let step = await message { () async throws(DerivativeError) in
      _ = try await gradient(of: Self.value, at: x, by: Differences(step: .absolute(-1)))
    }
    #expect(step.contains("-1.0") && step.contains("positive"))
    let failing = await message { () async throws(DerivativeError) in
      _ = try await gradient(of: { (x: [Double]) in x == [1, 1] ? 0 : try { throw Trouble() }() }, at: [1, 1])
    }
    #expect(failing.contains("along [0], [1]") && failing.contains("threw Trouble()"), "\(failing)")
    let center = await message { () async throws(DerivativeError) in
      _ = try await gradient(of: { (_: [Double]) in throw Trouble() }, at: [1, 1])
    }
    #expect(center.contains("no value at the point itself") && center.contains("after 3 evaluations"), "\(center)")
  }
}
