import Nadir
import Testing

@Suite struct PredictionTests {
  /// Norris: calibration of an ozone monitor, of NIST's Statistical Reference Datasets for linear regression
  /// (https://www.itl.nist.gov/div898/strd/lls/data/LINKS/DATA/Norris.dat), with the certified values.
  enum Norris {
    static let y = [
      0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9,
      10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4,
      449.2, 0.2,
    ]
    static let x = [
      0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5,
      11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1,
      448.9, 0.5,
    ]
    static let parameters = [-0.262323073774029, 1.00211681802045]
    static let standardErrors = [0.232818234301152, 0.000429796848199937]
    static let residualStandardError = 0.884796396144373
  }

  private let line: @Sendable (Double, [Double]) -> Double = { x, p in p[0] + p[1] * x }

  /// For a straight line the standard error at x is s √(1/m + (x − x̄)²/Σ(xᵢ − x̄)²), and the interval that with t of m − 2
  /// degrees of freedom.
  @Test func aLineHasTheConfidenceBandOfTheTextbooks() throws {
    let fitted = try fit(line, Norris.x, Norris.y, from: [0, 1])
    #expect(zip(fitted.best, Norris.parameters).allSatisfy { abs($0 / $1 - 1) < 1e-6 })
    let m = Double(Norris.x.count)
    let mean = Norris.x.reduce(0, +) / m
    let spread = Norris.x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let places = [-100, 0, mean, 500, 1500]
    for (x, prediction) in zip(places, try fitted.predictions(at: places)) {
      let s = Norris.residualStandardError
      let error = s * (1 / m + (x - mean) * (x - mean) / spread).squareRoot()
      #expect(abs(prediction.standardError / error - 1) < 1e-6, "\(x)")
      #expect(abs(prediction.value - Norris.parameters[0] - Norris.parameters[1] * x) < 1e-6)
      #expect(prediction.degreesOfFreedom == 34)
      // t of 34 degrees of freedom at 0.975 and 0.995.
      for (level, t) in [(0.95, 2.0322445093177186), (0.99, 2.7283943670707203)] {
        let interval = prediction.confidenceInterval(level: level)
        #expect(abs((interval.upper - interval.lower) / (2 * t * error) - 1) < 1e-6)
        #expect(abs((interval.upper + interval.lower) / 2 - prediction.value) < 1e-9 && interval.level == level)
      }
    }
    // At x = 0 the line is its intercept, whose standard error is certified.
    let intercept = try fitted.predictions(at: [0])[0]
    #expect(abs(intercept.standardError / Norris.standardErrors[0] - 1) < 1e-6)
  }

  /// At a place of the data a prediction has the standard error of the term there; and a curve's own Jacobian, that by
  /// differences and other coordinates agree.
  @Test func predictionsAtTheDataAreTheTerms() throws {
    let gradients = Curve(Misra1a.model, gradient: Misra1a.gradient)
    let own = try fit(gradients, Misra1a.x, Misra1a.y, from: [250, 5e-4])
    let predictions = try own.predictions(at: Misra1a.x)
    let terms = try #require(own.statistics).standardErrorsOfResiduals()
    #expect(zip(predictions, terms).allSatisfy { abs($0.standardError / $1 - 1) < 1e-9 })
    // Σ hᵢ is the number of parameters, so that the sum of the squares is n s².
    let squares = terms.reduce(0) { $0 + $1 * $1 }
    let s = Misra1a.residualStandardError
    #expect(abs(squares / (2 * s * s) - 1) < 1e-6)

    let others = [
      try fit(Misra1a.model, Misra1a.x, Misra1a.y, from: [250, 5e-4], differences: .central),
      try fit(gradients, Misra1a.x, Misra1a.y, from: [250, 5e-4], scale: .startValues(clipping: 1e-9)),
      try fit(gradients, Misra1a.x, Misra1a.y, from: [250, 5e-4], constraints: [.positive(0, 1)]),
    ]
    let places = [10.0, 300, 1000]
    let expected = try own.predictions(at: places)
    for other in others {
      for (a, b) in zip(try other.predictions(at: places), expected) {
        #expect(abs(a.standardError / b.standardError - 1) < 1e-4 && abs(a.value / b.value - 1) < 1e-6)
      }
    }
  }

  /// With weights the standard errors are those of the model, not of the weighted residuals.
  @Test func weightsAreTakenOut() throws {
    let deviations = Norris.x.map { 0.5 + $0 / 1000 }
    let fitted = try fit(line, Norris.x, Norris.y, standardDeviations: deviations, from: [0, 1])
    let record = try #require(fitted.record.fits.first)
    let predictions = try fitted.predictions(at: Norris.x)
    #expect(record.deviations == deviations)
    #expect(zip(record.standardErrors, predictions).allSatisfy { abs($0 / $1.standardError - 1) < 1e-6 })
    // Known variances do not grow with the residuals.
    let known = try fitted.predictions(at: [500], assuming: .unitVariances)[0]
    let s = try #require(fitted.statistics).residualStandardError
    let estimated = try fitted.predictions(at: [500])[0]
    #expect(abs(known.standardError * s / estimated.standardError - 1) < 1e-9)
    #expect(known.degreesOfFreedom == .infinity)
    let interval = known.confidenceInterval()
    #expect(abs((interval.upper - known.value) / known.standardError - 1.9599639845400542) < 1e-9)
  }

  /// Under a loss the variance is estimated, whatever is assumed: intervals are those of t.
  @Test func aLossLeavesTheVarianceToTheResiduals() throws {
    let fitted = try fit(line, Norris.x, Norris.y, from: [0, 1], loss: .huber(scale: 1))
    let (equal, unit) = (
      try fitted.predictions(at: [500]), try fitted.predictions(at: [500], assuming: .unitVariances)
    )
    #expect(unit == equal && unit[0].degreesOfFreedom == 34)
    let record = fitted.record.fits[0]
    for (error, prediction) in zip(record.standardErrors, try fitted.predictions(at: Norris.x)) {
      #expect(abs(error / prediction.standardError - 1) < 1e-6)
    }
  }

  /// A sum is determined where its parts are not.
  @Test func whatTheDataDetermineHasAnError() throws {
    let model: @Sendable (Double, [Double]) -> Double = { x, p in x < 100 ? p[0] + p[1] + p[2] * x : p[0] }
    let (xs, ys) = ([0.0, 1, 2, 3, 4], [0.1, 0.9, 2.2, 2.9, 4.1])
    let fitted = try fit(model, xs, ys, from: [0, 0, 1])
    let reference = try fit(line, xs, ys, from: [0, 1])
    #expect(fitted.statistics?.rank == 2)
    let (predictions, expected) = (try fitted.predictions(at: [5, 200]), try reference.predictions(at: [5]))
    #expect(abs(predictions[0].standardError / expected[0].standardError - 1) < 1e-5)
    #expect(predictions[1].standardError.isNaN && predictions[1].confidenceInterval().lower.isNaN)
    #expect(predictions[1].value == fitted.best[0])
  }

  @Test func fixedParametersAndBoundsAreKnown() throws {
    let (xs, ys) = ([0.0, 1, 2, 3, 4], [0.1, 0.9, 2.2, 2.9, 4.1])
    let held = try fit(line, xs, ys, from: [0, 0.8], fixed: [1])
    let bounded = try fit(line, xs, ys, from: [0, 0.5], bounds: Bounds(lower: [-1, 0], upper: [1, 0.8]))
    // Only the intercept is left: its error is that of a mean, everywhere.
    let s = try #require(held.statistics).residualStandardError
    for fitted in [held, bounded] {
      for prediction in try fitted.predictions(at: [0, 10]) {
        #expect(abs(prediction.standardError / (s / 5.0.squareRoot()) - 1) < 1e-5)
        #expect(prediction.degreesOfFreedom == 4)
      }
    }
  }

  @Test func withoutDerivativesThereAreValues() throws {
    let fitted = try fit(line, Norris.x, Norris.y, from: [0, 1], using: .nelderMead())
    let prediction = try fitted.predictions(at: [100])[0]
    #expect(prediction.value == fitted.best[0] + fitted.best[1] * 100 && prediction.standardError.isNaN)
    #expect(try fitted.predictions(at: []).isEmpty)
    #expect(fitted.record.fits[0].standardErrors.allSatisfy { $0.isNaN })
  }

  @Test func aModelThatFailsElsewhereSaysSo() throws {
    struct Far: Error {}
    let model: @Sendable (Double, [Double]) throws -> Double = { x, p in
      guard x < 5 else { throw Far() }
      return p[0] + p[1] * x
    }
    let fitted = try fit(model, [0.0, 1, 2], [0.1, 0.9, 2.2], from: [0, 1])
    let error = #expect(throws: DerivativeError.self) { try fitted.predictions(at: [1, 6]) }
    #expect("\(String(describing: error))".contains("Far"))
    let curve = Curve<Double, [Double]>(
      values: { xs, p in xs.map { p[0] * $0 } },
      jacobian: { xs, _ in Matrix(rowCount: 3, columnCount: 1, repeating: 1) })
    let wrong = try fit(curve, [0.0, 1, 2], [0.1, 0.9, 2.2], from: [1])
    let misfit = #expect(throws: DerivativeError.self) { try wrong.predictions(at: [1]) }
    #expect("\(String(describing: misfit))".contains("3 × 1, but must be 1 × 1"))
  }

  @Test func recordsHaveTheDataAlongTheirPlaces() throws {
    let weights = Misra1a.y.indices.map { $0 == 3 ? 0.0 : 1 }
    let fitted = try fit(Misra1a.model, Misra1a.x, Misra1a.y, weights: weights, from: [250, 5e-4])
    let series = try #require(fitted.record.fits.first)
    #expect(series.places == Misra1a.x && series.observed == Misra1a.y && series.placeName == "x")
    #expect(series.fitted[3].isNaN && series.standardErrors[3].isNaN && series.standardErrors[4].isFinite)
    #expect(series.degreesOfFreedom == 11 && series.deviations.allSatisfy { $0.isNaN })
    let interval = series.confidenceIntervals(level: 0.9)[4]
    // t of 11 degrees of freedom at 0.95.
    #expect(abs((interval.upper - series.fitted[4]) / series.standardErrors[4] - 1.7958848187040436) < 1e-9)
    #expect(series.residuals[4] == series.observed[4] - series.fitted[4])

    let words = try fit({ (_: String, p: [Double]) in p[0] }, ["a", "b", "c"], [1, 2, 3], from: [0])
    #expect(words.record.fits[0].places == [0, 1, 2] && words.record.fits[0].placeName == "index")
  }
}
