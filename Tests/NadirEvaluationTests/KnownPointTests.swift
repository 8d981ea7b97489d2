import NadirDerivatives
import NadirEvaluation
import Testing
import _TestSupport

/// A run that begins at a point whose value is known.
@Suite struct KnownPointTests {
  private let recorder = RecordingEvaluator { x, demand in
    demand.contains(.residuals) ? Evaluation(residuals: x) : Evaluation(value: x.reduce(0) { $0 + $1 * $1 })
  }
  private let known = KnownPoint(point: [3, 4], value: 25)

  private func oracle(
    _ known: KnownPoint, provides: Demand = .value, isPlain: Bool = false, evaluations: Int? = nil,
    direction: Direction = .minimize
  ) -> Oracle {
    let recorder = recorder
    let plain: ([Double]) throws -> Double = { x in try recorder.ask(x, .value).value }
    return Oracle(
      evaluator: recorder, provides: provides, plain: isPlain ? plain : nil, box: .unbounded(2), direction: direction,
      budget: Budget(evaluations: evaluations), differences: Differences.forward, known: known, elapsed: { .zero })
  }

  @Test(arguments: [false, true]) func theFirstQuestionIsAnsweredWithIt(isPlain: Bool) async throws {
    let one = oracle(known, isPlain: isPlain)
    #expect(one.bestValue == 25 && one.bestPoint == [3, 4])
    #expect(try await one.value(at: [3, 4]) == 25)
    #expect(one.counts == Counts() && recorder.points.isEmpty)
    #expect(try await one.value(at: [3, 4]) == 25)
    #expect(one.counts.evaluations == 1 && one.counts.rounds == 1)

    let batch = oracle(known, isPlain: isPlain, evaluations: 2)
    let points = PointBatch([[3, 4], [1, 1], [0, 1]])
    #expect(try await batch.values(at: points, exploringFrom: 2) == [25, 2, 1])
    #expect(batch.counts.evaluations == 2 && batch.counts.rounds == 1)
    #expect(batch.history.records.map(\.kind) == [.value, .exploration])
    #expect(batch.history.records.map(\.isBest) == [true, true])
    await #expect(throws: Interruption.self) { try await batch.value(at: [0, 0]) }
    #expect(recorder.points == [[3, 4], [1, 1], [0, 1]])
  }

  /// Derivatives by differences need the other points only.
  @Test func differencesAreMadeBesideIt() async throws {
    let oracle = oracle(known)
    let (value, gradient) = try await oracle.valueAndGradient(at: [3, 4])
    #expect(value == 25 && abs((gradient?[0] ?? 0) - 6) < 1e-5 && abs((gradient?[1] ?? 0) - 8) < 1e-5)
    #expect(recorder.points.count == 2 && !recorder.points.contains([3, 4]))
    #expect(oracle.bestGradient == gradient || oracle.bestValue ?? 0 < 25)
  }

  @Test func termsAreKnownWithTheValue() async throws {
    let known = KnownPoint(point: [3, 4], value: 25, terms: Terms(.residuals, [3, 4]))
    let oracle = oracle(known, provides: .residuals)
    let (value, residuals, jacobian) = try await oracle.residualsAndJacobian(at: [3, 4])
    #expect(value == 25 && residuals == [3, 4] && jacobian != nil)
    #expect(recorder.points.count == 2 && !recorder.points.contains([3, 4]))
    #expect(oracle.linearization?.point == [3, 4] && oracle.bestTerms?.numbers == [3, 4])
  }

  /// What is known is forgotten where it is no answer: at another point, or to a question about more.
  @Test(arguments: [false, true]) func otherFirstQuestionsAreEvaluated(isPlain: Bool) async throws {
    let elsewhere = oracle(known, isPlain: isPlain)
    #expect(try await elsewhere.value(at: [6, 8]) == 100)
    #expect(elsewhere.bestValue == 100 && elsewhere.counts.evaluations == 1)
    #expect(try await elsewhere.value(at: [3, 4]) == 25)

    let residuals = oracle(known, provides: .residuals)
    #expect(try await residuals.residuals(at: PointBatch([[3, 4]]))[0].residuals == [3, 4])
    #expect(residuals.counts.evaluations == 1 && residuals.bestTerms?.numbers == [3, 4])
  }

  /// The first evaluation is not that of the start, so that it may fail.
  @Test func onlyTheStartMustNotFail() async throws {
    let failing = RecordingEvaluator { _ in .nan }
    let oracle = Oracle(
      evaluator: failing, provides: .value, box: .unbounded(1), direction: .maximize,
      differences: Differences.forward, known: KnownPoint(point: [3], value: -2), elapsed: { .zero })
    #expect(try await oracle.values(at: PointBatch([[3], [4]])) == [-2, .infinity])
    #expect(oracle.bestValue == 2 && oracle.counts.failures == 1)
  }

  @Test func samplesAreExploration() async throws {
    let oracle = Oracle(
      evaluator: RecordingEvaluator { x in x[0] == 2 ? .nan : x[0] }, provides: .value, box: .unbounded(1),
      policy: .penalty(7), differences: Differences.forward, elapsed: { .zero })
    let known = try await oracle.explore(PointBatch([[1], [2], [3]]), for: .gradient)
    #expect(known == [KnownPoint(point: [1], value: 1), nil, KnownPoint(point: [3], value: 3)])
    #expect(oracle.history.records.map(\.kind) == [.exploration, .exploration, .exploration])
    #expect(oracle.counts.rounds == 1 && oracle.bestKnown == known[0])
  }

  @Test func samplesForResidualsHaveThem() async throws {
    let oracle = Oracle(
      evaluator: recorder, provides: [.value, .residuals], box: .unbounded(2), differences: Differences.forward,
      elapsed: { .zero })
    let known = try await oracle.explore(PointBatch([[1, 2], [3, 4]]), for: .residuals)
    #expect(known.map { $0?.terms?.numbers } == [[1, 2], [3, 4]])
    #expect(oracle.bestKnown?.terms?.numbers == [1, 2])
  }
}
