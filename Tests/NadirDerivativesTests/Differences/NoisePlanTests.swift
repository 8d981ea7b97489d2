import NadirScalars
import Foundation
import NadirDerivatives
import NadirEvaluation
import Testing
import _TestSupport

@Suite struct NoisePlanTests {
  /// A value that is as good as random, and the same for the same point.
  private func hash(_ x: [Double]) -> Double {
    var generator = SeededGenerator(seed: x.reduce(0) { ($0 &+ $1.bitPattern) &* 0x9E37_79B9_7F4A_7C15 })
    return Double.random(in: -1...1, using: &generator) * sqrt(3)
  }

  @Test func knownNoiseIsFound() throws {
    let seed: UInt64 = 59
    var generator = SeededGenerator(seed: seed)
    var close = 0
    var trials = 0
    for level in [1e-3, 1e-6, 1e-10] {
      for intervals in 6...8 {
        for _ in 0..<60 {
          let x = (0..<4).map { _ in Double.random(in: -1...1, using: &generator) }
          let plan = try NoisePlan(at: x, in: .unbounded(4), intervals: intervals)
          #expect(plan.points.count == intervals + 1)
          let noise = try resolve(plan, in: .unbounded(4)) {
            exp($0[0]) + $0[1] * $0[2] + 2 + $0[3] * $0[3] + level * hash($0)
          }.estimate
          trials += 1
          if noise.verdict == .found, let found = noise.level, found > level / 4, found < 4 * level { close += 1 }
        }
      }
    }
    #expect(Double(close) > 0.9 * Double(trials), "seed \(seed): \(close) of \(trials)")
  }

  /// A sum in single precision, and rounding in double.
  @Test func roundingErrorsAreNoise() throws {
    let x = (0..<100).map { sin(Double($0)) }
    let rounded = { (x: [Double]) in Double(x.reduce(Float(2)) { $0 + Float($1 * $1) }) }
    let single = try resolve(
      try NoisePlan(at: x, in: .unbounded(100), step: .relative(1e-5)), in: .unbounded(100), rounded
    ).estimate
    #expect(single.verdict == .found && (single.level ?? 0) > 1e-7 && (single.level ?? 1) < 1e-4)
    let double = try resolve(try NoisePlan(at: x, in: .unbounded(100)), in: .unbounded(100)) {
      $0.reduce(2) { $0 + $1 * $1 }
    }.estimate
    #expect(double.verdict == .found && (double.level ?? 0) > 1e-16 && (double.level ?? 1) < 1e-13)
  }

  @Test func spacingsAreJudged() throws {
    func verdict(_ step: Double, at x: Double = 1) throws -> NoiseEstimate.Verdict {
      let plan = try NoisePlan(at: [x], in: .unbounded(1), step: .absolute(step))
      return try resolve(plan, in: .unbounded(1)) { Double(Float(exp($0[0]))) }.estimate.verdict
    }
    #expect(try verdict(1e-12) == .spacingTooSmall)
    #expect(try (0..<40).filter { try verdict(1e-5, at: 1 + Double($0) / 50) == .found }.count > 24)
    #expect(try verdict(1) == .spacingTooLarge)
    let wave = try NoisePlan(at: [0.2], in: .unbounded(1), step: .absolute(0.1))
    #expect(try resolve(wave, in: .unbounded(1)) { 100 + exp($0[0]) }.estimate.verdict == .spacingTooLarge)
    #expect(NoiseEstimate(equallySpaced: [1, 2, 3]).verdict == .spacingTooLarge)
    #expect(NoiseEstimate(equallySpaced: [1, 1, 1, 1]).verdict == .spacingTooSmall)
    let nearZero = [2.0, 1, 0, 0, 0, 1, 2]
    #expect(NoiseEstimate(equallySpaced: nearZero).levels.isEmpty)
    #expect(NoiseEstimate(equallySpaced: nearZero, size: 100).verdict == .found)
    #expect(NoiseEstimate(equallySpaced: nearZero, size: 19).levels.isEmpty)
    #expect(throws: InvalidArgument.self) { try NoisePlan(at: [1], in: .unbounded(1), size: -1) }
    #expect(NoiseEstimate(equallySpaced: [1, .nan, 1, 1]).level == nil)
  }

  /// The differences of order k of white noise, scaled, have its variance in the mean.
  @Test func levelsAreUnbiased() {
    var generator = SeededGenerator(seed: 61)
    var squares = [Double](repeating: 0, count: 6)
    for _ in 0..<4000 {
      let values = (0...6).map { _ in 100 + Double.random(in: -1...1, using: &generator) * sqrt(3) }
      for (k, level) in NoiseEstimate(equallySpaced: values).levels.enumerated() { squares[k] += level * level / 4000 }
    }
    for square in squares { #expect(abs(square - 1) < 0.15) }
  }

  @Test func pointsStayInsideAnyBox() throws {
    let seed: UInt64 = 67
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let x = (0..<3).map { _ in Double.random(in: -2...2, using: &generator) }
      let box = randomBox(around: x, least: 1e-6, using: &generator)
      let noise = try resolve(try NoisePlan(at: x, in: box, value: 3, step: .relative(1e-6)), in: box, known: [x]) {
        3 + 1e-4 * hash($0)
      }.estimate
      #expect(noise.levels.count == 6, "seed \(seed)")
    }
    let plan = try NoisePlan(at: [1], in: .unbounded(1))
    let repaired = try resolve(plan, in: .unbounded(1)) { abs($0[0] - 1) > 1e-9 ? nil : exp($0[0]) }
    #expect(repaired.rounds.count == 2)
    #expect(throws: DifferenceFailure.noDifference(along: [0])) {
      try resolve(plan, in: .unbounded(1)) { $0 == [1] ? 1 : nil }
    }
    #expect(throws: InvalidArgument.self) { try NoisePlan(at: [1], in: Box(lower: [1], upper: [1])) }
    #expect(throws: InvalidArgument.self) { try NoisePlan(at: [1], in: .unbounded(1), along: [0]) }
    #expect(throws: InvalidArgument.self) { try NoisePlan(at: [1], in: .unbounded(1), intervals: 2) }
  }
}
