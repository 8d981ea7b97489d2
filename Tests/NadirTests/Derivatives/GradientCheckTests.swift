import Nadir
import Testing

@Suite struct GradientCheckTests {
  @Sendable private static func value(_ x: [String: Double]) -> Double {
    exp(x["a", default: 0]) * sin(x["b", default: 0]) + 1e6
  }
  @Sendable private static func gradient(_ x: [String: Double]) -> [String: Double] {
    let (a, b) = (x["a", default: 0], x["b", default: 0])
    return ["a": exp(a) * sin(b), "b": exp(a) * cos(b)]
  }
  private let start = ["a": 0.5, "b": 1.2]

  @Test func rightGradientsAgree() async throws {
    let objective = Objective(value: Self.value, gradient: Self.gradient)
    let check = try await checkGradient(of: objective, at: start, randomPoints: 20, on: .threads(2))
    #expect(check.agrees && check.components.count == 42 && check.failures.isEmpty, "\(check)")
    #expect("\(check)".hasPrefix("the gradient agrees"))
    // The value at each point is known from the gradient.
    #expect(check.counts.evaluations == 21 * 29)
  }

  /// Each of many small mistakes is found, and named.
  @Test(arguments: [1.001, 1 + 1e-5, -1, 0, .infinity]) func mistakesAreNamed(_ factor: Double) async throws {
    let objective = Objective(
      value: Self.value,
      gradient: { x in
        var gradient = Self.gradient(x)
        gradient["b", default: 0] *= factor
        return gradient
      })
    guard factor.isFinite else {
      await #expect(throws: DerivativeError.self) { try await checkGradient(of: objective, at: start) }
      return
    }
    let check = try await checkGradient(of: objective, at: start)
    #expect(!check.agrees && check.worst?.path == "b", "\(check)")
    #expect("\(check)".contains("wrong in 1 of 2 components, most in 'b'"))
  }

  /// A tape's gradient passes where differences alone lose digits.
  @Test func automaticGradients() async throws {
    let objective = Objective<[Double]>(differentiating: { x in .log(x[0]) * x[1] / (1 + x[0] * x[0]) })
    let check = try await checkGradient(
      of: objective, at: [2, 3], randomPoints: 10, seed: 3, bounds: Bounds(lower: 0.1, upper: 9))
    #expect(check.agrees, "\(check)")
  }

  @Test func randomPointsStayInTheBoxAndMayFail() async throws {
    let objective = Objective<[Double]>(
      value: { x in x[0] < 0 || x[0] > 1 ? .nan : x[0] > 0.9 ? .nan : x[0] * x[0] }, gradient: { x in [2 * x[0]] })
    let check = try await checkGradient(of: objective, at: [0.5], randomPoints: 100, bounds: Bounds(lower: 0, upper: 1))
    #expect(check.agrees && (1...25).contains(check.failures.count), "\(check.failures.count)")
    #expect(check.components.count + check.failures.count == 101 && "\(check)".contains("left out"))
    await #expect(throws: DerivativeError.self) { try await checkGradient(of: objective, at: [0.95]) }
  }

  /// Rounding beside a derivative of 0 is no error of the gradient, though their relative error is 1.
  @Test func vanishingDerivativesAreToldApart() async throws {
    let objective = Objective<[Double]>(
      value: { x in 0.1 + exp(x[0]) + (0.7 + exp(x[1]) + exp(-x[1])) }, gradient: { x in [exp(x[0]), 1e-18] })
    let check = try await checkGradient(of: objective, at: [0.3, 0])
    #expect(check.agrees && check.worst?.given == 1e-18, "\(check)")
    let summary = try #require("\(check)".split(separator: "\n").first)
    #expect(summary.hasSuffix(", but for 1 of 2 components, too small to be told precisely"), "\(summary)")
    #expect(check.components[1].relativeError < 1e-9 && !summary.contains("relative error 1.0"), "\(summary)")
  }

  /// Differences that are too rough to tell call nothing right, and nothing wrong.
  @Test func roughDifferencesTellNothing() async throws {
    let objective = Objective<[Double]>(value: { x in 1e14 + x[0] * x[0] }, gradient: { x in [2.005 * x[0]] })
    let check = try await checkGradient(of: objective, at: [1])
    #expect(!check.agrees && check.worst?.verdict == .untold, "\(check)")
    #expect("\(check)".contains("too rough to tell"))
    // Where all derivatives vanish there is nothing to be rough about.
    let sphere = Objective<[Double]>(
      value: { x in x[0] * x[0] + x[1] * x[1] }, gradient: { x in [2 * x[0], 2 * x[1]] })
    let bottom = try await checkGradient(of: sphere, at: [0, 0])
    #expect(bottom.agrees, "\(bottom)")
  }

  @Test func misuseIsTold() async throws {
    await #expect(throws: DerivativeError.self) {
      try await checkGradient(of: Objective { (x: [Double]) in x[0] }, at: [1])
    }
    let objective = Objective(value: Self.value, gradient: Self.gradient)
    await #expect(throws: DerivativeError.self) { try await checkGradient(of: objective, at: start, randomPoints: -1) }
    await #expect(throws: DerivativeError.self) { try await checkGradient(of: objective, at: start, tolerance: 0) }
  }
}
