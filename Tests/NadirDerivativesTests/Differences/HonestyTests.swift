import NadirScalars
import Foundation
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import Testing
import _TestSupport

/// A function with its exact derivatives and the box it is defined in, one of a battery.
private struct Smooth: Sendable {
  var name: String
  var value: @Sendable ([Double]) -> Double
  var gradient: @Sendable ([Double]) -> [Double]
  var hessian: @Sendable ([Double]) -> [[Double]]
  var points: [[Double]]
  var box: Box

  /// A function of one number with its first and second derivative.
  init(
    _ name: String, _ f: @escaping @Sendable (Double) -> Double, _ f1: @escaping @Sendable (Double) -> Double,
    _ f2: @escaping @Sendable (Double) -> Double, at points: [Double], in box: Box = .unbounded(1)
  ) {
    self.init(
      name, { f($0[0]) }, { [f1($0[0])] }, { [[f2($0[0])]] }, at: points.map { [$0] }, in: box)
  }

  init(
    _ name: String, _ value: @escaping @Sendable ([Double]) -> Double,
    _ gradient: @escaping @Sendable ([Double]) -> [Double], _ hessian: @escaping @Sendable ([Double]) -> [[Double]],
    at points: [[Double]], in box: Box
  ) {
    self.name = name
    self.value = value
    self.gradient = gradient
    self.hessian = hessian
    self.points = points
    self.box = box
  }

  static let battery: [Smooth] = {
    var functions: [Smooth] = []
    let places = [-4.1, -1.3, -0.2, 0, 0.37, 1.7, 5.3]
    // Where the derivatives of a power vanish with it, values at a few points cannot tell.
    for degree in 2...6 {
      let n = Double(degree)
      functions.append(
        Smooth(
          "x^\(degree)", { pow($0, n) }, { n * pow($0, n - 1) }, { n * (n - 1) * pow($0, n - 2) },
          at: degree == 2 ? places : places.filter { $0 != 0 }))
    }
    functions.append(
      Smooth(
        "x³ − 3x + 1", { $0 * $0 * $0 - 3 * $0 + 1 }, { 3 * $0 * $0 - 3 }, { 6 * $0 }, at: places + [1, -1]))
    for rate in [0.1, 1, 3, 10.0] {
      functions.append(
        Smooth(
          "exp \(rate)x", { exp(rate * $0) }, { rate * exp(rate * $0) }, { rate * rate * exp(rate * $0) }, at: places))
    }
    for rate in [0.1, 1, 5, 30.0] {
      functions.append(
        Smooth(
          "sin \(rate)x", { sin(rate * $0) }, { rate * cos(rate * $0) }, { -rate * rate * sin(rate * $0) },
          at: [-4.1, -1.3, -0.2, 0.37, 1.7, 5.3, 0.5 * .pi / rate]))
      functions.append(
        Smooth(
          "1.5 + cos \(rate)x", { 1.5 + cos(rate * $0) }, { -rate * sin(rate * $0) }, { -rate * rate * cos(rate * $0) },
          at: places))
    }
    functions.append(Smooth("sin far away", sin, cos, { -sin($0) }, at: [50, -33.3, 100, 17]))
    functions.append(
      Smooth(
        "log near its bound", { -3 * log($0) - 5 * log(1 - $0) }, { 5 / (1 - $0) - 3 / $0 },
        { 5 / ((1 - $0) * (1 - $0)) + 3 / ($0 * $0) }, at: [0.01, 0.1, 0.375, 0.5, 0.9, 0.99],
        in: Box(lower: [1e-12], upper: [1 - 1e-12])))
    functions.append(
      Smooth(
        "Rosenbrock",
        { 100 * ($0[1] - $0[0] * $0[0]) * ($0[1] - $0[0] * $0[0]) + (1 - $0[0]) * (1 - $0[0]) },
        {
          let residual = $0[1] - $0[0] * $0[0]
          return [-400 * residual * $0[0] - 2 * (1 - $0[0]), 200 * residual]
        },
        { [[1200 * $0[0] * $0[0] - 400 * $0[1] + 2, -400 * $0[0]], [-400 * $0[0], 200]] },
        at: [[-1.2, 1], [1, 1], [0, 0], [0.999, 0.998], [2, -3]], in: .unbounded(2)))
    functions.append(
      Smooth(
        "sphere", { $0.reduce(0) { $0 + $1 * $1 } }, { $0.map { 2 * $0 } }, { _ in [[2, 0], [0, 2]] },
        at: [[0, 0], [1, 2], [1e-3, 0], [1e-9, 3]], in: .unbounded(2)))
    functions.append(
      Smooth(
        "badly scaled", { exp(1e-3 * $0[0]) * cos($0[1]) + 1e-6 * $0[0] * $0[0] },
        { [1e-3 * exp(1e-3 * $0[0]) * cos($0[1]) + 2e-6 * $0[0], -exp(1e-3 * $0[0]) * sin($0[1])] },
        {
          let (e, c, s) = (exp(1e-3 * $0[0]), cos($0[1]), sin($0[1]))
          return [[1e-6 * e * c + 2e-6, -1e-3 * e * s], [-1e-3 * e * s, -e * c]]
        },
        at: [[800, 0.3], [-2000, 1.1], [500, 2]], in: .unbounded(2)))
    return functions
  }()
}

/// Errors that are told beside those that are made.
private struct Tally {
  var count = 0
  var dishonest: [String] = []
  private var pessimism: [Double] = []

  /// - Parameter rounding: What the exact derivative itself is rounded by.
  mutating func add(
    _ value: Double, _ error: Double, exact: Double, rounding: Double, _ name: @autoclosure () -> String
  ) {
    count += 1
    let actual = abs(value - exact)
    if actual > 10 * error + rounding { dishonest.append("\(name()): \(value) ± \(error), not \(exact)") }
    if actual > 0 { pessimism.append(error / actual) }
  }

  /// The median of the errors that are told in units of those that are made.
  var typicalPessimism: Double { pessimism.sorted()[pessimism.count / 2] }
}

/// The errors that estimates tell are seldom a tenth of those that they have, and as a rule not a hundred times as
/// large.
@Suite struct HonestyTests {
  private func check(_ tally: Tally, most: Int, pessimism: Double = 100, _ name: String) {
    #expect(tally.dishonest.count <= most, "\(name): \(tally.dishonest) of \(tally.count)")
    #expect(tally.typicalPessimism < pessimism, "\(name): \(tally.typicalPessimism)")
  }

  @Test(arguments: [
    (Differences.forward, 5), (.backward, 5), (.central, 1), (.richardson, 1), (.ridders, 1),
  ]) func gradients(_ differences: Differences, _ most: Int) throws {
    var tally = Tally()
    for function in Smooth.battery {
      for x in function.points {
        let plan = try GradientPlan(at: x, in: function.box, differences: differences)
        let estimate = try resolve(plan, in: function.box, function.value).estimate
        let exact = function.gradient(x)
        for i in x.indices {
          tally.add(
            estimate.gradient[i], estimate.errors[i], exact: exact[i], rounding: 4 * exact[i].ulp,
            "\(function.name) at \(x)")
        }
      }
    }
    check(tally, most: most, "\(differences.method) \(differences.extrapolation?.choice.rawValue ?? "")")
  }

  @Test(arguments: [(Differences.forward, 1), (.central, 1)]) func hessiansFromValues(
    _ differences: Differences, _ most: Int
  ) throws {
    var tally = Tally()
    for function in Smooth.battery {
      for x in function.points {
        let plan = try HessianPlan(at: x, in: function.box, differences: differences)
        let estimate = try resolve(plan, in: function.box, function.value).estimate
        let exact = function.hessian(x)
        for i in x.indices {
          for j in x.indices {
            tally.add(
              estimate.hessian[i, j], estimate.errors[i, j], exact: exact[i][j], rounding: 4 * exact[i][j].ulp,
              "\(function.name) at \(x), \(i), \(j)")
          }
        }
      }
    }
    check(tally, most: most, "Hessian \(differences.method)")
  }

  @Test(arguments: [(Differences.forward, 6), (.central, 2), (.ridders, 1)]) func hessianVectorProducts(
    _ differences: Differences, _ most: Int
  ) throws {
    var tally = Tally()
    for function in Smooth.battery {
      for x in function.points {
        for v in x.count == 1 ? [[1.0]] : [[1, 0], [0.7, -1.2], [3, 1]] {
          let plan = try HessianVectorPlan(of: v, at: x, in: function.box, differences: differences)
          let estimate = try resolve(plan, in: function.box, function.gradient).estimate
          let exact = function.hessian(x).map { row in zip(row, v).reduce(0) { $0 + $1.0 * $1.1 } }
          for i in x.indices {
            tally.add(
              estimate.product[i], estimate.errors[i], exact: exact[i], rounding: 4 * exact[i].ulp,
              "\(function.name) at \(x) along \(v)")
          }
        }
      }
    }
    check(tally, most: most, "product \(differences.method) \(differences.extrapolation?.choice.rawValue ?? "")")
  }

  /// Functions that change over lengths from 10⁻⁶ to 10³ times the size of the coordinate.
  @Test(arguments: -3...6) func extrapolationFindsTheLength(_ exponent: Int) throws {
    let rate = pow(10, Double(exponent))
    let functions: [(@Sendable (Double) -> Double, @Sendable (Double) -> Double)] = [
      ({ sin(rate * $0) }, { rate * cos(rate * $0) }),
      ({ atan(rate * $0) }, { rate / (1 + rate * rate * $0 * $0) }),
      (
        { 1 / (1 + rate * rate * $0 * $0) + $0 * $0 / 2 },
        {
          let square = 1 + rate * rate * $0 * $0
          return $0 - 2 * rate * rate * $0 / (square * square)
        }
      ),
    ]
    for (f, slope) in functions {
      for x in [0, 0.3 / rate, 1.7 / rate, -0.4] {
        let estimate = try resolve(
          try GradientPlan(at: [x], in: .unbounded(1), differences: .ridders), in: .unbounded(1)
        ) { f($0[0]) }.estimate
        let actual = abs(estimate.gradient[0] - slope(x))
        #expect(actual <= 10 * estimate.errors[0] + 1e-15 * rate, "\(rate), \(x)")
      }
    }
  }

  /// Values that are rounded to six digits do not change any more along small steps.
  @Test func extrapolationOfRoundedValues() throws {
    for x in [0.3, 1.7, -2.2] {
      let estimate = try resolve(
        try GradientPlan(at: [x], in: .unbounded(1), differences: .ridders), in: .unbounded(1)
      ) { (exp($0[0]) * 1e6).rounded() / 1e6 }.estimate
      let actual = abs(estimate.gradient[0] - exp(x))
      #expect(actual < 1e-2 && actual <= 10 * estimate.errors[0], "\(x): \(estimate)")
    }
  }

  /// The cases in which an extrapolation with steps of one length alone is wrong.
  @Test func extrapolationIsRightAtAnyLength() throws {
    func check(
      _ f: @escaping (Double) -> Double, at x: Double, _ exact: Double, in box: Box = .unbounded(1),
      _ differences: Differences = .ridders, tolerance: Double = 1e-7
    ) throws {
      let estimate = try resolve(try GradientPlan(at: [x], in: box, differences: differences), in: box) { f($0[0]) }
        .estimate
      let actual = abs(estimate.gradient[0] - exact)
      #expect(actual <= tolerance * abs(exact) && actual <= 10 * estimate.errors[0], "\(x): \(estimate), \(exact)")
    }
    try check(sin, at: 100, cos(100))
    for x in [100, -300, 550.0] {
      try check({ $0 * $0 / 4000 - cos($0) + 1 }, at: x, x / 2000 + sin(x))
    }
    for x in [30.2, 64.3, -30] {
      try check(
        { 10 + $0 * $0 - 10 * cos(2 * .pi * $0) }, at: x, 2 * x + 20 * .pi * sin(2 * .pi * x))
    }
    let p = 1e-6
    try check(
      { -3 * log($0) - 5 * log(1 - $0) }, at: p, -3 / p + 5 / (1 - p), in: Box(lower: [1e-12], upper: [1]))
    let k = 1e-4
    let misfit = 2 * exp(-1e4 * k) - 0.3
    try check(
      { pow(2 * exp(-1e4 * $0) - 0.3, 2) }, at: k, 2 * misfit * -2e4 * exp(-1e4 * k), in: Box(lower: [0], upper: [1]))
    try check({ exp(1e6 * $0) }, at: 0, 1e6)
    try check({ sin(1e3 * $0) }, at: 0, 1e3)
    for (f, x, exact) in [({ sin(1e3 * $0) }, 0, 1e3), (sin, 100, cos(100))] as [((Double) -> Double, Double, Double)] {
      let estimate = try resolve(
        try GradientPlan(at: [x], in: .unbounded(1), differences: .richardson), in: .unbounded(1)
      ) { f($0[0]) }.estimate
      #expect(abs(estimate.gradient[0] - exact) <= 10 * estimate.errors[0])
    }
  }
}
