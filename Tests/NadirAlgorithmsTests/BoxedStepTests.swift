import NadirLinear
import Testing
import _TestSupport

@testable import NadirAlgorithms

@Suite struct BoxedStepTests {
  /// A random problem whose box contains 0, on its boundary now and then.
  private struct Problem {
    var residuals: [Double]
    var jacobian: Matrix
    var lower: [Double]
    var upper: [Double]

    init(_ generator: inout SeededGenerator) {
      let m = Int.random(in: 1...8, using: &generator)
      let n = Int.random(in: 1...6, using: &generator)
      residuals = (0..<m).map { _ in Double.random(in: -1...1, using: &generator) }
      jacobian = Matrix(rowCount: m, elements: (0..<m * n).map { _ in Double.random(in: -1...1, using: &generator) })
      lower = (0..<n).map { _ in min(0, Double.random(in: -1...0.3, using: &generator)) }
      upper = (0..<n).map { _ in max(0, Double.random(in: -0.3...1, using: &generator)) }
    }

    func step(radius: Double) -> BoxedStep {
      BoxedStep(residuals: residuals, jacobian: jacobian, radius: radius, lower: lower, upper: upper)
    }

    func value(_ t: [Double]) -> Double {
      let r = zip(residuals, jacobian * t).map { $0 + $1 }
      return dot(r, r)
    }

    func gradient(_ t: [Double]) -> [Double] {
      jacobian.transposedTimes(zip(residuals, jacobian * t).map { $0 + $1 }).map { 2 * $0 }
    }
  }

  /// Without a ball the step fulfils the first-order conditions, which are sufficient.
  @Test(arguments: 1...200 as ClosedRange<UInt64>) func isTheMinimizerInTheBox(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let problem = Problem(&generator)
    let t = problem.step(radius: 1e6).displacement
    for (j, slope) in problem.gradient(t).enumerated() {
      #expect(problem.lower[j] <= t[j] && t[j] <= problem.upper[j], "seed \(seed)")
      if t[j] > problem.lower[j] { #expect(slope <= 1e-8, "seed \(seed), coordinate \(j)") }
      if t[j] < problem.upper[j] { #expect(slope >= -1e-8, "seed \(seed), coordinate \(j)") }
    }
  }

  /// In a ball the step is as good as what a thousand projected gradient steps find in one that is smaller by a tenth,
  /// which is how exactly the radius is met.
  @Test(arguments: 1...200 as ClosedRange<UInt64>) func isTheMinimizerInBallAndBox(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let problem = Problem(&generator)
    let radius = Double.random(in: 0.05...0.8, using: &generator)
    let step = problem.step(radius: radius)
    #expect(step.length <= radius * (1 + 1e-12), "seed \(seed)")
    #expect(zip(step.displacement, problem.lower).allSatisfy { $0 >= $1 }, "seed \(seed)")
    #expect(zip(step.displacement, problem.upper).allSatisfy { $0 <= $1 }, "seed \(seed)")
    let promised = problem.value(step.displacement.map { _ in 0 }) - problem.value(step.displacement)
    #expect(abs(promised - step.predictedReduction) < 1e-12, "seed \(seed)")

    var t = [Double](repeating: 0, count: step.displacement.count)
    for _ in 0..<1_000 {
      t = zip(t, problem.gradient(t)).map { $0 - 0.01 * $1 }
      t = t.indices.map { min(max(t[$0], problem.lower[$0]), problem.upper[$0]) }
      let length = euclideanNorm(t)
      if length > 0.9 * radius { t = t.map { $0 * 0.9 * radius / length } }
    }
    #expect(problem.value(step.displacement) <= problem.value(t) + 1e-9, "seed \(seed)")
  }

  @Test func residualsThatDoNotChangeMakeNoStep() {
    let step = BoxedStep(
      residuals: [1, 2], jacobian: Matrix(rowCount: 2, columnCount: 3), radius: 1, lower: [-1, 0, -.infinity],
      upper: [0, 0, .infinity])
    #expect(step.length == 0 && step.predictedReduction == 0)
  }
}
