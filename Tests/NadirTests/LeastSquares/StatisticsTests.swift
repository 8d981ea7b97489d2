import Nadir
import Testing

@Suite struct StatisticsTests {
  /// Parameters that only appear as a sum cannot be told apart, and are named.
  @Test func namesWhatCannotBeToldApart() throws {
    let fitted = try fit(
      { x, p in (p["a", default: 0] + p["b", default: 0]) * x + p["c", default: 0] }, [0.0, 1, 2, 3],
      [1.0, 3.1, 4.9, 7],
      from: ["a": 1, "b": 0, "c": 0])
    let statistics = try #require(fitted.statistics)
    #expect(statistics.rank == 2 && statistics.parameterCount == 3)
    let named = statistics.dependences.map { Set($0.others + [$0.parameter]) }
    #expect(named == [["a", "b"]])
    let errors = statistics.standardErrors()
    #expect(errors[0].isNaN && errors[1].isNaN && errors[2].isFinite)
    #expect("\(fitted)".contains("cannot tell"))
    #expect(statistics.condition > 1e7)
  }

  @Test func namesWhatTheDataSayNothingOf() throws {
    let outcome = try minimize(Objective<[Double]>(residuals: { x in [x[0] - 1, 2 * x[0] - 3] }), from: [0, 5])
    let statistics = try #require(outcome.statistics)
    #expect(statistics.dependences == [.init(parameter: "[1]", others: [])], "\(statistics.dependences)")
    #expect("\(statistics)".contains("say nothing of"))
    #expect(outcome.best[1] == 5 && outcome.success)
  }

  /// A parameter at a bound has no standard error, and the others are those that they have while it stays there.
  @Test func boundsAreHeld() throws {
    let line: @Sendable (Double, [Double]) -> Double = { x, p in p[0] + p[1] * x }
    let (xs, ys) = ([0.0, 1, 2, 3, 4], [0.1, 0.9, 2.2, 2.9, 4.1])
    let bounded = try fit(line, xs, ys, from: [0, 0.5], bounds: Bounds(lower: [-1, 0], upper: [1, 0.8]))
    let held = try fit(line, xs, ys, from: [0, 0.8], fixed: [1])
    let errors = try #require(bounded.statistics).standardErrors()
    let expected = try #require(held.statistics).standardErrors()
    #expect(abs(bounded.best[1] - 0.8) < 1e-9 && "\(bounded)".contains("at its upper bound"), "\(bounded)")
    #expect(abs(errors[0] / expected[0] - 1) < 1e-5 && errors[1].isNaN, "\(errors), \(expected)")
  }

  /// Scales, transforms and equalities do not change the covariance of the parameters.
  @Test func coordinatesDoNotMatter() throws {
    let reference = try #require(fit(Misra1a.model, Misra1a.x, Misra1a.y, from: [250, 5e-4]).statistics).covariance()
    let others = [
      try fit(Misra1a.model, Misra1a.x, Misra1a.y, from: [250, 5e-4], scale: .startValues(clipping: 1e-9)),
      try fit(Misra1a.model, Misra1a.x, Misra1a.y, from: [250, 5e-4], constraints: [.positive(0, 1)]),
    ]
    for other in others {
      let covariance = try #require(other.statistics).covariance()
      for i in 0..<2 {
        for j in 0..<2 { #expect(abs(covariance[i, j] / reference[i, j] - 1) < 1e-3, "\(covariance.rows)") }
      }
    }
  }

  /// For contributions the covariance is that of the scores' outer product.
  @Test func contributionsTellTheirCovariance() throws {
    let data = [1.2, 0.7, 2.9, 3.3, 1.1, 0.2]
    // The log-likelihoods of exponential waiting times with rate p: the maximum is at 1/mean.
    let likelihood = Objective<[Double]>(contributions: { p in
      guard p[0] > 0 else { return data.map { _ in .nan } }
      return data.map { Dual8.log(Dual8(p[0])).primal - p[0] * $0 }
    })
    let outcome = try maximize(
      likelihood, from: [0.5], using: .bhhh(), tolerances: Tolerances(value: 0, gradient: 1e-7))
    let mean = data.reduce(0, +) / 6
    #expect(abs(outcome.best[0] * mean - 1) < 1e-5, "\(outcome)")
    let scores = data.map { 1 / outcome.best[0] - $0 }
    let expected = 1 / scores.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(try #require(outcome.statistics).standardErrors()[0] / expected - 1) < 1e-5)
    #expect(outcome.contributions?.count == 6 && outcome.residuals == nil)
  }

  /// Without as many residuals as parameters there is nothing left to tell the errors from.
  @Test func fewResidualsTellNoErrors() throws {
    let outcome = try minimize(Objective<[Double]>(residuals: { x in [x[0] - 1, x[1] + x[0]] }), from: [0, 5])
    let statistics = try #require(outcome.statistics)
    #expect(statistics.degreesOfFreedom == 0 && statistics.residualStandardError.isNaN)
    #expect(statistics.standardErrors().allSatisfy { $0.isNaN })
    #expect(statistics.standardErrors(assuming: .unitVariances).allSatisfy { $0.isFinite })
  }

  /// A value without residuals has no statistics.
  @Test func valuesHaveNone() throws {
    let outcome = try minimize(from: [1.0, 2]) { x in x[0] * x[0] + x[1] * x[1] }
    #expect(outcome.statistics == nil && outcome.residuals == nil)
  }
}
