import Nadir
import Testing

/// Whichever form an objective is given in, every algorithm finds what it needs.
@Suite struct ObjectiveFormTests {
  private struct Rosenbrock: DifferentiableMap {
    func callAsFunction<Number: RealScalar>(_ x: [Number]) -> [Number] {
      let valley = x[1] - x[0] * x[0]
      return [10 * valley, 1 - x[0]]
    }
  }

  private struct Point<Number: RealScalar & Codable>: Codable, Sendable {
    var x: Number
    var inner: [Number]
  }

  private static func residuals(_ x: [Double]) -> [Double] { Rosenbrock()(x) }
  private static func rows(_ x: [Double]) -> [[Double]] { [[-20 * x[0], 10], [-1, 0]] }
  private static func value(_ x: [Double]) -> Double { residuals(x).reduce(0) { $0 + $1 * $1 } }
  private static func gradient(_ x: [Double]) -> [Double] {
    let r = residuals(x)
    return [-40 * r[0] * x[0] - 2 * r[1], 20 * r[0]]
  }

  private static let forms: [Objective<[Double]>] = [
    Objective(residuals: residuals),
    Objective(residuals: { x in [10 * (x[1] - x[0] * x[0]), 1 - x[0]] }),
    Objective(residuals: residuals, jacobian: rows),
    Objective(residuals: residuals, jacobian: { x in try Matrix(rows: rows(x)) }),
    Objective(residualsAndJacobian: { x in (residuals: residuals(x), jacobian: try Matrix(rows: rows(x))) }),
    Objective(
      residuals: residuals,
      residualsAndJacobian: { x in (residuals: residuals(x), jacobian: try Matrix(rows: rows(x))) }),
    Objective(residuals: { x in [["a": 10 * (x[1] - x[0] * x[0])], ["b": 1 - x[0]]] }),
    Objective(differentiatingForward: Rosenbrock()), Objective(differentiating: Rosenbrock()),
    Objective(residuals: residuals, differentiatingForward: { x in Rosenbrock()(x) }),
    Objective(residuals: residuals, differentiating: { x in Rosenbrock()(x) }),
    Objective(value: value, gradient: gradient).with(Objective(residuals: residuals, jacobian: rows)),
    Objective { x in value(x) }.with(Objective(residuals: residuals)),
    Objective(contributions: { x in residuals(x).map { $0 * $0 } }),
  ]

  @Test(arguments: forms.indices) func everyAlgorithmFindsWhatItNeeds(_ form: Int) throws {
    let objective = Self.forms[form]
    let hasResiduals = objective.provides.contains(.residuals)
    for algorithm in AlgorithmCatalog.all
    where type(of: algorithm).traits.name != "BHHH" && type(of: algorithm).traits.family != .firstOrder {
      guard hasResiduals || !type(of: algorithm).traits.needs.contains(.residuals) else { continue }
      func check(_ algorithm: some Algorithm) throws {
        let outcome = try minimize(
          objective, from: [-1.2, 1], using: algorithm, tolerances: Tolerances(value: 1e-12, step: 1e-8))
        #expect(outcome.success && outcome.value < 1e-5, "form \(form): \(outcome)")
        #expect(abs(outcome.value - Self.value(outcome.best)) < 1e-12)
      }
      try check(algorithm)
    }
    if hasResiduals {
      #expect(try minimize(objective, from: [-1.2, 1]).algorithm == "Levenberg-Marquardt")
    }
  }

  /// First-order methods would take thousands of iterations to the minimum, each with a learning rate of its own.
  @Test(arguments: forms.indices) func everyFirstOrderMethodGoesDown(_ form: Int) throws {
    for algorithm in AlgorithmCatalog.all where type(of: algorithm).traits.family == .firstOrder {
      func check(_ algorithm: some Algorithm) throws {
        var algorithm = algorithm
        try algorithm.setOption("learning_rate", to: .number(1e-4))
        let outcome = try minimize(Self.forms[form], from: [-1.2, 1], using: algorithm, budget: Budget(iterations: 20))
        #expect(outcome.termination == .stopped(.iterations) && outcome.value < 24.2, "form \(form): \(outcome)")
        #expect(abs(outcome.value - Self.value(outcome.best)) < 1e-12)
      }
      try check(algorithm)
    }
  }

  /// Parameters and residuals of other shapes, with Jacobians in the shape of residuals × parameters.
  @Test func shapes() throws {
    let dictionaries = [
      Objective<[String: Double]>(residuals: { p in
        ["valley": 10 * (p["y", default: 0] - p["x", default: 0] * p["x", default: 0]), "wall": 1 - p["x", default: 0]]
      }),
      Objective<[String: Double]>(
        residuals: { p in
          [
            "valley": 10 * (p["y", default: 0] - p["x", default: 0] * p["x", default: 0]),
            "wall": 1 - p["x", default: 0],
          ]
        },
        jacobian: { p in
          ["valley": ["x": -20 * p["x", default: 0], "y": 10], "wall": ["x": -1, "y": 0]]
        }),
    ]
    for objective in dictionaries {
      let outcome = try minimize(objective, from: ["x": -1.2, "y": 1], using: .levenbergMarquardt())
      #expect(outcome.success && abs(outcome.best["x", default: 0] - 1) < 1e-6, "\(outcome)")
      #expect(outcome.residuals?.count == 2)
    }

    let start = Point(x: -1.2, inner: [1.0])
    let models = [
      Objective<Point<Double>>(residuals: { p in [10 * (p.inner[0] - p.x * p.x), 1 - p.x] }),
      Objective<Point<Double>>(
        differentiating: Point<Variable>.self,
        residuals: { p in [10 * (p.inner[0] - p.x * p.x), 1 - p.x] }),
    ]
    for (objective, evaluations) in zip(models, [3, 1]) {
      let outcome = try minimize(objective, from: start)
      #expect(outcome.success && abs(outcome.best.inner[0] - 1) < 1e-6, "\(outcome)")
      #expect(outcome.counts.evaluations == evaluations * outcome.counts.rounds)
    }
  }

  /// What does not go together is said before the first evaluation.
  @Test func misuseIsToldAtOnce() throws {
    let never = Objective<[Double]> { _ in
      Issue.record("the objective was called")
      return 0
    }
    let residuals = Objective<[Double]>(residuals: { _ in
      Issue.record("the objective was called")
      return [0]
    })
    #expect(throws: OptimizationError.self) { try minimize(never, from: [1], using: .levenbergMarquardt()) }
    #expect(throws: OptimizationError.self) { try minimize(never, from: [1], using: .bhhh()) }
    #expect(throws: OptimizationError.self) { try maximize(residuals, from: [1], using: .levenbergMarquardt()) }
    #expect(throws: OptimizationError.self) {
      try minimize(residuals, from: [1], using: .levenbergMarquardt(), bounds: Bounds(lower: [0], upper: [2]))
    }
  }

  /// Jacobians and residuals of a wrong size fail with a message that says so.
  @Test func wrongSizesAreTold() throws {
    func message(_ objective: Objective<[Double]>) -> String {
      do throws(OptimizationError) {
        return "\(try minimize(objective, from: [1, 2], using: .levenbergMarquardt()))"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      message(Objective(residuals: { x in x }, jacobian: { _ in [[1, 0, 0], [0, 1, 0]] })).contains("2 × 3"))
    #expect(message(Objective(residuals: { x in x }, jacobian: { _ in [[1, 0]] })).contains("1 × 2"))
    #expect(message(Objective(residuals: { x in x }, jacobian: { _ in [[1, 0], [1]] })).contains("row 1"))
    #expect(
      message(Objective(residuals: { x in x }, jacobian: { _ in [[1, .nan], [1, 0]] })).contains("element (0, 1)"))
    #expect(message(Objective(residuals: { x in [x[0], .nan] })).contains("residual"))
    let growing = Objective<[Double]>(residuals: { x in x[0] == 1 ? x : x + [1] })
    #expect(message(growing).contains("residuals"))
  }
}
