import NadirAlgorithms
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import NadirRandom
import Testing
import _TestSupport

@Suite struct BHHHTests {
  /// The log-likelihoods of a Poisson regression with mean exp(a + b z), from a seeded sample.
  static let counts: [(z: Double, count: Double)] = {
    var generator = SplitMix64(seed: 5)
    return (0..<200).map { i in
      let z = Double(i) / 100 - 1
      // A Poisson variate by the product of uniform numbers.
      let limit = 0.4 + 0.9 * z
      var (count, sum) = (0.0, -Double.leastNonzeroMagnitude)
      while sum > -limit.exponential {
        sum += generator.nextUnit().logarithm
        count += 1
      }
      return (z, count - 1)
    }
  }()

  static func contributions(_ x: [Double]) -> [Double] {
    counts.map { observation in
      let eta = x[0] + x[1] * observation.z
      return eta.exponential - observation.count * eta
    }
  }

  static func scores(_ x: [Double]) -> Matrix {
    var scores = Matrix(rowCount: counts.count, columnCount: 2)
    for (i, observation) in counts.enumerated() {
      let slope = (x[0] + x[1] * observation.z).exponential - observation.count
      scores[i, 0] = slope
      scores[i, 1] = slope * observation.z
    }
    return scores
  }

  private func oracle(_ provides: Demand, sign: Double = 1) -> Oracle {
    let evaluator = RecordingEvaluator { x, demand in
      Evaluation(
        contributions: Self.contributions(x).map { sign * $0 },
        scores: demand.contains(.scores)
          ? Self.scores(x).scalingRows(by: Self.counts.map { _ in sign }) : nil)
    }
    return Oracle(
      evaluator: evaluator, provides: provides, box: .unbounded(2), direction: sign > 0 ? .minimize : .maximize,
      budget: Budget(evaluations: 1000), differences: Differences.forward, elapsed: { .zero })
  }

  /// It finds the same maximum of the likelihood as BFGS does, in either direction, with scores and without.
  @Test func findsTheMaximumOfALikelihood() async {
    let reference = await solve(from: [0, 0], using: BFGS(), asking: oracle([.contributions, .scores]))
    for sign in [1.0, -1] {
      for provides in [.contributions, [.contributions, .scores]] as [Demand] {
        let result = await solve(from: [0, 0], using: BHHH(), asking: oracle(provides, sign: sign))
        #expect(result.termination.isConverged, "\(result)")
        #expect(abs(sign * result.value - reference.value) < 1e-7, "\(result)")
        #expect(zip(result.point, reference.point).allSatisfy { abs($0 - $1) < 1e-4 }, "\(result)")
      }
    }
  }

  /// Near the solution the direction is nearly Newton's: few iterations are enough.
  @Test func takesFewIterations() async {
    let result = await solve(from: [0, 0], using: BHHH(), asking: oracle([.contributions, .scores]))
    #expect(result.counts.iterations <= 15, "\(result)")
  }

  @Test func optionsAreChecked() {
    for decrease in [0, 0.5, -1, .nan] {
      #expect(throws: InvalidArgument.self) { try BHHH(decrease: decrease).validate(dimension: 2) }
    }
  }
}

extension Double {
  fileprivate var exponential: Double { Dual8.exp(Dual8(self)).primal }
  fileprivate var logarithm: Double { Dual8.log(Dual8(self)).primal }
}
