import Nadir
import Testing
import _TestSupport

@Suite struct NoiseTests {
  /// A smooth function with noise of a known size, which depends on the point alone.
  private func noisy(_ level: Double) -> @Sendable ([Double]) -> Double {
    { x in
      var bits = (x[0].bitPattern &* 0x9E37_79B9_7F4A_7C15) ^ (x[1].bitPattern &* 0xBF58_476D_1CE4_E5B9)
      bits = (bits ^ (bits >> 29)) &* 0x94D0_49BB_1331_11EB
      // Uniform in [−√3, √3]: of standard deviation 1.
      let uniform = (Double((bits ^ (bits >> 31)) >> 11) * 0x1p-52 - 1) * 3.0.squareRoot()
      return exp(x[0]) + 2 * x[1] * x[1] + level * uniform
    }
  }

  @Test(arguments: [1e-12, 1e-9, 1e-6, 1e-4]) func isFoundAndSuitsTheGradient(_ level: Double) async throws {
    let function = noisy(level)
    let noise = try await noise(of: function, at: [0.5, 1], on: .threads(2))
    #expect(noise.level > level / 4 && noise.level < level * 4, "\(noise.level) for \(level)")
    #expect(noise.counts.failures == 0 && noise.counts.evaluations <= 6 * 7 + 5)
    let suited = try await gradient(of: function, at: [0.5, 1], by: noise.differences)
    let exact = [exp(0.5), 4]
    for i in 0...1 {
      // The expected error of the best step is 2^(3/4) √(ε_f |f″|) (Moré & Wild 2012).
      let best = 1.682 * (level * 4).squareRoot()
      #expect(abs(suited.gradient[i] - exact[i]) < 8 * best, "\(suited.gradient) for \(level)")
    }
    if level >= 1e-6 {
      let plain = try await gradient(of: function, at: [0.5, 1])
      #expect(abs(plain.gradient[1] - 4) > 10 * abs(suited.gradient[1] - 4))
    }
  }

  /// Functions that are known to some digits, as programs print them: rounding to a multiple of q is noise of q/√12. A
  /// few values on a line tell its size, in nearly all cases.
  @Test func rounding() async throws {
    var generator = SeededGenerator(seed: 23)
    for digits in [1e3, 1e5, 1e7] {
      var good = 0
      for _ in 0..<50 {
        let x = [Double.random(in: -5...5, using: &generator), Double.random(in: -5...5, using: &generator)]
        let rounded = try await noise(
          of: { (x: [Double]) in ((exp(x[0] / 3) + (x[1] - 1) * (x[1] - 1) + x[0] * x[1]) * digits).rounded() / digits
          },
          at: x)
        let level = 1 / digits / 12.0.squareRoot()
        if rounded.level > level / 6, rounded.level < level * 6 { good += 1 }
      }
      #expect(good >= 42, "\(good) of 50 at \(digits), seed 23")
    }
  }

  /// Where values coincide nearby and jump farther away, default steps see nothing: the error is not to take them.
  @Test(arguments: [1.2, -3.4, 0.2]) func whatCannotBeToldIsSaid(_ start: Double) async throws {
    let error = await #expect(throws: DerivativeError.self) {
      try await noise(of: { (x: [Double]) in x[0].rounded() }, at: [start])
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains("cannot be told here: the values coincide") && !text.contains("default"), "\(text)")

    let constant = await #expect(throws: DerivativeError.self) { try await noise(of: { _ in 3 }, at: [start]) }
    #expect(constant.map { "\($0)" }?.contains("cannot be told here") == true)
    #expect(!(constant.map { "\($0)" } ?? "").contains("give a step"))
  }

  /// Far from zero the same steps are small beside the value, and tell their noise.
  @Test func largeJumpsBesideALargeValue() async throws {
    let jumps = try await noise(of: { (x: [Double]) in x[0].rounded() }, at: [100.3])
    #expect(jumps.level > 0.07 && jumps.level < 1.2, "\(jumps)")
    let slope = try await gradient(of: { (x: [Double]) in x[0].rounded() }, at: [100.3], by: jumps.differences)
    #expect(abs(slope.gradient[0] - 1) < 0.5, "\(slope)")
  }

  /// Near a zero of the function its values do not tell its size.
  @Test func aValueOfZero() async throws {
    let square = Objective<[Double]> { x in (x[0] * x[0] * 1e5).rounded() / 1e5 }
    for start in [0, 1e-4, 3e-3] {
      let noise = try await noise(of: square, at: [start])
      let level = 1e-5 / 12.0.squareRoot()
      #expect(noise.level > level / 6 && noise.level < level * 6, "\(noise)")
      #expect(noise.curvatures[0] > 1 && noise.curvatures[0] < 4, "\(noise)")
      let suited = try await gradient(of: square, at: [start], by: noise.differences)
      #expect(abs(suited.gradient[0] - 2 * start) < 0.05, "\(suited) at \(start)")
      #expect("\(noise)".contains("parameter  curvature  step"))
    }
    // A Codable shape, asynchronously.
    struct Point: Codable { var at = 0.5 }
    let asynchronous = Objective<Point> { p in
      await Task.yield()
      return (p.at * p.at * 1e5).rounded() / 1e5
    }
    let found = try await noise(of: asynchronous, at: Point(), on: .threads(2))
    #expect(found.level > 1e-7 && found.level < 1e-4 && found.paths == ["at"] && found.value == 0.25)
  }

  /// A run with the steps for its noise ends near the minimum where the default steps see nothing but noise.
  @Test func runsWithNoise() async throws {
    let level = 1e-5
    let bowl: @Sendable ([Double]) -> Double = { [function = noisy(level)] x in
      function(x) - exp(x[0]) + (x[0] - 1) * (x[0] - 1)
    }
    let noise = try await noise(of: bowl, at: [3, 2])
    let outcome = try await minimize(from: [3, 2], using: .lbfgsb(), differences: noise.differences, objective: bowl)
    #expect(abs(outcome.best[0] - 1) < 0.02 && abs(outcome.best[1]) < 0.02, "\(outcome)")
  }
}
