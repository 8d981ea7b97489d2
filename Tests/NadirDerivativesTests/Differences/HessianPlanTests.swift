import NadirScalars
import Foundation
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import Testing
import _TestSupport

@Suite struct HessianPlanTests {
  private func f(_ x: [Double]) -> Double { exp(x[0]) * sin(2 * x[1]) + x[2] * x[2] * x[2] * x[0] }
  private func hessian(_ x: [Double]) throws -> Matrix {
    let (e, s, c) = (exp(x[0]), sin(2 * x[1]), cos(2 * x[1]))
    return try Matrix(rows: [
      [e * s, 2 * e * c, 3 * x[2] * x[2]], [2 * e * c, -4 * e * s, 0], [3 * x[2] * x[2], 0, 6 * x[2] * x[0]],
    ])
  }

  @Test func countsOfPoints() throws {
    for n in [1, 2, 5] {
      let x = [Double](repeating: 0.5, count: n)
      func count(_ method: Differences.Method, _ mixed: HessianPlan.Mixed, _ box: Box = .unbounded(n)) throws -> Int {
        try HessianPlan(at: x, in: box, value: 1, differences: Differences(method), mixed: mixed).points.count
      }
      for mixed in HessianPlan.Mixed.allCases {
        #expect(try count(.forward, mixed) == n * (n + 3) / 2)
        #expect(try count(.backward, mixed) == n * (n + 3) / 2)
      }
      #expect(try count(.central, .fourPoint) == 2 * n * n)
      #expect(try count(.central, .sevenPoint) == n * (n + 1))
      #expect(try count(.central, .fourPoint, Box(lower: x, upper: x.map { $0 + 1 })) == 3 * n + 2 * n * (n - 1))
      let band = try Sparsity.banded(rowCount: n, columnCount: n, below: 1, above: 1)
      #expect(try HessianPlan(at: x, in: .unbounded(n), value: 1, sparsity: band).points.count == 2 * n + n - 1)
    }
  }

  /// Halving the step divides the error by 2 or 4, in the open, at faces and in corners.
  @Test(arguments: Differences.Method.allCases) func ordersOfAccuracy(_ method: Differences.Method) throws {
    let x = [0.3, 0.4, 0.5]
    let exact = try hessian(x).elements
    let boxes = [
      Box.unbounded(3), Box(lower: x, upper: [1, 1, 1]), Box(lower: [0, 0, 0], upper: x),
      Box(lower: [0, 0.4, 0], upper: [0.3, 1, 1]),
    ]
    for box in boxes {
      for mixed in HessianPlan.Mixed.allCases {
        let errors = try [0.02, 0.01].map { h in
          let differences = Differences(method, step: .absolute(h))
          let plan = try HessianPlan(at: x, in: box, differences: differences, mixed: mixed)
          let resolved = try resolve(plan, in: box, f)
          #expect(resolved.rounds.count == 1)
          return (0..<9).map { abs(resolved.estimate.hessian.elements[$0] - exact[$0]) }
        }
        let ratio = method == .central ? 4.0 : 2
        for k in [0, 1, 2, 4, 8] where errors[0][k] > 1e-8 {
          #expect(abs(errors[0][k] / errors[1][k] - ratio) < 0.15 * ratio, "\(method), \(mixed), \(box), \(k)")
        }
      }
    }
  }

  @Test func defaultStepsAreGood() throws {
    let seed: UInt64 = 43
    var generator = SeededGenerator(seed: seed)
    var honest = 0
    for _ in 0..<150 {
      let x = (0..<3).map { _ in Double.random(in: -2...2, using: &generator) }
      let box = randomBox(around: x, least: 0.1, using: &generator)
      for (method, tolerance) in [(Differences.Method.forward, 2e-3), (.backward, 2e-3), (.central, 1e-5)] {
        for mixed in HessianPlan.Mixed.allCases {
          let plan = try HessianPlan(at: x, in: box, differences: Differences(method), mixed: mixed)
          let estimate = try resolve(plan, in: box, f).estimate
          let exact = try hessian(x)
          #expect(largestDifference(estimate.hessian, exact) < tolerance, "seed \(seed), \(method), \(mixed) \(box)")
          #expect(estimate.hessian == estimate.hessian.transposed && estimate.errors == estimate.errors.transposed)
          if largestDifference(estimate.hessian, exact) <= estimate.errors.elements.max() ?? 0 { honest += 1 }
        }
      }
    }
    #expect(honest > 720, "seed \(seed): \(honest) of 900")
  }

  @Test func polynomialsAreExact() throws {
    let box = Box(lower: [0, -4], upper: [8, 2])
    func quadratic(_ x: [Double]) -> Double { 3 * x[0] * x[0] - 5 * x[0] * x[1] + x[1] * x[1] + x[0] }
    for x in [[1.0, 1], [0, 2], [8, -4], [0, 1]] {
      for method in Differences.Method.allCases {
        for mixed in HessianPlan.Mixed.allCases {
          let plan = try HessianPlan(
            at: x, in: box, differences: Differences(method, step: .absolute(0.25)), mixed: mixed)
          let hessian = try resolve(plan, in: box, quadratic).estimate.hessian
          #expect(largestDifference(hessian, try Matrix(rows: [[6, -5], [-5, 2]])) < 1e-12)
        }
      }
    }
  }

  @Test func sparseHessians() throws {
    let n = 12
    let x = (0..<n).map { Double($0) / 7 }
    let band = try Sparsity.banded(rowCount: n, columnCount: n, below: 1, above: 1)
    let chain = { (x: [Double]) in (1..<n).reduce(0.0) { $0 + x[$1] * x[$1 - 1] * x[$1] } }
    let sparse = try resolve(
      try HessianPlan(at: x, in: .unbounded(n), sparsity: band, differences: .central), in: .unbounded(n), chain)
    let dense = try resolve(try HessianPlan(at: x, in: .unbounded(n), differences: .central), in: .unbounded(n), chain)
    #expect(sparse.evaluations == 1 + 2 * n + 4 * (n - 1))
    #expect(largestDifference(sparse.estimate.hessian, dense.estimate.hessian) < 1e-6)
    let crooked = try Sparsity(rows: [[1], []], columnCount: 2)
    #expect(throws: InvalidArgument.self) { try HessianPlan(at: [1, 1], in: .unbounded(2), sparsity: crooked) }
    #expect(throws: InvalidArgument.self) { try HessianPlan(at: [1, 1], in: .unbounded(2), sparsity: band) }
  }

  @Test func failuresAreRepaired() throws {
    let x = [0.3, 0.4, 0.5]
    let free = Box.unbounded(3)
    for method in Differences.Method.allCases {
      let plan = try HessianPlan(at: x, in: free, differences: Differences(method))
      for sign in [1.0, -1] {
        let resolved = try resolve(plan, in: free) { y in
          sign * (y[0] - x[0]) > 0 || sign * (y[1] - x[1]) < 0 ? nil : f(y)
        }
        #expect(largestDifference(resolved.estimate.hessian, try hessian(x)) < 1e-3)
      }
      #expect(throws: DifferenceFailure.self) { try resolve(plan, in: free) { $0[2] == 0.5 ? f($0) : .nan } }
      #expect(throws: DifferenceFailure.noValue) { try resolve(plan, in: free) { _ in nil } }
    }
  }
}
