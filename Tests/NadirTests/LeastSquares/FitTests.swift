import Nadir
import Testing

/// Misra's data on dental research, Misra1a of NIST's Statistical Reference Datasets for nonlinear regression
/// (https://www.itl.nist.gov/div898/strd/nls/data/misra1a.shtml), with the certified values.
enum Misra1a {
  static let y = [
    10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78,
  ]
  static let x = [
    77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0,
  ]
  static let starts = [[500, 0.0001], [250, 0.0005]]
  static let parameters = [2.3894212918e+02, 5.5015643181e-04]
  static let standardErrors = [2.7070075241e+00, 7.2668688436e-06]
  static let sumOfSquares = 1.2455138894e-01
  static let residualStandardError = 1.0187876330e-01

  @Sendable static func model(_ x: Double, _ b: [Double]) -> Double { b[0] * (1 - (-b[1] * x).exponential) }

  @Sendable static func gradient(_ x: Double, _ b: [Double]) -> [Double] {
    let decay = (-b[1] * x).exponential
    return [1 - decay, b[0] * x * decay]
  }

  struct Parameters: Codable, Sendable {
    var asymptote = 250.0
    var rate = 0.0005
    var unit = "mm"
  }
}

@Suite struct FitTests {
  private func digits(_ value: Double, _ certified: Double) -> Bool { abs(value / certified - 1) < 1e-6 }

  /// The certified values are found from both starts, by closures, gradients and automatic derivatives.
  @Test(arguments: Misra1a.starts) func certifiedValuesAreFound(from start: [Double]) throws {
    let fits = [
      try fit(Misra1a.model, Misra1a.x, Misra1a.y, from: start),
      try fit(Curve(Misra1a.model, gradient: Misra1a.gradient), Misra1a.x, Misra1a.y, from: start),
      try fit(
        Curve(differentiating: { x, b in b[0] * (1 - .exp(-b[1] * Dual8(x))) }), Misra1a.x, Misra1a.y, from: start),
    ]
    for fit in fits {
      #expect(fit.success && fit.outcome.algorithm == "Levenberg-Marquardt", "\(fit)")
      #expect(zip(fit.best, Misra1a.parameters).allSatisfy(digits), "\(fit)")
      #expect(digits(fit.outcome.value, Misra1a.sumOfSquares), "\(fit)")
      let statistics = try #require(fit.statistics)
      // Forward differences of a parameter of 5e-4 tell its column to some 1e-5.
      #expect(zip(statistics.standardErrors(), Misra1a.standardErrors).allSatisfy { abs($0 / $1 - 1) < 1e-4 })
      #expect(digits(statistics.residualStandardError, Misra1a.residualStandardError))
      #expect(statistics.degreesOfFreedom == 12 && statistics.rank == 2 && statistics.dependences.isEmpty)
      // By NumPy from the Jacobian at the certified parameters.
      #expect(abs(statistics.condition / 40.4134 - 1) < 0.05)
      #expect(abs(fit.rSquared - 0.9999815801100362) < 1e-9)
      #expect(zip(fit.fitted, Misra1a.x).allSatisfy { abs($0 - Misra1a.model($1, fit.best)) < 1e-9 })
    }
  }

  /// Other assumptions and losses have the values that NumPy and SciPy 1.17.1 (least_squares) give.
  @Test func otherAssumptionsAndLosses() throws {
    let model = Curve(Misra1a.model, gradient: Misra1a.gradient)
    let fitted = try fit(model, Misra1a.x, Misra1a.y, from: [250, 5e-4])
    let statistics = try #require(fitted.statistics)
    let unit = statistics.standardErrors(assuming: .unitVariances)
    #expect(zip(unit, [2.65708715e+01, 7.13285930e-05]).allSatisfy { abs($0 / $1 - 1) < 1e-5 })
    let unequal = statistics.standardErrors(assuming: .unequalVariances)
    #expect(zip(unequal, [2.86711316e+00, 7.60093564e-06]).allSatisfy { abs($0 / $1 - 1) < 1e-5 })

    let published: [(Loss, [Double], Double)] = [
      (.huber(scale: 0.05), [2.33974923e+02, 5.63351856e-04], 0.08950759895936745),
      (.softL1(scale: 0.05), [2.37453947e+02, 5.54274582e-04], 0.07506190003094305),
      (.cauchy(scale: 0.1), [2.31106694e+02, 5.71161775e-04], 0.07750711935858326),
      (.arctan(scale: 0.2), [2.38686479e+02, 5.50849695e-04], 0.12070559946030837),
    ]
    for (loss, parameters, value) in published {
      for algorithm in [LevenbergMarquardt() as any Algorithm, LBFGSB()] {
        func check(_ algorithm: some Algorithm) throws {
          let robust = try fit(
            model, Misra1a.x, Misra1a.y, from: Misra1a.parameters,
            using: algorithm, loss: loss, scale: .startValues(clipping: 1e-9),
            tolerances: Tolerances(value: 1e-13, step: 1e-13, gradient: 1e-10))
          #expect(abs(robust.outcome.value / value - 1) < 1e-6, "\(robust)")
          #expect(zip(robust.best, parameters).allSatisfy { abs($0 / $1 - 1) < 1e-3 }, "\(robust)")
        }
        try check(algorithm)
      }
    }
    let huber = try fit(
      model, Misra1a.x, Misra1a.y, from: [250, 5e-4], loss: .huber(scale: 0.05),
      tolerances: Tolerances(value: 1e-14, step: 1e-14, gradient: 1e-12))
    let errors = try #require(huber.statistics).standardErrors()
    #expect(zip(errors, [5.98082242e+00, 1.68502084e-05]).allSatisfy { abs($0 / $1 - 1) < 1e-2 }, "\(errors)")
  }

  /// Weights are as good as repeated observations, and weight 0 leaves one out.
  @Test func weightsCount() throws {
    let weights = Misra1a.y.indices.map { $0 == 3 ? 0.0 : $0 == 5 ? 2 : 1 }
    let weighted = try fit(Misra1a.model, Misra1a.x, Misra1a.y, weights: weights, from: [250, 5e-4])
    let kept = Misra1a.y.indices.filter { $0 != 3 } + [5]
    let repeated = try fit(
      Misra1a.model, kept.map { Misra1a.x[$0] }, kept.map { Misra1a.y[$0] }, from: [250, 5e-4])
    #expect(zip(weighted.best, repeated.best).allSatisfy { abs($0 / $1 - 1) < 1e-7 })
    #expect(abs(weighted.outcome.value / repeated.outcome.value - 1) < 1e-9)
    #expect(abs(weighted.rSquared - repeated.rSquared) < 1e-9)
    #expect(weighted.residuals[3].isNaN && weighted.residuals.count == 14)
    #expect(weighted.statistics?.count == 13)

    let errors = try fit(
      Misra1a.model, Misra1a.x, Misra1a.y, standardDeviations: Misra1a.y.map { _ in 0.5 }, from: [250, 5e-4])
    #expect(digits(errors.outcome.value, Misra1a.sumOfSquares * 4))
  }

  /// Parameters of any shape, of which the table names the standard errors.
  @Test func parametersHaveAnyShape() async throws {
    let model: @Sendable (Double, Misra1a.Parameters) -> Double = { x, p in
      p.asymptote * (1 - (-p.rate * x).exponential)
    }
    let fitted = try await fit(model, Misra1a.x, Misra1a.y, from: Misra1a.Parameters(), on: .threads(2))
    #expect(digits(fitted.best.asymptote, Misra1a.parameters[0]))
    #expect(fitted.statistics?.paths == ["asymptote", "rate"])
    #expect("\(fitted)".contains("asymptote  238.94") && "\(fitted)".contains("± 2.7"), "\(fitted)")

    let held = try await fit(model, Misra1a.x, Misra1a.y, from: Misra1a.Parameters(), fixed: ["rate"])
    #expect(held.statistics?.standardErrors()[1] == 0 && held.statistics?.parameterCount == 1)
    let dictionary = try await fit(
      { x, p in p["a", default: 0] * (1 - (-p["b", default: 0] * x).exponential) }, Misra1a.x, Misra1a.y,
      from: ["a": 250, "b": 0.0005])
    #expect(digits(dictionary.best["b", default: 0], Misra1a.parameters[1]))
  }

  /// What people do wrong is said before the model is called.
  @Test func wrongDataAreRefused() throws {
    let never: @Sendable (Double, [Double]) throws -> Double = { _, _ in
      Issue.record("the model was called")
      return 0
    }
    func message(_ fit: () throws(OptimizationError) -> Fit<Double, [Double]>) -> String {
      do throws(OptimizationError) { return "\(try fit())" } catch { return "\(error)" }
    }
    let (x, y) = (Misra1a.x, Misra1a.y)
    #expect(message { () throws(OptimizationError) in try fit(never, [], [], from: [1]) }.contains("ys"))
    #expect(message { () throws(OptimizationError) in try fit(never, [1], y, from: [1]) }.contains("14"))
    #expect(
      message { () throws(OptimizationError) in try fit(never, x, y.map { $0 > 80 ? .nan : $0 }, from: [1]) }
        .contains("ys[13]"))
    #expect(
      message { () throws(OptimizationError) in try fit(never, x, y, weights: [1], from: [1]) }.contains("weights"))
    #expect(
      message { () throws(OptimizationError) in try fit(never, x, y, weights: y.map { -$0 }, from: [1]) }
        .contains("weights[0]"))
    #expect(
      message { () throws(OptimizationError) in try fit(never, x, y, weights: y.map { _ in 0 }, from: [1]) }
        .contains("0 everywhere"))
    #expect(
      message { () throws(OptimizationError) in try fit(never, x, y, standardDeviations: y.map { _ in 0 }, from: [1]) }
        .contains("standardDeviations[0]"))
    #expect(
      message { () throws(OptimizationError) in try fit(never, x, y, from: [1], loss: .huber(scale: -1)) }
        .contains("loss"))
  }
}

extension Double {
  /// eˣ, without Foundation.
  var exponential: Double { Dual8.exp(Dual8(self)).primal }
}
