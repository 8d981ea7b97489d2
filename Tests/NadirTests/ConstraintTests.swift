import Foundation
import Nadir
import Testing

/// Problems with constraints whose solutions are known in closed form, by every algorithm.
@Suite struct ConstraintTests {
  private static let algorithms: [any Algorithm] = [LBFGSB(), BFGS(), NelderMead()]

  /// The distance of x from `target`, and its gradient.
  private func distance(from target: [Double]) -> Objective<[Double]> {
    Objective(
      value: { x in zip(x, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } },
      gradient: { x in zip(x, target).map { 2 * ($0 - $1) } })
  }

  private func solve(
    _ objective: Objective<[Double]>, from start: [Double], _ algorithm: some Algorithm, _ constraints: [Constraint]
  ) throws -> Outcome<[Double]> {
    try minimize(
      objective, from: start, using: algorithm, constraints: constraints,
      tolerances: Tolerances(value: 1e-15, step: 1e-10), budget: Budget(evaluations: 20_000))
  }

  private func expect(_ x: [Double], _ solution: [Double], _ name: String) {
    for (a, b) in zip(x, solution) { #expect(abs(a - b) < 1e-4, "\(name): \(x)") }
  }

  @Test func linearEqualitiesProject() throws {
    for algorithm in Self.algorithms {
      let outcome = try solve(
        distance(from: [0, 0, 0]), from: [6, 0, 0], algorithm, [.linear([0: 1, 1: 2, 2: 3], equals: 6)])
      expect(outcome.best, [6 / 14, 12 / 14, 18 / 14], outcome.algorithm)
    }
  }

  @Test func theNearestPointOfASimplexIsInside() throws {
    for algorithm in Self.algorithms {
      let outcome = try solve(distance(from: [0.5, 0.7, 0.4]), from: [0.2, 0.3, 0.5], algorithm, [.simplex(0, 1, 2)])
      expect(outcome.best, [0.3, 0.5, 0.2], outcome.algorithm)
    }
  }

  @Test func theNearestPointOfTheSphereIsInTheSameDirection() throws {
    for algorithm in Self.algorithms {
      let outcome = try solve(distance(from: [3, -4]), from: [1, 0], algorithm, [.unitSphere(0, 1)])
      expect(outcome.best, [0.6, -0.8], outcome.algorithm)
    }
  }

  @Test func equalNumbersMeetInTheMiddle() throws {
    for algorithm in Self.algorithms {
      let outcome = try solve(distance(from: [1, 5, 2]), from: [0, 0, 0], algorithm, [.equal(0, 1)])
      expect(outcome.best, [3, 3, 2], outcome.algorithm)
    }
  }

  @Test func theLikeliestCovarianceIsThatOfTheSample() throws {
    // Minus twice the log-likelihood per observation: log det Σ + tr(Σ⁻¹ S), least at Σ = S.
    let s = [2.0, 0.6, 1.0]
    let objective = Objective { (p: [Double]) -> Double in
      let determinant: Double = p[0] * p[2] - p[1] * p[1]
      let trace: Double = p[2] * s[0] - 2 * p[1] * s[1] + p[0] * s[2]
      return log(determinant) + trace / determinant
    }
    for algorithm in Self.algorithms {
      let outcome = try solve(objective, from: [1, 0, 1], algorithm, [.covariance(0, 1, 2)])
      expect(outcome.best, s, outcome.algorithm)
    }
  }

  @Test func theNumberOfWorkersChangesNothingUnderConstraints() async throws {
    struct Portfolio: Codable, Equatable {
      var weights = [0.2, 0.3, 0.1, 0.4]
      var leverage = 1.5
      var cutoffs = [-1.0, 0, 2]
      var same = [0.5, 0.5]
    }
    let objective = Objective { (p: Portfolio) -> Double in
      let target = [0.1, 0.6, 0.05, 0.25]
      let spread = zip(p.weights, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let cuts = zip(p.cutoffs, [0.0, 0.1, 1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return spread + cuts + (p.leverage - 2) * (p.leverage - 2) + (p.same[0] + p.same[1] - 3) * p.same[1]
    }
    for algorithm in Self.algorithms {
      func run(_ algorithm: some Algorithm, on workers: Workers) async throws -> Outcome<Portfolio> {
        try await minimize(
          objective, from: Portfolio(), using: algorithm, on: workers, bounds: ["leverage": 0.5...4],
          scale: .startValues(),
          constraints: [
            .simplex("weights"), .positive("leverage"), .ordered("cutoffs"), .equal("same"),
          ], budget: Budget(evaluations: 333))
      }
      guard type(of: algorithm).traits.handlesBounds else { continue }
      let alone = try await run(algorithm, on: .inline)
      #expect(alone.counts.evaluations <= 333)
      for width in [1, 2, 8] {
        let other = try await run(algorithm, on: .threads(width))
        #expect(other.best == alone.best && other.value == alone.value && other.counts == alone.counts)
        #expect(other.history.map(\.parameters) == alone.history.map(\.parameters))
      }
      for element in alone.history {
        let p = element.parameters
        #expect(abs(p.weights.reduce(0, +) - 1) < 1e-14 && p.weights.allSatisfy { $0 > 0 })
        #expect(p.cutoffs[0] < p.cutoffs[1] && p.cutoffs[1] < p.cutoffs[2] && p.same[0] == p.same[1])
        #expect((0.5...4).contains(p.leverage))
      }
    }
  }

  @Test func everythingFixedIsOneEvaluation() throws {
    for algorithm in Self.algorithms {
      let outcome = try minimize(
        from: ["a": 1, "b": 2], using: AnyChoice(algorithm), fixed: ["a", "b"]
      ) { p in p["a", default: 0] + p["b", default: 0] }
      #expect(outcome.counts.evaluations == 1 && outcome.value == 3 && outcome.best == ["a": 1, "b": 2])
    }
  }
}

/// An algorithm whose type is not known here.
private struct AnyChoice: AlgorithmChoice {
  let algorithm: any Algorithm

  init(_ algorithm: any Algorithm) { self.algorithm = algorithm }

  func algorithm(for problem: ProblemFeatures) -> any Algorithm { algorithm }
}
