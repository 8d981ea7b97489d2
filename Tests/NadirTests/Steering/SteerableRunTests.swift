import Foundation
import Nadir
import NadirLinear
import NadirProblems
import Synchronization
import Testing
import _TestSupport

@Suite struct SteerableRunTests {
  /// Told in random order, one by one or several at once, every algorithm does what it does with a function.
  @Test(arguments: AlgorithmCatalog.all, [TestProblems.rosenbrock(3), TestProblems.hs38, TestProblems.bard])
  func tellingIsMinimizing(_ algorithm: any Algorithm, _ problem: TestProblem) async throws {
    let traits = type(of: algorithm).traits
    guard problem.box.isUnbounded || traits.handlesBounds else { return }
    guard traits.needs.isDisjoint(with: [.residuals, .contributions]) || problem.residuals != nil else { return }
    let space = try ParameterSpace(
      from: problem.start, bounds: Bounds(lower: problem.box.lower, upper: problem.box.upper))
    func run(_ algorithm: some Algorithm) throws -> Run<[Double]> {
      try Run(.minimize, in: space, using: algorithm, budget: Budget(evaluations: 300))
    }
    let run = try run(algorithm)
    let seed = UInt64(problem.start.count)
    var generator = SeededGenerator(seed: seed)
    let objective = problem.residuals.map { Objective(residuals: $0) } ?? Objective { x in problem.value(x) }
    let reference = try await run(objective)
    let told = try SteerableRun(run, provides: objective.provides)
    while let batch = await told.ask() {
      for question in batch.shuffled(using: &generator) {
        #expect(question.parameters == question.numbers && question.paths == space.paths)
        if let residuals = problem.residuals {
          try told.tell(Evaluation(residuals: residuals(question.parameters)), for: question)
        } else {
          try told.tell(problem.value(question.parameters), for: question)
        }
      }
    }
    expectSame(try await told.outcome, reference)
    #expect(told.log.count <= reference.counts.evaluations && told.openQuestions.isEmpty)
  }

  private struct Model: Codable, Equatable {
    var dose = 0.5
    var mixture = [0.5, 0.5]
    var steps = 3
  }

  private static func value(_ model: Model) -> Double {
    (model.dose - 2) * (model.dose - 2) + Double(model.steps) * (model.mixture[0] - 0.3) * (model.mixture[0] - 0.3)
  }

  private static func gradient(_ model: Model) -> Model {
    Model(dose: 2 * (model.dose - 2), mixture: [2 * Double(model.steps) * (model.mixture[0] - 0.3), 0])
  }

  private static func run() throws -> Run<Model> {
    try Run(
      .minimize,
      in: try ParameterSpace(from: Model(), bounds: ["dose": 0...1.5], constraints: [.simplex("mixture")]))
  }

  @Test func questionsHaveTheShapeOfTheStart() async throws {
    let run = try Self.run()
    let reference = try await run(Objective(value: { Self.value($0) }, gradient: { Self.gradient($0) }))
    for isFlat in [false, true] {
      let told = try SteerableRun(run, provides: [.value, .gradient])
      while let batch = await told.ask() {
        for question in batch {
          #expect(question.demand == [.value, .gradient] && question.paths == ["dose", "mixture[0]", "mixture[1]"])
          let (value, gradient) = (Self.value(question.parameters), Self.gradient(question.parameters))
          if isFlat {
            try told.tell(
              flat: Evaluation(value: value, gradient: [gradient.dose] + gradient.mixture), for: question.id)
          } else {
            try told.tell(Evaluation(value: value, gradient: gradient), for: question)
          }
        }
      }
      expectSame(try await told.outcome, reference)
    }
  }

  @Test func residualsComeWithTheirJacobian() async throws {
    let run = try Run(.minimize, in: try ParameterSpace(from: [3.0, 3]))
    let objective = Objective<[Double]>(
      residuals: { x in [x[0] - 1, x[0] * x[1]] },
      jacobian: { x in Matrix(rowCount: 2, elements: [1, x[1], 0, x[0]]) })
    let told = try SteerableRun(run, provides: [.residuals, .jacobian], loss: .cauchy(scale: 2))
    while let batch = await told.ask() {
      for question in batch {
        let x = question.parameters
        let jacobian = Matrix(rowCount: 2, elements: [1, x[1], 0, x[0]])
        try told.tell(Evaluation(residuals: [x[0] - 1, x[0] * x[1]], jacobian: jacobian), for: question)
      }
    }
    expectSame(try await told.outcome, try await run(try objective.with(loss: .cauchy(scale: 2))))
  }

  @Test func whatIsNoAnswerIsSaid() async throws {
    let told = try SteerableRun(try Self.run(), provides: [.value, .gradient])
    let question = try #require(await told.ask()?.first)
    func reason(_ tell: () throws -> Void) -> String {
      do { try tell() } catch { return "\(error)" }
      return ""
    }
    let prefix = "this is no answer to the question \(question.id): "
    #expect(reason { try told.tell(1, for: question) } == prefix + "the gradient is asked for, too")
    #expect(
      reason { try told.tell(flat: Evaluation(value: 1, gradient: [1]), for: question.id) }
        == prefix + "the gradient has 1 components, not 3")
    let wrong = Evaluation(value: 1, gradient: Model(mixture: [1]))
    #expect(reason { try told.tell(wrong, for: question) }.hasPrefix(prefix))
    let unknown = try #require(QuestionID("0123456789abcdef0123456789abcdef"))
    #expect(throws: SteeringError.unknown(unknown)) { try told.tell(1, for: unknown) }
    let answer = Evaluation(value: 1, gradient: Self.gradient(question.parameters))
    #expect(told.log.count == 0)
    try told.tell(answer, for: question)
    #expect(throws: SteeringError.answered(question.id)) { try told.tell(answer, for: question) }

    let residuals = try SteerableRun(
      try Run(.minimize, in: try ParameterSpace(from: [1.0]), differences: .central), provides: .residuals)
    let batch = try #require(await residuals.ask())
    let last = try #require(batch.last?.id)
    #expect(reason { try residuals.tell(2, for: last) }.hasSuffix("residuals are asked for"))
    try residuals.tell(Evaluation(residuals: [1, 2]), for: batch[0])
    #expect(
      reason { try residuals.tell(Evaluation(residuals: [1]), for: last) }
        .hasSuffix("there are 1 residuals, but there were 2 before"))
  }

  @Test func severalAnswersAreTakenTogetherOrNotAtAll() async throws {
    let told = try SteerableRun(try Run(.minimize, in: try ParameterSpace(from: [3.0, 4])))
    let batch = try #require(await told.ask())
    #expect(batch.count == 3)
    var values = Dictionary(uniqueKeysWithValues: batch.map { ($0.id, $0.numbers.reduce(0) { $0 + $1 * $1 }) })
    let stranger = try #require(QuestionID(String(repeating: "f", count: 32)))
    values[stranger] = 1
    #expect(throws: SteeringError.unknown(stranger)) { try told.tell(values) }
    #expect(told.openQuestions.map(\.id) == batch.map(\.id))
    values[stranger] = nil
    try told.tell(values)
    #expect(try #require(await told.ask()).count > 0)
  }

  @Test func failuresAreWhatThePolicySays() async throws {
    let value: @Sendable ([Double]) -> Double = { x in x[0] < 0.5 ? .nan : (x[0] - 1) * (x[0] - 1) }
    let run = try Run(.minimize, in: try ParameterSpace(from: [4.0]), using: .nelderMead())
    let reference = try await run(Objective { x in value(x) })
    #expect(reference.counts.failures > 0)
    for isNaN in [true, false] {
      let told = try SteerableRun(run)
      while let batch = await told.ask() {
        for question in batch {
          let value = value(question.parameters)
          if value.isNaN && !isNaN {
            try told.tell(EvaluationFailure(.threw, "the sample broke"), for: question)
          } else {
            try told.tell(value, for: question)
          }
        }
      }
      expectSame(try await told.outcome, reference)
      let messages = try await told.outcome.history.compactMap(\.failure)
      #expect(isNaN || messages.contains("the sample broke"))
    }
    let failing = try SteerableRun(run)
    for question in try #require(await failing.ask()) {
      try failing.tell(EvaluationFailure(.threw, "no"), for: question)
    }
    await #expect(throws: OptimizationError.self) { try await failing.outcome }
    #expect(await failing.ask() == nil)
  }

  /// A run that is cut after any number of answers goes on from its log, through JSON, and asks only what was never told.
  @Test func aLogSurvivesRestarts() async throws {
    let run = try Run(
      .minimize, in: try ParameterSpace(from: [-1.2, 1]), using: .nelderMead(), budget: Budget(evaluations: 60))
    let problem = TestProblems.rosenbrock(2)
    let reference = try await run(Objective { x in problem.value(x) })
    var log: SteeringLog?
    var told: Set<QuestionID> = []
    var generator = SeededGenerator(seed: 3)
    for limit in [1, 2, 7, 20, 1000] {
      let steered = try SteerableRun(run, resuming: log)
      var answers = 0
      asking: while let batch = await steered.ask() {
        for question in batch.shuffled(using: &generator) {
          #expect(told.insert(question.id).inserted, "asked twice")
          try steered.tell(problem.value(question.parameters), for: question)
          answers += 1
          if answers == limit { break asking }
        }
      }
      log = try JSONDecoder().decode(SteeringLog.self, from: JSONEncoder().encode(steered.log))
      #expect(log == steered.log && log?.count == told.count)
      if limit == 1000 { expectSame(try await steered.outcome, reference) }
    }
    let again = try SteerableRun(run, resuming: log)
    #expect(await again.ask() == nil, "everything is known")
    expectSame(try await again.outcome, reference)
    #expect(throws: OptimizationError.self) {
      try SteerableRun(try Run(.minimize, in: try ParameterSpace(from: ["a": 1.0])), resuming: log)
    }
  }

  /// NaN, infinities, failures, gradients and Jacobians keep their bits.
  @Test func logsKeepEveryBit() async throws {
    let run = try Run(.minimize, in: try ParameterSpace(from: [0.1]), budget: Budget(evaluations: 2))
    let steered = try SteerableRun(run, provides: [.residuals, .jacobian])
    let question = try #require(await steered.ask()?.first)
    let jacobian = Matrix(rowCount: 2, elements: [.infinity, .leastNonzeroMagnitude])
    try steered.tell(Evaluation(residuals: [0.1, -0.0], jacobian: jacobian), for: question)
    let log = try JSONDecoder().decode(SteeringLog.self, from: JSONEncoder().encode(steered.log))
    #expect(log == steered.log && log.count == 1)
    await #expect(throws: OptimizationError.self, "the Jacobian is not finite at the start") {
      _ = try await SteerableRun(run, provides: [.residuals, .jacobian], resuming: log).outcome
    }
  }

  @Test func stoppingKeepsTheBestSoFar() async throws {
    let told = try SteerableRun(try Run(.minimize, in: try ParameterSpace(from: [3.0, 4])))
    var rest: [Question<[Double]>] = []
    for round in 0..<2 {
      let batch = try #require(await told.ask())
      for question in batch.dropLast(round) {
        try told.tell(question.numbers.reduce(0) { $0 + $1 * $1 }, for: question)
      }
      rest = batch.suffix(round)
    }
    told.stop()
    let outcome = try await told.outcome
    #expect(outcome.termination == .stopped(.cancelled) && outcome.value < 25)
    #expect(outcome.counts.evaluations == told.log.count, "half a batch counts, too")
    #expect(await told.ask() == nil && told.openQuestions.isEmpty)
    let known = told.log.count
    try told.tell(1, for: rest[0])
    #expect(told.log.count == known + 1, "what comes late is kept")
  }

  @Test func askingEndsWithItsTask() async throws {
    let told = try SteerableRun(try Run(.minimize, in: try ParameterSpace(from: [3.0])))
    _ = try #require(await told.ask())
    let asking = Task { await told.ask() == nil }
    asking.cancel()
    #expect(await asking.value)
  }

  /// A run that nobody holds any more ends.
  @Test func aRunThatIsDroppedEnds() async throws {
    final class Canary: Sendable {
      let isGone: @Sendable () -> Void
      init(_ isGone: @escaping @Sendable () -> Void) { self.isGone = isGone }
      deinit { isGone() }
    }
    let isGone = Atomic(false)
    do {
      let canary = Canary { isGone.store(true, ordering: .relaxed) }
      let run = try Run(
        .minimize, in: try ParameterSpace(from: [3.0]), observers: [.watching { _ in withExtendedLifetime(canary) {} }])
      _ = await (try SteerableRun(run)).ask()
    }
    while !isGone.load(ordering: .relaxed) { await Task.yield() }
  }

  /// Many tasks ask and tell at the same time.
  @Test func anyTaskMayAskAndTell() async throws {
    let run = try Run(.minimize, in: try ParameterSpace(from: [-1.2, 1, 1]), budget: Budget(evaluations: 500))
    let problem = TestProblems.rosenbrock(3)
    let told = try SteerableRun(run)
    try await withThrowingDiscardingTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          while let batch = await told.ask() {
            try await withThrowingDiscardingTaskGroup { group in
              for question in batch {
                group.addTask { try told.tell(problem.value(question.parameters), for: question) }
              }
            }
          }
        }
      }
    }
    expectSame(try await told.outcome, try await run(Objective { x in problem.value(x) }))
  }

  @Test func misuseIsSaidBeforeTheFirstQuestion() throws {
    #expect(throws: OptimizationError.self) {
      try SteerableRun(try Run(.minimize, in: try ParameterSpace(from: [3.0]), using: LevenbergMarquardt()))
    }
    #expect(throws: OptimizationError.self) {
      try SteerableRun(
        try Run(.minimize, in: try ParameterSpace(from: [3.0])), provides: .residuals, loss: .huber(scale: -1))
    }
  }
}
