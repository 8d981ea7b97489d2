import NadirScalars
import Foundation
@testable import NadirDerivatives
import NadirEvaluation
import Testing
import _TestSupport

@Suite struct StepTests {
  private let free = Box.unbounded(2)

  private func step(_ differences: Differences, at x: [Double], along i: Int = 0) throws -> Double {
    try #require(differences.formula(forCoordinate: i, at: x, in: .unbounded(x.count), attempt: 0)).nodes[0] - x[i]
  }

  /// The places of the default steps, to the bit.
  @Test func defaultPlaces() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<5000 {
      let x = Double.random(in: -1...1, using: &generator) * pow(10, Double.random(in: -9...9, using: &generator))
      let box = randomBox(around: [x], least: 1e-7 * max(1, abs(x)), using: &generator)
      for (differences, relative) in [(Differences.forward, pow(2, -26)), (.central, 0x1p-17 * 0x1.965fea53d6e3dp-1)] {
        for attempt in 0..<10 {
          let nodes = differences.formula(forCoordinate: 0, at: [x], in: box, attempt: attempt)?.nodes
          #expect(nodes == self.nodes(relative, differences == .central, x, box, attempt))
        }
      }
    }
  }

  private func nodes(_ relative: Double, _ isCentral: Bool, _ x: Double, _ box: Box, _ attempt: Int) -> [Double]? {
    let ways = isCentral ? 3 : 2
    guard attempt < 3 * ways else { return nil }
    let step = relative * max(1, x.magnitude) / Double(1 << (attempt / ways))
    let (above, below) = (min(x + step, box.upper[0]), max(x - step, box.lower[0]))
    let (up, down) = (above - x, x - below)
    guard up > 0 || down > 0 else { return nil }
    let isRoomy = min(up, down) > step / 2
    let isAbove = isCentral ? attempt % ways == 2 : attempt % ways == 0
    let far = (isRoomy ? isAbove : up >= down) ? above : below
    guard isCentral else { return [far] }
    if isRoomy && attempt % ways == 0 { return [above, below] }
    let middle = x + (far - x) / 2
    return middle != x && middle != far ? [middle, far] : [far]
  }

  @Test func rules() throws {
    #expect(try step(.forward, at: [0]) == pow(2, -26))
    #expect(try step(.backward, at: [0]) == -pow(2, -26))
    #expect(try step(Differences(step: .relative(0.5)), at: [4]) == 2)
    #expect(try step(Differences(step: .relative([0.5, 0.25])), at: [4, 8], along: 1) == 2)
    #expect(try step(Differences(step: .absolute(0.5)), at: [4]) == 0.5)
    #expect(try step(Differences(.central, step: .absolute([0.5, 0.25])), at: [4, 8], along: 1) == 0.25)
    #expect(try step(Differences(step: .relative(0.5).scaled(by: [16])), at: [4]) == 8)
    #expect(try step(Differences(step: .relative(0.5).scaled(by: [1e-3])), at: [0]) == 5e-4)
    let forward = try step(Differences(step: .noise(1e-6, derivative: 4)), at: [0])
    #expect(abs(forward / (pow(8, 0.25) * sqrt(1e-6 / 4)) - 1) < 1e-9)
    let central = try step(Differences(.central, step: .noise(1e-6, derivatives: [4])), at: [0])
    #expect(abs(central / (cbrt(3) * cbrt(1e-6 / 4)) - 1) < 1e-9)
    #expect(Differences().step == .relative && Differences(.central).step == .relative)
  }

  @Test func whatIsLeftOutHasTheDefault() throws {
    func isDefault(_ differences: Differences, at x: Double) throws -> Bool {
      let like = Differences(differences.method, extrapolation: differences.extrapolation)
      return try step(differences, at: [x, x], along: 1) == step(like, at: [x, x], along: 1)
    }
    for method in Differences.Method.allCases {
      for x in [0, -3, 1e4] {
        #expect(try isDefault(Differences(method, step: .relative([0.5, nil])), at: x))
        #expect(try isDefault(Differences(method, step: .absolute([0.5, nil])), at: x))
        #expect(
          try step(Differences(method, step: .relative([nil, 0.5])), at: [x, x], along: 0).magnitude < 0.01
            * max(1, abs(x)))
        let known = Differences(method, step: .noise(1e-6, derivatives: [4, nil]))
        #expect(try step(known, at: [x, x], along: 1) == step(Differences(method, step: .noise(1e-6)), at: [x, x]))
        #expect(
          try step(known, at: [x, x]) == step(Differences(method, step: .noise(1e-6, derivative: 4)), at: [x, x]))
      }
    }
    #expect(try step(Differences(step: .relative(0.5).scaled(by: [nil, 16])), at: [0, 0]) == 0.5)
    #expect(
      try step(Differences(step: .absolute([0.25, nil]).scaled(by: [1, 16])), at: [0, 0], along: 1) == pow(2, -22))
  }

  @Test func wrongOptionsAreTold() {
    func refuses(_ step: Differences.Step) -> Bool {
      do { try Differences(step: step).check(dimension: 2) } catch { return true }
      return false
    }
    for number in [0, -1, Double.nan, .infinity] {
      #expect(refuses(.relative(number)) && refuses(.absolute(number)) && refuses(.absolute([1, number])))
      #expect(refuses(.noise(number)) && refuses(.noise(1, derivative: number)))
      #expect(refuses(.relative.scaled(by: [1, number])))
      #expect(
        Differences(step: .absolute(number)).formula(forCoordinate: 0, at: [1, 1], in: free, attempt: 0) == nil)
    }
    #expect(refuses(.relative([1])) && refuses(.absolute([1, 2, 3])) && refuses(.relative.scaled(by: [])))
    #expect(!refuses(.relative) && !refuses(.noise(1e-3)) && !refuses(.absolute([1, 2])))
    #expect(refuses(.absolute([nil])) && refuses(.absolute([nil, 0])) && !refuses(.absolute([nil, 2])))
    #expect(throws: InvalidArgument.self) { try Differences.forward.resolving([1]).check(dimension: 2) }
  }

  /// With the step for its noise the error is close to the best of all steps.
  @Test func noiseStepIsNearlyBest() throws {
    let level = 1e-6
    var generator = SeededGenerator(seed: 5)
    func error(_ differences: Differences) throws -> Double {
      var squares = 0.0
      for _ in 0..<400 {
        let plan = try GradientPlan(at: [1], in: .unbounded(1), differences: differences)
        let resolved = try resolve(plan, in: .unbounded(1)) { x in
          exp(x[0]) + Double.random(in: -1...1, using: &generator) * level * sqrt(3)
        }
        squares += pow(resolved.estimate.gradient[0] - exp(1), 2)
      }
      return sqrt(squares / 400)
    }
    for method in Differences.Method.allCases {
      let chosen = try error(Differences(method, step: .noise(level, derivative: exp(1))))
      for factor in [1e-5, 1e-4, 1e-3, 1e-2, 3e-2, 0.1] {
        #expect(try error(Differences(method, step: .absolute(factor))) > 0.7 * chosen, "\(method), \(factor)")
      }
      #expect(try error(Differences(method)) > 3 * chosen)
    }
  }
}
