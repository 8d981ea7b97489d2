@testable import NadirDerivatives
import NadirEvaluation
import NadirProblems
import Testing
import _TestSupport

@Suite struct DifferencesTests {
  private func gradient(_ problem: TestProblem, at x: [Double], _ differences: Differences, attempt: Int = 0)
    -> [Double]
  {
    x.indices.map { i in
      guard let formula = differences.formula(forCoordinate: i, at: x, in: problem.box, attempt: attempt) else {
        return .nan
      }
      let values = formula.nodes.map { node in
        var displaced = x
        displaced[i] = node
        return problem.value(displaced)
      }
      return formula.derivatives(problem.value(x), values).slope
    }
  }

  @Test(arguments: TestProblems.smooth + TestProblems.bounded) func gradientsAreGood(_ problem: TestProblem) {
    let exact = problem.gradient(problem.start)
    let scale = exact.reduce(max(1, abs(problem.value(problem.start)))) { max($0, abs($1)) }
    for attempt in 0..<6 {
      let forward = gradient(problem, at: problem.start, .forward, attempt: attempt)
      let central = gradient(problem, at: problem.start, .central, attempt: attempt)
      for i in exact.indices {
        #expect(abs(forward[i] - exact[i]) < 1e-3 * scale, "forward, \(i), attempt \(attempt)")
        #expect(abs(central[i] - exact[i]) < 1e-5 * scale, "central, \(i), attempt \(attempt)")
      }
    }
  }

  /// Whatever the point, the box and the attempt, every node is inside, differs from x, and a line is differentiated.
  @Test func nodesStayInsideAnyBox() throws {
    let seed: UInt64 = 3
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let magnitude = Double.random(in: -12...12, using: &generator)
      let x = Double.random(in: -1...1, using: &generator) * pow10(magnitude)
      let room = pow10(Double.random(in: -20...3, using: &generator))
      let box = Box(
        lower: [Bool.random(using: &generator) ? x : x - room * Double.random(in: 0...1, using: &generator)],
        upper: [Bool.random(using: &generator) ? x : x + room * Double.random(in: 0...1, using: &generator)])
      for method in Differences.Method.allCases {
        for attempt in 0..<9 {
          guard let formula = Differences(method).formula(forCoordinate: 0, at: [x], in: box, attempt: attempt) else {
            #expect(
              attempt >= (method == .central ? 9 : 6) || box.upper[0] - box.lower[0] <= abs(x) * 1e-15, "seed \(seed)")
            continue
          }
          let slope = formula.derivatives(0, formula.nodes.map { $0 - x }).slope
          let isInside = formula.nodes.allSatisfy { box.lower[0] <= $0 && $0 <= box.upper[0] && $0 != x }
          try #require(isInside && abs(slope - 1) < 1e-6, "seed \(seed), x = \(x), \(box), \(formula)")
        }
      }
    }
  }

  @Test func turnsInwardAtBounds() throws {
    let box = Box(lower: [0], upper: [1])
    let atUpper = try #require(Differences.forward.formula(forCoordinate: 0, at: [1], in: box, attempt: 0))
    #expect(atUpper.nodes[0] < 1)
    let atLower = try #require(Differences.central.formula(forCoordinate: 0, at: [0], in: box, attempt: 0))
    #expect(atLower.nodes.count == 2 && atLower.nodes.allSatisfy { $0 > 0 })
    let inside = try #require(Differences.central.formula(forCoordinate: 0, at: [0.5], in: box, attempt: 0))
    #expect(inside.nodes[0] > 0.5 && inside.nodes[1] < 0.5)
    #expect(abs(inside.derivatives(1, [0, 0]).slope) < 1)
  }

  private func pow10(_ exponent: Double) -> Double {
    var result = 1.0
    for _ in 0..<Int(exponent.magnitude) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }
}
