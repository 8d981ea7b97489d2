import NadirScalars
import Foundation
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import Testing
import _TestSupport

/// Points of any magnitude in boxes of any width: what a plan asks for is in the box and asked once, and what comes of it
/// is finite, or an error.
@Suite struct PlanFuzzTests {
  private struct Trial {
    var x: [Double]
    var box: Box
    var differences: Differences
    var failureRate: Double
  }

  private func trials(_ count: Int, seed: UInt64, _ body: (Trial, inout SeededGenerator) throws -> Void) throws {
    var generator = SeededGenerator(seed: seed)
    var finished = 0
    for k in 0..<count {
      let x = (0..<3).map { _ in
        Double.random(in: -1...1, using: &generator) * pow(10, Double.random(in: -12...12, using: &generator))
      }
      var bounds: (lower: [Double], upper: [Double]) = ([], [])
      for xi in x {
        let room = abs(xi) * pow(10, Double.random(in: -16...3, using: &generator))
        bounds.lower.append(Bool.random(using: &generator) ? xi : xi - room)
        bounds.upper.append(Bool.random(using: &generator) ? xi + room : .infinity)
      }
      let step: Differences.Step =
        [.relative, .absolute(1e-3), .relative(1e-2).scaled(by: [1e-3, 1, 1e3]), .noise(1e-8)][k % 4]
      let trial = Trial(
        x: x, box: Box(lower: bounds.lower, upper: bounds.upper),
        differences: Differences(Differences.Method.allCases[k % 3], step: step),
        failureRate: k % 5 == 0 ? 0.1 : 0)
      do {
        try body(trial, &generator)
        finished += 1
      } catch is InvalidArgument {} catch is DifferenceFailure {}
    }
    #expect(finished > count / 4, "seed \(seed): \(finished)")
  }

  private func f(_ x: [Double]) -> Double { sin(x[0]) + x[1] * x[2] }
  private func g(_ x: [Double]) -> [Double] { [cos(x[0]), x[2], x[1]] }

  @Test func gradientsAndHessians() throws {
    let seed: UInt64 = 71
    try trials(1500, seed: seed) { trial, generator in
      func value(_ x: [Double]) -> Double? {
        Double.random(in: 0..<1, using: &generator) < trial.failureRate ? nil : f(x)
      }
      let (x, box, differences) = (trial.x, trial.box, trial.differences)
      let gradient = try resolve(try GradientPlan(at: x, in: box, differences: differences), in: box, value).estimate
      #expect((gradient.gradient + gradient.errors).allSatisfy { $0.isFinite }, "seed \(seed)")
      let best = try resolve(try GradientPlan(at: x, in: box, differences: .ridders), in: box, value).estimate
      #expect((best.gradient + best.errors).allSatisfy { $0.isFinite }, "seed \(seed)")
      let hessian = try resolve(try HessianPlan(at: x, in: box, differences: differences), in: box, value).estimate
      #expect((hessian.hessian.elements + hessian.errors.elements).allSatisfy { $0.isFinite }, "seed \(seed)")
    }
  }

  @Test func productsAndNoise() throws {
    let seed: UInt64 = 73
    try trials(1500, seed: seed) { trial, generator in
      let (x, box) = (trial.x, trial.box)
      let v = (0..<3).map { _ in Double.random(in: -1...1, using: &generator) }
      let product = try resolve(
        try HessianVectorPlan(of: v, at: x, in: box, differences: trial.differences), in: box
      ) { Double.random(in: 0..<1, using: &generator) < trial.failureRate ? nil : g($0) }.estimate
      #expect((product.product + product.errors).allSatisfy { $0.isFinite }, "seed \(seed)")
      let noise = try resolve(try NoisePlan(at: x, in: box), in: box) { f($0) }.estimate
      #expect((noise.level ?? 1) > 0 && noise.levels.allSatisfy { $0.isFinite }, "seed \(seed)")
    }
  }
}
