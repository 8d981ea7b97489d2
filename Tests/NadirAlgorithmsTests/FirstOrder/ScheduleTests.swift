import Foundation
import NadirEvaluation
import Testing

@testable import NadirAlgorithms

@Suite struct ScheduleTests {
  private func expect(_ schedule: Schedule, _ expected: [(step: Int, factor: Double)]) {
    for (step, factor) in expected {
      let own = schedule.factor(after: step)
      #expect((own - factor).magnitude <= 1e-15, "\(schedule), step \(step): \(own), not \(factor)")
    }
  }

  @Test func constantFactors() { expect(.constant, [(0, 1), (1_000_000, 1)]) }

  @Test func stepsGoDown() {
    expect(.stepDecay(every: 10), [(0, 1), (9, 1), (10, 0.1), (19, 0.1), (20, 0.01)])
    expect(.stepDecay(by: 0.5, every: 1), [(0, 1), (1, 0.5), (2, 0.25)])
  }

  @Test func exponentialsGoDown() {
    expect(.exponential(by: 0.25, over: 10), [(0, 1), (5, 0.5), (10, 0.25), (15, 0.125)])
  }

  @Test func cosinesGoDownToTheirFloor() {
    expect(.cosine(over: 12), [(0, 1), (4, 0.75), (6, 0.5), (8, 0.25), (12, 0), (100, 0)])
    expect(.cosine(over: 12, floor: 0.2), [(0, 1), (6, 0.6), (12, 0.2), (100, 0.2)])
  }

  @Test func warmUpsComeBeforeTheRest() {
    expect(.warmUp(over: 4), [(0, 0.25), (1, 0.5), (2, 0.75), (3, 1), (4, 1), (100, 1)])
    expect(.warmUp(over: 2, then: .cosine(over: 12)), [(0, 0.5), (1, 1), (2, 1), (6, 0.75), (14, 0)])
  }

  @Test func cyclesGoUpAndDownOnce() {
    let schedule = Schedule.oneCycle(over: 100, rising: 0.25, falling: 0.5, from: 0.2, to: 0.1)
    expect(schedule, [(0, 0.2), (10, 0.52), (25, 1), (50, 0.6), (75, 0.2), (80, 0.18), (100, 0.1), (1_000, 0.1)])
    expect(.oneCycle(over: 8, rising: 0.5, falling: 0.5, from: 0, to: 0), [(0, 0), (4, 1), (6, 0.5), (8, 0), (9, 0)])
  }

  /// The learning rate is multiplied in each update, and stays what it was.
  @Test func optimizersFollow() throws {
    var optimizer = GradientDescent(learningRate: 0.1).following(.stepDecay(by: 0.5, every: 2))
    var x = [0.0]
    var rates: [Double] = []
    for expected in [-0.1, -0.2, -0.25, -0.3, -0.325] {
      rates.append(optimizer.currentLearningRate)
      optimizer.update(&x, along: [1])
      #expect((x[0] - expected).magnitude < 1e-15 && optimizer.learningRate == 0.1)
    }
    #expect(rates == [0.1, 0.1, 0.05, 0.05, 0.025] && optimizer.step == 5)
    optimizer.learningRate = 0.4
    optimizer.update(&x, along: [1])
    #expect((x[0] + 0.425).magnitude < 1e-15)
  }

  /// A schedule may be written inside or outside of a decay: its factor is also that of the decay.
  @Test func decaysFollowSchedulesInAnyOrder() {
    let schedule = Schedule.warmUp(over: 10, then: .cosine(over: 50))
    let adam = Adam(learningRate: 0.1)
    #expect(points(of: adam.following(schedule).decaying(0.1)) == points(of: adam.decaying(0.1).following(schedule)))
  }

  @Test(arguments: [
    Schedule.constant, .stepDecay(every: 3), .exponential(by: 0.9, over: 7), .cosine(over: 5),
    .warmUp(over: 3, then: .warmUp(over: 2, then: .cosine(over: 5, floor: 0.1))), .oneCycle(over: 10),
  ])
  func theyAreEncoded(_ schedule: Schedule) throws {
    try schedule.validate()
    #expect(try JSONDecoder().decode(Schedule.self, from: JSONEncoder().encode(schedule)) == schedule)
  }

  @Test(arguments: [
    (Schedule.stepDecay(every: 0), "the length"), (.stepDecay(by: 0, every: 1), "the factor"),
    (.exponential(by: 1.5, over: 10), "the factor"), (.exponential(by: .nan, over: 10), "the factor"),
    (.exponential(by: 0.5, over: -1), "the length"), (.cosine(over: 10, floor: -1), "the floor"),
    (.warmUp(over: 0), "the length"), (.warmUp(over: 1, then: .cosine(over: 0)), "the length"),
    (.oneCycle(over: 0), "the length"), (.oneCycle(over: 9, rising: 0), "the rise and fall"),
    (.oneCycle(over: 9, rising: 0.6, falling: 0.6), "the rise and fall"),
    (.oneCycle(over: 9, from: 2), "the first factor"),
    (.oneCycle(over: 9, to: .nan), "the last factor"),
  ])
  func badSchedulesAreRefused(_ schedule: Schedule, _ name: String) throws {
    let error = #expect(throws: InvalidArgument.self) { try schedule.validate() }
    #expect("\(try #require(error))".hasPrefix(name))
  }
}
