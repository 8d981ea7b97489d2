import NadirDerivatives
import NadirRandom
import Testing
import _TestSupport

@testable import NadirEvaluation

@Suite struct HistoryTests {
  /// Memory is bounded, and the best point, the failures and the order survive the thinning.
  @Test func thinsItself() async throws {
    let oracle = Oracle(
      evaluator: RecordingEvaluator { _ in 0 }, provides: .value,
      plain: { x in x[0] == 77_777 ? -1 : (x[0] == 5_001 ? .nan : x[0]) }, box: .unbounded(1),
      differences: Differences.forward, elapsed: { .zero })
    for i in 1...200_000 { _ = try await oracle.value(at: [Double(i)]) }
    let history = oracle.history
    #expect(history.isThinned)
    #expect(history.records.count < history.capacity)
    #expect(history.records.count > history.capacity / 4)
    #expect(history.records.filter(\.isBest).map(\.evaluation) == [1, 77_777])
    #expect(history.records.filter(\.failed).map(\.evaluation) == [5_001])
    #expect(zip(history.records, history.records.dropFirst()).allSatisfy { $0.evaluation < $1.evaluation })
    for (i, record) in history.records.enumerated() { #expect(history.point(i) == [Double(record.evaluation)]) }
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func whatMustNotBeLostIsKept(seed: UInt64) throws {
    print("HistoryTests.whatMustNotBeLostIsKept: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let dimension = Int.random(in: 1...12, using: &generator)
    var run = try RecordedRun(
      dimension: dimension, capacity: Int.random(in: 10...300, using: &generator),
      direction: generator.nextUnit() < 0.5 ? .minimize : .maximize)
    let failureRate = [0, 0.01, 0.3][Int.random(in: 0...2, using: &generator)]
    // A random walk improves often or seldom.
    let drift = [-1, -0.3, -0.1, 0, 0.5][Int.random(in: 0...4, using: &generator)]
    var level = 0.0
    for i in 1...Int.random(in: 1...5000, using: &generator) {
      level += drift + generator.nextUnit() - 0.5
      try run.add(i > 1 && generator.nextUnit() < failureRate ? .nan : level)
      if i.isMultiple(of: 257) { try run.check() }
    }
    try run.check()
  }

  /// Where every evaluation is the best so far, they are thinned too, and first and last stay.
  @Test func aMillionImprovementsAreBounded() throws {
    var run = try RecordedRun(dimension: 1, capacity: nil, direction: .minimize)
    for i in 0..<1_000_000 { try run.add(-Double(i)) }
    try run.check()
    let history = run.ledger.history
    #expect(2...128 ~= history.keptStride, "no more are dropped than must be")
    #expect(history.records.count > history.capacity / 4)
    let evaluations = history.records.map(\.evaluation)
    let gaps = zip(evaluations, evaluations.dropFirst()).map { $1 - $0 }
    #expect(gaps.allSatisfy { $0 <= 2 * history.keptStride }, "they are spread over the whole run")
  }

  @Test func aMillionFailuresAreBounded() throws {
    var run = try RecordedRun(dimension: 2, capacity: nil, direction: .maximize)
    try run.add(1)
    for _ in 1..<1_000_000 { try run.add(.nan) }
    try run.check()
    #expect(run.ledger.history.failureMessages.count > run.ledger.history.capacity / 4)
  }

  @Test func failuresThatAreDroppedLoseTheirMessages() throws {
    var run = try RecordedRun(dimension: 1, capacity: 16, direction: .minimize)
    try run.add(1)
    for _ in 1..<100 { try run.add(.nan) }
    try run.check()
    let history = run.ledger.history
    #expect(history.failureMessages.count < 16)
    #expect(history.failureMessages[2] != nil && history.failureMessages[100] != nil)
  }

  @Test func longMessagesAreKeptWithoutTheirMiddle() {
    var history = History(dimension: 1)
    let long = "first" + String(repeating: "–", count: 100_000) + "last"
    let messages = ["short", long, String(repeating: "x", count: 1024)]
    for (i, message) in messages.enumerated() {
      let record = History.Record(
        value: .nan, during: EvaluationSpan(start: 0, end: 0), evaluation: i + 1, round: 1, kind: .value, failed: true,
        isBest: false)
      history.append(record, at: [0], message: message)
    }
    let kept = (1...3).map { history.failureMessages[$0] ?? "" }
    #expect(kept[0] == messages[0] && kept[2] == messages[2])
    #expect(kept[1].hasPrefix("first–") && kept[1].hasSuffix("–last") && kept[1].utf8.count <= 1024)
    #expect(kept[1].unicodeScalars.allSatisfy { "firstla–… ".unicodeScalars.contains($0) }, "no character is cut")
  }

  /// Long points leave room for what must not be lost: the others are thinned first.
  @Test func longPointsAreThinnedBeforeTheBest() throws {
    var run = try RecordedRun(dimension: 1000, capacity: nil, direction: .minimize)
    var bests = 0
    for i in 0..<6000 {
      let isBetter = i.isMultiple(of: 10)
      if isBetter { bests += 1 }
      try run.add(isBetter ? -Double(i) : 1)
    }
    try run.check()
    let history = run.ledger.history
    #expect(history.keptStride == 1 && history.records.count(where: \.isBest) == bests)
    #expect(history.stride > 8)
  }

  /// Why there are no derivatives at the start is said also where no history is kept.
  @Test(arguments: [true, false])
  func theFirstFailureIsSaid(keepsHistory: Bool) async throws {
    struct Trouble: Error {}
    let oracle = Oracle(
      evaluator: RecordingEvaluator { _ in 0 }, provides: .value,
      plain: { x in
        if x != [1, 1] { throw Trouble() }
        return 0
      }, box: .unbounded(2), differences: Differences.forward, keepsHistory: keepsHistory, elapsed: { .zero })
    do throws(Interruption) {
      _ = try await oracle.valueAndGradient(at: [1, 1])
      Issue.record("there is a gradient")
    } catch {
      #expect("\(error)".contains("the first failure: the objective threw Trouble()"), "\(error)")
    }
  }

  @Test func withoutHistoryNothingIsKept() async throws {
    let oracle = Oracle(
      evaluator: RecordingEvaluator { _ in 0 }, provides: .value, plain: { $0[0] }, box: .unbounded(1),
      differences: Differences.forward, keepsHistory: false, elapsed: { .zero })
    for i in 1...3 { _ = try await oracle.value(at: [Double(i)]) }
    #expect(oracle.history.records.isEmpty && oracle.counts.evaluations == 3 && oracle.bestValue == 1)
  }
}

/// A ledger that is given values one by one, beside a plain list of them.
private struct RecordedRun {
  var ledger: Ledger
  private let direction: Direction
  private var values: [Double] = []

  init(dimension: Int, capacity: Int?, direction: Direction) throws {
    self.direction = direction
    ledger = Ledger(
      dimension: dimension, direction: direction, budget: .unlimited, policy: .worst, keepsHistory: true,
      stopwatch: Stopwatch(limit: nil, readsAtTicks: true, elapsed: { .zero }))
    ledger.history = History(dimension: dimension, capacity: capacity)
  }

  /// The value at the point whose coordinates all are the number of the evaluation.
  mutating func add(_ value: Double) throws {
    values.append(direction.sign * value)
    let x = [Double](repeating: Double(values.count), count: ledger.history.dimension)
    _ = try ledger.record(direction.sign * value, at: x, as: .value)
    if ledger.history.records.count >= ledger.history.capacity { Issue.record("there are too many records") }
  }

  func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
    var failures: [Int] = []
    var bests: [Int] = []
    var best = Double.infinity
    for (i, value) in values.enumerated() {
      let turned = direction.sign * value
      if !value.isFinite { failures.append(i + 1) }
      if turned < best {
        best = turned
        bests.append(i + 1)
      }
    }
    let history = ledger.history
    let records = history.records
    let evaluations = records.map(\.evaluation)
    let keptBests = records.filter(\.isBest).map(\.evaluation)
    let keptFailures = records.filter(\.failed).map(\.evaluation)

    let isOrdered = zip(evaluations, evaluations.dropFirst()).allSatisfy { $0 < $1 }
    let isTrue = records.enumerated().allSatisfy { i, record in
      let value = values[record.evaluation - 1]
      return (record.value == value || record.failed && record.value.isNaN && value.isNaN)
        && history.point(i).allSatisfy { $0 == Double(record.evaluation) }
    }
    #expect(isOrdered && isTrue, sourceLocation: sourceLocation)
    #expect(Set(history.failureMessages.keys) == Set(keptFailures), sourceLocation: sourceLocation)
    if history.keptStride == 1 {
      #expect(keptBests == bests && keptFailures == failures, sourceLocation: sourceLocation)
    } else {
      #expect(bests.count + failures.count > history.capacity / 2, sourceLocation: sourceLocation)
      #expect(Set(keptBests).isSubset(of: bests) && Set(keptFailures).isSubset(of: failures))
      #expect(keptBests.first == bests.first && keptBests.last == bests.last, sourceLocation: sourceLocation)
      #expect(
        keptFailures.first == failures.first && keptFailures.last == failures.last, sourceLocation: sourceLocation)
    }
    let pinned = Set(bests).union(failures)
    let others = evaluations.filter { !pinned.contains($0) }
    let expected = (1...values.count).filter { $0.isMultiple(of: history.stride) && !pinned.contains($0) }
    #expect(others == expected, sourceLocation: sourceLocation)
  }
}
