import NadirScalars
import Foundation
@testable import NadirDerivatives
import NadirEvaluation
import NadirLinear
import NadirProblems
import Testing
import _TestSupport

@Suite struct GradientPlanTests {
  private let free = Box.unbounded(3)
  private func smooth(_ x: [Double]) -> Double { exp(x[0]) * sin(x[1]) + x[2] * x[2] * x[2] * x[0] }

  /// The gradients of the plan are those of the formulas.
  @Test(arguments: TestProblems.smooth + TestProblems.bounded) func areThoseOfTheFormulas(_ problem: TestProblem) throws
  {
    for differences in [Differences.forward, .central] {
      let plan = try GradientPlan(at: problem.start, in: problem.box, differences: differences)
      let estimate = try resolve(plan, in: problem.box) { problem.value($0) }.estimate
      for i in problem.start.indices {
        let formula = try #require(
          differences.formula(forCoordinate: i, at: problem.start, in: problem.box, attempt: 0))
        let values = formula.nodes.map { node in
          var displaced = problem.start
          displaced[i] = node
          return problem.value(displaced)
        }
        #expect(estimate.gradient[i] == formula.derivatives(problem.value(problem.start), values).slope)
      }
      #expect(estimate.value == problem.value(problem.start))
    }
  }

  @Test func countsOfPoints() throws {
    let x = [0.3, 0.4, 0.5]
    for (differences, count) in [(Differences.forward, 3), (.backward, 3), (.central, 6)] {
      let unknown = try GradientPlan(at: x, in: free, differences: differences)
      #expect(unknown.points.count == count + 1 && unknown.points[0] == x)
      let known = try GradientPlan(at: x, in: free, value: smooth(x), differences: differences)
      #expect(try resolve(known, in: free, known: [x], smooth).rounds == [count])
    }
    #expect(try GradientPlan(at: x, in: free, value: 1, differences: .ridders).points.count == 2 * 7 * 3)
    #expect(try GradientPlan(at: x, in: free, value: 1, differences: .richardson).points.count == 2 * 7 * 3)
    #expect(try GradientPlan(at: [], in: .unbounded(0), value: 1).points.count == 0)
  }

  /// Halving the step divides the error by 2 or 4, in the open and at bounds.
  @Test(arguments: Differences.Method.allCases) func ordersOfAccuracy(_ method: Differences.Method) throws {
    let x = [0.3, 0.4, 0.5]
    let exact = exp(0.3) * cos(0.4)
    for box in [free, Box(lower: x, upper: [1, 1, 1]), Box(lower: [0, 0, 0], upper: x)] {
      let errors = try [0.02, 0.01].map { h in
        let plan = try GradientPlan(at: x, in: box, differences: Differences(method, step: .absolute(h)))
        return abs(try resolve(plan, in: box, smooth).estimate.gradient[1] - exact)
      }
      #expect(abs(errors[0] / errors[1] - (method == .central ? 4 : 2)) < 0.1)
    }
  }

  /// Lines are exact by one-sided, parabolas by central differences.
  @Test func polynomialsAreExact() throws {
    for (method, degree) in [(Differences.Method.forward, 1), (.backward, 1), (.central, 2)] {
      for box in [Box.unbounded(1), Box(lower: [0.5], upper: [2]), Box(lower: [0], upper: [0.5])] {
        let plan = try GradientPlan(at: [0.5], in: box, differences: Differences(method, step: .absolute(0.25)))
        let slope = try resolve(plan, in: box) { pow($0[0], Double(degree)) + 3 * $0[0] }.estimate.gradient[0]
        #expect(slope == 4)
      }
    }
  }

  @Test func errorsAreHonest() throws {
    let seed: UInt64 = 17
    var generator = SeededGenerator(seed: seed)
    for method in Differences.Method.allCases {
      var honest = 0
      var close = 0
      for _ in 0..<500 {
        let x = (0..<3).map { _ in Double.random(in: -2...2, using: &generator) }
        let plan = try GradientPlan(at: x, in: free, differences: Differences(method))
        let estimate = try resolve(plan, in: free, smooth).estimate
        let exact = exp(x[0]) * sin(x[1]) + x[2] * x[2] * x[2]
        let error = abs(estimate.gradient[0] - exact)
        if estimate.errors[0] >= error { honest += 1 }
        if estimate.errors[0] <= 1e4 * max(error, 1e-12) { close += 1 }
      }
      #expect(honest >= 400 && close >= 450, "seed \(seed), \(method): \(honest), \(close)")
    }
  }

  /// Points that fail are replaced by others, and only they.
  @Test func failuresAreRepaired() throws {
    let box = Box.unbounded(2)
    let x = [1.0, 2]
    for differences in [Differences.forward, .backward, .central] {
      let plan = try GradientPlan(at: x, in: box, differences: differences)
      let above = try resolve(plan, in: box) { $0[0] > 1 ? nil : $0[0] * $0[1] }
      #expect(abs(above.estimate.gradient[0] - 2) < 1e-6 && abs(above.estimate.gradient[1] - 1) < 1e-6)
      let below = try resolve(plan, in: box) { $0[0] < 1 ? .nan : $0[0] * $0[1] }
      #expect(abs(below.estimate.gradient[0] - 2) < 1e-6)
      #expect(above.rounds.count <= 2 && below.rounds.count <= 4)
      #expect((above.rounds.dropFirst() + below.rounds.dropFirst()).allSatisfy { $0 <= 2 })
      #expect(throws: DifferenceFailure.noDifference(along: [1])) {
        try resolve(plan, in: box) { $0[1] != 2 ? .infinity : $0[0] }
      }
      #expect(throws: DifferenceFailure.noValue) { try resolve(plan, in: box) { $0 == x ? nil : 1 } }
      // Values that are finite, and whose differences are not.
      #expect(throws: DifferenceFailure.self) {
        try resolve(plan, in: box) { $0 == x ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude }
      }
    }
  }

  /// A function that is defined on one side alone takes a second round, and no point on the other side again.
  @Test func oneSideIsFoundAtOnce() throws {
    for sign in [1.0, -1] {
      let plan = try GradientPlan(at: [0], in: .unbounded(1), differences: .central)
      let resolved = try resolve(plan, in: .unbounded(1)) { sign * $0[0] < 0 ? .nan : exp($0[0]) }
      #expect(resolved.rounds == [3, 1])
      #expect(abs(resolved.estimate.gradient[0] - 1) < 1e-9)
    }
    let shrunk = try resolve(
      try GradientPlan(at: [0], in: .unbounded(1), differences: .central), in: .unbounded(1)
    ) { abs($0[0]) < 4e-6 ? exp($0[0]) : nil }
    #expect(shrunk.evaluations <= 7 && abs(shrunk.estimate.gradient[0] - 1) < 1e-9)
  }

  /// Where 1/h is infinite, or f/h is, the differences are not.
  @Test func extremeQuotients() throws {
    for method in Differences.Method.allCases {
      let narrow = Box(lower: [0], upper: [0x1p-1062])
      let slope = try resolve(try GradientPlan(at: [0], in: narrow, differences: Differences(method)), in: narrow) {
        3 * $0[0] + 0x1p-1030
      }.estimate
      #expect(abs(slope.gradient[0] - 3) < 1e-2 && slope.errors[0].isFinite)
      let large = try resolve(
        try GradientPlan(at: [1.5], in: .unbounded(1), differences: Differences(method)), in: .unbounded(1)
      ) { 1e308 * $0[0] }.estimate
      #expect(abs(large.gradient[0] / 1e308 - 1) < 1e-7 && large.errors[0].isFinite)
    }
  }

  /// A `Float` takes numbers of its precision alone, and the error is that of how the function is computed.
  @Test func singlePrecision() throws {
    let x = Double(Float(0.3))
    for method in Differences.Method.allCases {
      let differences = Differences(method).resolving([0x1p-23])
      let plan = try GradientPlan(at: [x], in: .unbounded(1), differences: differences)
      #expect((0..<plan.points.count).allSatisfy { Double(Float(plan.points[$0][0])) == plan.points[$0][0] })
      let double = try resolve(plan, in: .unbounded(1)) { 3 + $0[0] * $0[0] }.estimate
      #expect(abs(double.gradient[0] - 2 * x) <= min(1e-3, 10 * double.errors[0]))
      let single = try resolve(plan, in: .unbounded(1)) { Double(Float($0[0]) * Float($0[0]) + 1) }.estimate
      #expect(abs(single.gradient[0] - 2 * x) <= 10 * single.errors[0])
    }
    let best = try resolve(
      try GradientPlan(at: [x], in: .unbounded(1), differences: Differences.ridders.resolving([0x1p-23])),
      in: .unbounded(1)
    ) { 1000 + $0[0] * $0[0] }.estimate
    #expect(abs(best.gradient[0] - 2 * x) <= 10 * best.errors[0] && best.errors[0] < 1e-6)
  }

  /// Whatever fails, what comes is finite or a failure.
  @Test func randomFailuresAreSurvived() throws {
    let seed: UInt64 = 23
    var generator = SeededGenerator(seed: seed)
    var finished = 0
    for round in 0..<600 {
      let x = (0..<3).map { _ in Double.random(in: -3...3, using: &generator) }
      let box = randomBox(around: x, least: 1e-3, using: &generator)
      let differences = Differences(Differences.Method.allCases[round % 3])
      do {
        let plan =
          round % 2 == 0
          ? try GradientPlan(at: x, in: box, differences: differences)
          : try GradientPlan(at: x, in: box, differences: Differences(differences.method, extrapolation: .ridders))
        let estimate = try resolve(plan, in: box) {
          Double.random(in: 0...1, using: &generator) < 0.1
            ? [nil, .nan].randomElement(using: &generator)! : smooth($0)
        }.estimate
        #expect((estimate.gradient + estimate.errors).allSatisfy { $0.isFinite }, "seed \(seed)")
        #expect(
          abs(estimate.gradient[0] - exp(x[0]) * sin(x[1]) - x[2] * x[2] * x[2]) < 1e-4, "seed \(seed), \(x) \(box)")
        finished += 1
      } catch is DifferenceFailure {}
    }
    #expect(finished > 300, "seed \(seed)")
  }

  @Test func misuseIsTold() throws {
    let box = Box(lower: [0, 0], upper: [1, 0])
    #expect(throws: InvalidArgument.self) { try GradientPlan(at: [0], in: box) }
    #expect(throws: InvalidArgument.self) { try GradientPlan(at: [2, 0], in: box) }
    #expect(throws: InvalidArgument.self) { try GradientPlan(at: [0, 0], in: box) }
    #expect(throws: InvalidArgument.self) { try GradientPlan(at: [.nan], in: .unbounded(1)) }
    #expect(throws: InvalidArgument.self) { try GradientPlan(at: [1], in: .unbounded(1), value: .nan) }
    #expect(throws: InvalidArgument.self) {
      try GradientPlan(at: [1], in: .unbounded(1), differences: Differences(extrapolation: Extrapolation(levels: 1)))
    }
    #expect(throws: DifferenceFailure.self) { try GradientPlan(at: [1], in: .unbounded(1)).combine([1]) }
  }
}
