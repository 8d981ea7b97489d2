import NadirAlgorithms
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import Testing
import _TestSupport

/// Problems that are not as the textbooks have them end with a truthful outcome, by every algorithm for residuals.
@Suite struct LeastSquaresEndingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var start: [Double]
    var minimum: Double
    var tolerance = 1e-7
    var residuals: @Sendable ([Double]) -> [Double]

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "rank deficient", start: [1, 1], minimum: 0.5) { x in [x[0] + x[1] - 2, x[0] + x[1] - 3] },
    Case(name: "a parameter without effect", start: [5, 7], minimum: 0) { x in [x[0] - 1, x[0] * x[0] - 1] },
    Case(name: "zero residuals", start: [3, -2], minimum: 0) { x in [x[0] * x[1] - 1, x[0] - x[1]] },
    Case(name: "large residuals", start: [0.5, 0.5], minimum: 2e6, tolerance: 1e-9) { x in
      [1000 + x[0] * x[0], 1000 + x[1] * x[1]]
    },
    Case(name: "fewer residuals than parameters", start: [1, 2, 3], minimum: 0) { x in
      [x[0] * x[1] - 1, x[2] - x[0]]
    },
    Case(name: "one parameter", start: [10], minimum: 0) { x in [x[0] * x[0] - 4] },
    Case(name: "one residual", start: [1, 1], minimum: 0) { x in [x[0] * x[0] + x[1] * x[1] - 5] },
    Case(name: "constant residuals", start: [1, 2], minimum: 13) { _ in [2, 3] },
    Case(name: "the start is the minimum", start: [1, 1], minimum: 0) { x in [10 * (x[1] - x[0] * x[0]), 1 - x[0]] },
    Case(name: "zero parameters at the start", start: [0, 0], minimum: 0) { x in [x[0] - 1e-3, x[1] - 1e6] },
  ]

  static let algorithms = AlgorithmCatalog.all.filter { type(of: $0).traits.needs.contains(.residuals) }

  @Test(arguments: algorithms, cases) func isToldAsItIs(_ algorithm: any Algorithm, _ subject: Case) async {
    func check(_ algorithm: some Algorithm) async {
      let evaluator = RecordingEvaluator { x, _ in Evaluation(residuals: subject.residuals(x)) }
      let oracle = Oracle(
        evaluator: evaluator, provides: .residuals, box: .unbounded(subject.start.count),
        budget: Budget(evaluations: 5000), differences: Differences.forward, elapsed: { .zero })
      let result = await solve(from: subject.start, using: algorithm, asking: oracle)
      #expect(result.termination.isConverged, "\(result)")
      #expect(abs(result.value - subject.minimum) <= subject.tolerance * max(1, subject.minimum), "\(result)")
    }
    await check(algorithm)
  }

  /// No residuals at all are a mistake, and no minimum of zero.
  @Test(arguments: algorithms) func noResidualsAreRefused(_ algorithm: any Algorithm) async {
    func check(_ algorithm: some Algorithm) async {
      let evaluator = RecordingEvaluator { _, _ in Evaluation(residuals: []) }
      let oracle = Oracle(
        evaluator: evaluator, provides: .residuals, box: .unbounded(2), budget: Budget(evaluations: 100),
        differences: Differences.forward, elapsed: { .zero })
      await #expect(throws: Interruption.self) { try await algorithm.start(at: [1, 2], asking: oracle) }
    }
    await check(algorithm)
  }

  /// A start from which the sum falls by forty powers of ten is no reason to stop early.
  @Test(arguments: algorithms.filter { type(of: $0).traits.needs.contains(.jacobian) })
  func largeStartsAreNoExcuse(_ algorithm: any Algorithm) async {
    func check(_ algorithm: some Algorithm) async {
      let evaluator = RecordingEvaluator { x, _ in
        Evaluation(
          residuals: (0...10).map { i in
            let t = 10 * Double(i)
            let growth = Dual8.exp(Dual8(x[1] * t)).primal
            return x[0] * growth - 2 * Dual8.exp(Dual8(0.03 * t)).primal * (i % 2 == 0 ? 1.01 : 0.99)
          })
      }
      let oracle = Oracle(
        evaluator: evaluator, provides: .residuals, box: .unbounded(2), budget: Budget(evaluations: 20_000),
        differences: Differences.forward, elapsed: { .zero })
      let result = await solve(from: [1, 0.5], using: algorithm, asking: oracle)
      // The minimum is 0.29797; along x₀ = 0 there is a plateau at 1930, the sum of the squares of the data.
      #expect(result.value < 1931 || !result.termination.isConverged, "\(result)")
    }
    await check(algorithm)
  }

  /// Where all longer steps fail, short ones are no convergence.
  @Test(arguments: algorithms.filter { type(of: $0).traits.needs.contains(.jacobian) })
  func failuresAreNoConvergence(_ algorithm: any Algorithm) async {
    func check(_ algorithm: some Algorithm) async {
      let evaluator = RecordingEvaluator { x, _ in Evaluation(residuals: x[0] > 0.5 ? [x[0], 1] : [.nan, 1]) }
      let oracle = Oracle(
        evaluator: evaluator, provides: .residuals, box: .unbounded(1), budget: Budget(evaluations: 2000),
        differences: Differences.forward, elapsed: { .zero })
      let result = await solve(from: [1], using: algorithm, asking: oracle)
      #expect(!result.termination.isConverged, "\(result)")
    }
    await check(algorithm)
  }
}
