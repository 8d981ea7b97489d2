import Nadir
import Synchronization
import Testing

struct Growth: Codable, Sendable, Equatable {
  var rate: Double
  var layers: [[Double]]
  var label = "plain"
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
    #expect(typed.gradient.label == "plain" && abs(typed.gradient.rate - 6) < 1e-8)
    #expect(abs(typed.gradient.layers[1][0] - 4) < 1e-8 && typed.errors.layers[0][0] < 1e-8)
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
    let differences = try await gradient(of: objective, at: x, by: .forward)
    #expect(differences.gradient != own.gradient && differences.counts.evaluations == 3)
    let tape = Objective<[Double]>(differentiating: { x in .exp(x[0]) * .sin(x[1]) + x[0] * x[1] * x[1] })
    let automatic = try await gradient(of: tape, at: x)
    #expect(zip(automatic.gradient, own.gradient).allSatisfy { abs($0 - $1) < 1e-14 })
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
