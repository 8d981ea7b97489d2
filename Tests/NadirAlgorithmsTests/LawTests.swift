import NadirAlgorithms
import NadirEvaluation
import NadirProblems
import Testing
import _TestSupport

/// Every algorithm under every law, on every problem that it takes.
@Suite struct LawTests {
  /// An algorithm on a problem.
  struct Case: Sendable, CustomTestStringConvertible {
    var algorithm: any Algorithm
    var problem: TestProblem
    var gives: Demand

    var testDescription: String {
      let derivatives = gives.isDisjoint(with: [.gradient, .jacobian]) ? "" : " with its derivatives"
      return "\(type(of: algorithm).traits.name) on \(problem.name)\(derivatives)"
    }
  }

  /// Every algorithm with its default options on every problem, and on some with options that change what is asked for.
  static let cases: [Case] =
    AlgorithmCatalog.all.filter { !isFirstOrder($0) }.flatMap { cases(of: $0, on: problems(for: $0)) }
    + [LevenbergMarquardt(trials: 4), .init(acceleration: 0.75)].flatMap { algorithm in
      cases(of: algorithm, on: problems(for: algorithm).enumerated().filter { $0.offset % 4 == 1 }.map(\.element))
    } + firstOrderCases

  /// First-order methods differ in their optimizers alone, so that the problems are dealt out among them, by turns with the
  /// gradient and without. Of every two, one is with a learning rate that leads far: to bounds, and beyond the largest
  /// numbers.
  private static let firstOrderCases: [Case] = {
    let published = AlgorithmCatalog.all.filter(isFirstOrder) + [.gradientDescent(momentum: .nesterov(0.9))]
    return published.enumerated().flatMap { k, algorithm in
      let dealt = problems(for: algorithm).enumerated().filter { $0.offset % published.count == k }.map(\.element)
      return dealt.enumerated().map { i, problem in
        let forms = cases(of: i.isMultiple(of: 2) ? algorithm : algorithm.hasty, on: [problem])
        return forms[i / 2 % forms.count]
      }
    }
  }()

  private static func isFirstOrder(_ algorithm: any Algorithm) -> Bool {
    type(of: algorithm).traits.family == .firstOrder
  }

  private static func problems(for algorithm: any Algorithm) -> [TestProblem] {
    let traits = type(of: algorithm).traits
    let needsTerms = !traits.needs.isDisjoint(with: [.residuals, .contributions])
    let problems = TestProblems.smooth + (traits.handlesBounds ? TestProblems.bounded : [])
    return problems.filter { $0.residuals != nil || !needsTerms }
  }

  /// With the derivatives that the method asks for given, and made from differences.
  private static func cases(of algorithm: any Algorithm, on problems: [TestProblem]) -> [Case] {
    let needs = type(of: algorithm).traits.needs
    // Contributions are made of residuals.
    let forms: [Demand] =
      switch needs {
      case .gradient: [.value, [.value, .gradient]]
      case .residuals: [[.value, .residuals]]
      case [.residuals, .jacobian], [.contributions, .scores]:
        [[.value, .residuals], [.value, .residuals, .jacobian]]
      default: [.value]
      }
    return problems.flatMap { problem in forms.map { Case(algorithm: algorithm, problem: problem, gives: $0) } }
  }

  @Test(arguments: cases) func sameOnEveryEvaluator(_ subject: Case) async {
    func check(_ algorithm: some Algorithm) async {
      await Laws(algorithm, on: subject.problem, giving: subject.gives).sameOnEveryEvaluator()
    }
    await check(subject.algorithm)
  }

  @Test(arguments: cases) func resumesFromEveryEvaluation(_ subject: Case) async throws {
    func check(_ algorithm: some Algorithm) async throws {
      try await Laws(algorithm, on: subject.problem, giving: subject.gives).resumesFromEveryEvaluation()
    }
    try await check(subject.algorithm)
  }

  @Test(arguments: cases) func stateIsUnchangedByInterruptions(_ subject: Case) async throws {
    func check(_ algorithm: some Algorithm) async throws {
      try await Laws(algorithm, on: subject.problem, giving: subject.gives)
        .stateIsUnchangedByInterruptions()
    }
    try await check(subject.algorithm)
  }

  @Test(arguments: cases) func staysInTheBoxAndKeepsTheBest(_ subject: Case) async {
    func check(_ algorithm: some Algorithm) async {
      await Laws(algorithm, on: subject.problem, giving: subject.gives).staysInTheBoxAndKeepsTheBest()
    }
    await check(subject.algorithm)
  }

  /// Nelder–Mead is left out: its trial points at bounds can be vertices that it has. First-order methods are, too: with too
  /// large a learning rate they go round in circles. For others there is a test of their own.
  @Test(arguments: cases.filter { type(of: $0.algorithm).traits.needs != .value && !isFirstOrder($0.algorithm) })
  func asksForNoPointTwice(_ subject: Case) async {
    func check(_ algorithm: some Algorithm) async {
      await Laws(algorithm, on: subject.problem, giving: subject.gives).asksForNoPointTwice()
    }
    await check(subject.algorithm)
  }

  @Test(arguments: cases) func survivesFailures(_ subject: Case) async {
    func check(_ algorithm: some Algorithm) async {
      let laws = Laws(algorithm, on: subject.problem, giving: subject.gives)
      for seed in 1...5 as ClosedRange<UInt64> { await laws.survivesFailures(seed: seed, share: 0.1) }
    }
    await check(subject.algorithm)
  }
}

extension Algorithm {
  /// The method with a learning rate of 0.1.
  fileprivate var hasty: any Algorithm {
    var method = self
    do {
      try method.setOption("learning_rate", to: .number(0.1))
    } catch {
      Issue.record("\(Self.traits.name): \(error)")
    }
    return method
  }
}
