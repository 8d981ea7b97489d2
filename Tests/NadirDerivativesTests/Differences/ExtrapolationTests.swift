import NadirScalars
import Foundation
import NadirDerivatives
import NadirEvaluation
import Testing
import _TestSupport

@Suite struct ExtrapolationTests {
  private func estimate(
    _ f: @escaping (Double) -> Double?, at x: Double, _ differences: Differences, in box: Box = .unbounded(1)
  ) throws -> (value: Double, error: Double) {
    let plan = try GradientPlan(at: [x], in: box, differences: differences)
    let estimate = try resolve(plan, in: box) { f($0[0]) }.estimate
    return (estimate.gradient[0], estimate.errors[0])
  }

  @Test(arguments: Extrapolation.Choice.allCases) func isExactAndHonest(_ choice: Extrapolation.Choice) throws {
    let seed: UInt64 = 29
    var generator = SeededGenerator(seed: seed)
    var honest = 0
    for _ in 0..<500 {
      let x = Double.random(in: -2...2, using: &generator)
      for (f, exact) in [(exp, exp(x)), (sin, cos(x))] as [((Double) -> Double, Double)] {
        let (value, error) = try estimate(f, at: x, Differences(.central, extrapolation: Extrapolation(choice)))
        #expect(abs(value - exact) < 1e-11 * max(1, abs(exact)), "seed \(seed), \(x)")
        #expect(error < 1e-9)
        if error >= abs(value - exact) { honest += 1 }
      }
    }
    #expect(honest >= 980, "seed \(seed): \(honest) of 1000")
  }

  /// One-sided at a bound, and still far better than differences with one step.
  @Test func boundsTurnTheTableauInward() throws {
    for box in [Box(lower: [1], upper: [9]), Box(lower: [-9], upper: [1]), Box(lower: [1], upper: [1 + 1e-3])] {
      for choice in Extrapolation.Choice.allCases {
        let (value, error) = try estimate(
          exp, at: 1, Differences(.central, extrapolation: Extrapolation(choice)), in: box)
        #expect(abs(value - exp(1)) < 1e-9 && error >= abs(value - exp(1)))
      }
    }
  }

  /// k levels of central differences are exact for degree 2k, of one-sided ones for degree k.
  @Test func polynomialsAreExact() throws {
    for levels in 2...5 {
      let central = Differences(.central, step: .absolute(0.5), extrapolation: Extrapolation(.last, levels: levels))
      let (value, _) = try estimate({ pow($0, Double(2 * levels)) }, at: 1, central)
      #expect(abs(value - Double(2 * levels)) < 1e-11)
      let (low, _) = try estimate({ pow($0, Double(2 * levels + 1)) }, at: 1, central)
      #expect(abs(low - Double(2 * levels + 1)) > 1e-10 || levels == 5)
      let forward = Differences(
        .forward, step: .absolute(0.5), extrapolation: Extrapolation(.last, levels: levels))
      let (oneSided, _) = try estimate({ pow($0, Double(levels)) }, at: 1, forward)
      #expect(abs(oneSided - Double(levels)) < 1e-11)
    }
  }

  /// Halving the largest step divides the error by 4ᵏ: each level removes one even power.
  @Test func ordersOfAccuracy() throws {
    for levels in 2...3 {
      let errors = try [0.4, 0.2].map { h in
        abs(
          try estimate(
            sin, at: 1, Differences(.central, step: .absolute(h), extrapolation: Extrapolation(.last, levels: levels))
          ).value - cos(1))
      }
      #expect(abs(errors[0] / errors[1] / pow(4, Double(levels)) - 1) < 0.1)
    }
  }

  /// Where the largest steps are useless, the best entry is one of the others.
  @Test func ridersChoosesSmallSteps() throws {
    let f = { (x: Double) in sin(40 * x) }
    let best = try estimate(
      f, at: 0.3, Differences(.central, step: .absolute(1), extrapolation: Extrapolation(.best, levels: 9)))
    #expect(abs(best.value - 40 * cos(12)) < 1e-9 && best.error >= abs(best.value - 40 * cos(12)))
    let noisy = { (x: Double) in Double(Float(exp(x))) }
    let coarse = Differences(.central, step: .absolute(0.5), extrapolation: Extrapolation(levels: 10)).resolving([
      pow(2, -23)
    ])
    let known = try estimate(noisy, at: 0.3, coarse)
    #expect(abs(known.value - exp(0.3)) < 1e-5 && known.error >= abs(known.value - exp(0.3)) && known.error < 1e-4)
    let rough = try estimate(
      noisy, at: 0.3, Differences(.central, step: .absolute(0.5), extrapolation: Extrapolation(.best, levels: 10)))
    #expect(abs(rough.value - exp(0.3)) < 1e-5)
  }

  /// A function that fails at the large steps is differentiated with smaller ones, and few points are new.
  @Test func failuresAreRepaired() throws {
    let plan = try GradientPlan(at: [0.01], in: .unbounded(1), differences: .ridders)
    let resolved = try resolve(plan, in: .unbounded(1)) { log($0[0]) }
    #expect(abs(resolved.estimate.gradient[0] - 100) < 1e-6)
    #expect(resolved.rounds == [15, 4])
    let half = try resolve(plan, in: .unbounded(1)) { $0[0] < 0.01 ? nil : $0[0] * $0[0] }
    #expect(abs(half.estimate.gradient[0] - 0.02) < 1e-9)
    #expect(throws: DifferenceFailure.self) { try resolve(plan, in: .unbounded(1)) { $0[0] == 0.01 ? 1 : nil } }
  }
}
