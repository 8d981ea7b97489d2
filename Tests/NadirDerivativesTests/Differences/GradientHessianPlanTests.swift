import NadirScalars
import Foundation
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import Testing
import _TestSupport

@Suite struct GradientHessianPlanTests {
  private func gradient(_ x: [Double]) -> [Double] {
    [exp(x[0]) * sin(x[1]), exp(x[0]) * cos(x[1]) + x[1] * x[1]]
  }
  private func hessian(_ x: [Double]) throws -> Matrix {
    let (e, s, c) = (exp(x[0]), sin(x[1]), cos(x[1]))
    return try Matrix(rows: [[e * s, e * c], [e * c, 2 * x[1] - e * s]])
  }

  @Test func hessiansFromGradients() throws {
    let x = [0.3, 0.8]
    let exact = try hessian(x)
    for box in [Box.unbounded(2), Box(lower: x, upper: [4, 4]), Box(lower: [0, 0.8], upper: [0.3, 1])] {
      for (method, tolerance, count) in [
        (Differences.Method.forward, 1e-7, 2), (.backward, 1e-7, 2), (.central, 1e-9, 4),
      ] {
        let plan = try GradientHessianPlan(at: x, in: box, gradient: gradient(x), differences: Differences(method))
        let resolved = try resolve(plan, in: box, known: [x], gradient)
        #expect(resolved.rounds == [count])
        #expect(largestDifference(resolved.estimate.hessian, exact) < tolerance)
        #expect(resolved.estimate.hessian == resolved.estimate.hessian.transposed)
      }
      let plan = try GradientHessianPlan(at: x, in: box, differences: .ridders)
      #expect(largestDifference(try resolve(plan, in: box, gradient).estimate.hessian, exact) < 1e-9)
    }
    #expect(throws: InvalidArgument.self) { try GradientHessianPlan(at: x, in: .unbounded(2), gradient: [1]) }
    #expect(throws: DifferenceFailure.self) {
      try GradientHessianPlan(at: x, in: .unbounded(2)).combine([[1], [1], [1]])
    }
  }

  /// The Hessians of sparse quadratics are told exactly, with a gradient for each group, failures or not.
  @Test func sparseHessiansAreExact() throws {
    let seed: UInt64 = 47
    var generator = SeededGenerator(seed: seed)
    for round in 0..<100 {
      let n = Int.random(in: 1...15, using: &generator)
      let pattern = try randomSparsity(n, n, density: Double(round) / 600, isSymmetric: true, using: &generator)
      var matrix = Matrix(rowCount: n, columnCount: n)
      for i in 0..<n {
        for j in pattern.columns(ofRow: i) where j >= i {
          matrix[i, j] = Double(Int.random(in: -8...8, using: &generator))
          matrix[j, i] = matrix[i, j]
        }
      }
      let a = matrix
      let x = (0..<n).map { _ in Double(Int.random(in: -4...4, using: &generator)) }
      let box = randomBox(around: x, least: 1, using: &generator)
      let groups = pattern.symmetricColumnGroups.count
      for method in Differences.Method.allCases {
        let differences = Differences(method, step: .absolute(0.25))
        let plan = try GradientHessianPlan(at: x, in: box, sparsity: pattern, differences: differences)
        let resolved = try resolve(plan, in: box) { a * $0 }
        #expect(resolved.rounds == [1 + groups * (method == .central ? 2 : 1)])
        #expect(resolved.estimate.hessian == a, "seed \(seed)")
        #expect(resolved.estimate.errors.elements.allSatisfy { $0.isFinite })
        let first = plan.points[1]
        let failing = try resolve(plan, in: box) { $0 == first ? nil : a * $0 }
        #expect(failing.estimate.hessian == a && failing.rounds.count > 1, "seed \(seed)")
      }
    }
  }
}

@Suite struct HessianVectorPlanTests {
  @Test func productsOfAnySize() throws {
    let a = try Matrix(rows: [[4, 1, -2], [1, 3, 0], [-2, 0, 5]])
    let seed: UInt64 = 53
    var generator = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let x = (0..<3).map { _ in Double.random(in: -2...2, using: &generator) }
      let size = pow(10, Double.random(in: -12...12, using: &generator))
      let v = (0..<3).map { _ in
        Bool.random(using: &generator) ? 0 : size * Double.random(in: -1...1, using: &generator)
      }
      let box = randomBox(around: x, least: 1e-3, using: &generator)
      let method = Differences.Method.allCases[round % 3]
      let plan = try HessianVectorPlan(of: v, at: x, in: box, gradient: a * x, differences: Differences(method))
      let resolved = try resolve(plan, in: box, known: [x]) { a * $0 }
      let isZero = v.allSatisfy { $0 == 0 }
      #expect(resolved.evaluations <= (isZero ? 0 : 2 * (method == .central ? 2 : 1)))
      for (product, exact) in zip(resolved.estimate.product, a * v) {
        #expect(abs(product - exact) <= 1e-5 * v.reduce(0) { max($0, abs($1)) }, "seed \(seed), \(v), \(box)")
      }
    }
  }

  /// (1, 1) leads out of the box from (0, 1), as does (−1, −1).
  @Test func cornersTakeTwoLines() throws {
    let box = Box(lower: [0, 0], upper: [1, 1])
    func gradient(_ x: [Double]) -> [Double] { [x[0] * x[1] * x[1], x[0] * x[0] * x[1]] }
    let plan = try HessianVectorPlan(of: [1, 1], at: [0, 1], in: box)
    let resolved = try resolve(plan, in: box, gradient)
    #expect(resolved.rounds == [3])
    #expect(abs(resolved.estimate.product[0] - 1) < 1e-7 && abs(resolved.estimate.product[1]) < 1e-7)
    let free = try HessianVectorPlan(of: [1, 1], at: [0, 1], in: .unbounded(2), gradient: gradient([0, 1]))
    #expect(free.points.count == 1)
    let failing = try resolve(plan, in: box) { $0[0] > 1e-8 ? nil : gradient($0) }
    #expect(abs(failing.estimate.product[0] - 1) < 1e-6)
    #expect(throws: DifferenceFailure.self) { try resolve(plan, in: box) { $0 == [0, 1] ? gradient($0) : nil } }
  }

  /// Coordinates of very different size or precision have lines of their own, and one line will do where they resolve.
  @Test func unlikeCoordinatesAreResolved() throws {
    for method in Differences.Method.allCases {
      let plan = try HessianVectorPlan(
        of: [1, 1], at: [1e9, 1], in: .unbounded(2), gradient: [1e9, 2], differences: Differences(method))
      let large = try resolve(plan, in: .unbounded(2), known: [[1e9, 1]]) { [$0[0], 2 * $0[1]] }
      #expect(large.rounds == [method == .central ? 4 : 2])
      #expect(abs(large.estimate.product[0] - 1) < 1e-6 && abs(large.estimate.product[1] - 2) < 1e-6)

      let x = [2, Double(Float(0.3))]
      let differences = Differences(method).resolving([.ulpOfOne, 0x1p-23])
      let mixed = try resolve(
        try HessianVectorPlan(of: [1, 1], at: x, in: .unbounded(2), differences: differences), in: .unbounded(2)
      ) { [2 * $0[0], Double(2 * Float($0[1]))] }.estimate
      #expect(abs(mixed.product[0] - 2) < 1e-6 && mixed.errors[0] < 0.05, "\(method): \(mixed)")
      #expect(abs(mixed.product[1] - 2) < 1e-2 && abs(mixed.product[1] - 2) <= 10 * mixed.errors[1])
    }
    let like = try HessianVectorPlan(of: [1, 1e-3, 3], at: [3, -0.7, 20], in: .unbounded(3), gradient: [0, 0, 0])
    #expect(like.points.count == 1)
  }

  /// Halving the step divides the error by 2 or 4.
  @Test(arguments: Differences.Method.allCases) func ordersOfAccuracy(_ method: Differences.Method) throws {
    let errors = try [0.02, 0.01].map { h in
      let plan = try HessianVectorPlan(
        of: [2, 1], at: [0.5, 0.25], in: .unbounded(2), differences: Differences(method, step: .absolute(h)))
      let product = try resolve(plan, in: .unbounded(2)) { [exp($0[0] * $0[1]) * $0[1], exp($0[0] * $0[1]) * $0[0]] }
      return abs(product.estimate.product[0] - exp(0.125) * (2 * 0.0625 + 1 + 0.125))
    }
    #expect(abs(errors[0] / errors[1] - (method == .central ? 4 : 2)) < 0.1)
  }

  @Test func misuseIsTold() throws {
    let box = Box(lower: [0, 0], upper: [1, 0])
    #expect(throws: InvalidArgument.self) { try HessianVectorPlan(of: [1], at: [0, 0], in: box) }
    #expect(throws: InvalidArgument.self) { try HessianVectorPlan(of: [1, .nan], at: [0, 0], in: box) }
    #expect(throws: InvalidArgument.self) { try HessianVectorPlan(of: [1, 1], at: [0, 0], in: box) }
    #expect(try HessianVectorPlan(of: [1, 0], at: [0, 0], in: box).points.count == 2)
  }
}
