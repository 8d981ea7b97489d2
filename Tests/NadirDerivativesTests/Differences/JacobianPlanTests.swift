import NadirScalars
import Foundation
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import Testing
import _TestSupport

@Suite struct JacobianPlanTests {
  private func f(_ x: [Double]) -> [Double] { [x[0] * x[1], sin(x[1]), exp(x[0]), 3] }
  private func jacobian(_ x: [Double]) throws -> Matrix {
    try Matrix(rows: [[x[1], x[0]], [0, cos(x[1])], [exp(x[0]), 0], [0, 0]])
  }

  @Test func jacobianOfVectors() throws {
    let x = [0.5, 1.5]
    let box = Box(lower: [0.5, 0], upper: [2, 1.5])
    for (method, tolerance, count) in [
      (Differences.Method.forward, 1e-7, 2), (.backward, 1e-7, 2), (.central, 1e-9, 4),
    ] {
      let plan = try JacobianPlan(at: x, in: box, value: f(x), differences: Differences(method))
      let resolved = try resolve(plan, in: box, known: [x], f)
      #expect(resolved.rounds == [count])
      #expect(largestDifference(resolved.estimate.jacobian, try jacobian(x)) < tolerance)
      #expect(resolved.estimate.errors.elements.allSatisfy { $0 >= 0 && $0 < 100 * tolerance })
    }
    let plan = try JacobianPlan(at: x, in: box, differences: .ridders)
    #expect(largestDifference(try resolve(plan, in: box, f).estimate.jacobian, try jacobian(x)) < 1e-10)
  }

  /// A sparse linear map is told exactly, with as many points as there are groups.
  @Test func sparseJacobiansAreExact() throws {
    let seed: UInt64 = 41
    var generator = SeededGenerator(seed: seed)
    for round in 0..<100 {
      let (m, n) = (Int.random(in: 1...15, using: &generator), Int.random(in: 1...15, using: &generator))
      let pattern = try randomSparsity(m, n, density: Double(round) / 300, using: &generator)
      var matrix = Matrix(rowCount: m, columnCount: n)
      for i in 0..<m {
        for j in pattern.columns(ofRow: i) { matrix[i, j] = Double(Int.random(in: -8...8, using: &generator)) }
      }
      let x = (0..<n).map { _ in Double(Int.random(in: -4...4, using: &generator)) }
      let a = matrix
      let box = randomBox(around: x, least: 1, using: &generator)
      for method in Differences.Method.allCases {
        let differences = Differences(method, step: .absolute(0.25))
        let plan = try JacobianPlan(at: x, in: box, sparsity: pattern, differences: differences)
        let resolved = try resolve(plan, in: box) { a * $0 }
        #expect(resolved.rounds == [1 + pattern.columnGroups.count * (method == .central ? 2 : 1)])
        #expect(resolved.estimate.jacobian == a, "seed \(seed)")
      }
    }
  }

  @Test func bandsTakeAsManyPointsAsTheirWidth() throws {
    let n = 50
    let pattern = try Sparsity.banded(rowCount: n, columnCount: n, below: 1, above: 1)
    let x = (0..<n).map { Double($0) / 10 }
    let plan = try JacobianPlan(at: x, in: .unbounded(n), sparsity: pattern, differences: .central)
    let resolved = try resolve(plan, in: .unbounded(n)) { x in
      (0..<n).map { x[$0] * x[$0] * (($0 > 0 ? x[$0 - 1] : 0) + ($0 < n - 1 ? x[$0 + 1] : 0)) }
    }
    #expect(resolved.rounds == [7])
    #expect(abs(resolved.estimate.jacobian[7, 8] - 0.49) < 1e-8)
  }

  /// Two columns of a group that fail on different sides are told one by one.
  @Test func groupsThatFailAreTakenApart() throws {
    let pattern = try Sparsity.banded(rowCount: 3, columnCount: 3, below: 0, above: 0)
    for differences in [Differences.forward, .central] {
      let plan = try JacobianPlan(at: [1, 1, 1], in: .unbounded(3), sparsity: pattern, differences: differences)
      let resolved = try resolve(plan, in: .unbounded(3)) { x in
        x[0] < 1 || x[1] > 1 ? nil : x.map { 2 * $0 }
      }
      #expect(
        largestDifference(resolved.estimate.jacobian, try Matrix(rows: [[2, 0, 0], [0, 2, 0], [0, 0, 2]])) < 1e-7)
      #expect(resolved.estimate.errors.elements.allSatisfy { $0.isFinite })
    }
  }

  @Test func misuseIsTold() throws {
    let box = Box.unbounded(2)
    let pattern = try Sparsity.dense(rowCount: 3, columnCount: 2)
    #expect(throws: InvalidArgument.self) { try JacobianPlan(at: [1], in: .unbounded(1), sparsity: pattern) }
    #expect(throws: InvalidArgument.self) { try JacobianPlan(at: [1, 1], in: box, value: [1], sparsity: pattern) }
    #expect(throws: DifferenceFailure.self) {
      try JacobianPlan(at: [1, 1], in: box, sparsity: pattern).combine([[1], [1], [1]])
    }
    #expect(throws: DifferenceFailure.self) { try JacobianPlan(at: [1, 1], in: box).combine([[1], [1, 2], [1]]) }
    #expect(throws: DifferenceFailure.self) { try JacobianPlan(at: [1, 1], in: box).combine([]) }
  }
}
