import Foundation
public import NadirAlgorithms
import NadirDerivatives
public import NadirEvaluation
public import NadirProblems
import Testing

private struct Trouble: Error {}

/// What holds for every algorithm on every problem.
public struct Laws<Subject: Algorithm>: Sendable {
  let algorithm: Subject
  let problem: TestProblem
  /// What the objective gives; derivatives beyond it are made from differences.
  let gives: Demand
  /// Enough for every algorithm to show all that it does, and for the tests to be quick.
  let limit = 400

  public init(_ algorithm: Subject, on problem: TestProblem, giving gives: Demand = .value) {
    self.algorithm = algorithm
    self.problem = problem
    self.gives = gives
  }

  /// How a run ended, to the bit.
  struct Ending: Equatable {
    var termination: String
    var state: Subject.State?
    var counts: Counts
    var bestPoint: [UInt64]
    var bestValue: UInt64?
  }

  private func oracle(
    _ evaluator: any Evaluator, plain: (([Double]) throws -> Double)? = nil, budget: Int, checkpoint: Checkpoint? = nil
  ) -> Oracle {
    Oracle(
      evaluator: evaluator, provides: gives, plain: plain, box: problem.box,
      budget: Budget(evaluations: budget), differences: Differences.forward, checkpoint: checkpoint,
      elapsed: { .zero })
  }

  private func run(_ oracle: Oracle, from state: Subject.State? = nil) async -> Ending {
    var state = state
    var termination: String
    do throws(Interruption) {
      let ended = try await algorithm.drive(&state, from: problem.start, asking: oracle, iterations: nil, watch: nil)
      termination = "\(ended)"
    } catch {
      termination = "\(error)"
    }
    return Ending(
      termination: termination, state: state, counts: oracle.counts, bestPoint: oracle.bestPoint.map(\.bitPattern),
      bestValue: oracle.bestValue?.bitPattern)
  }

  private var recorder: RecordingEvaluator { RecordingEvaluator(problem) }

  /// The trajectory is the same on every evaluator.
  public func sameOnEveryEvaluator() async {
    let recorded = await run(oracle(recorder, budget: limit))
    if gives == .value {
      let plain = await run(oracle(recorder, plain: problem.value, budget: limit))
      #expect(plain == recorded)
      let scattered = await run(oracle(ScatteredEvaluator(problem.value), budget: limit))
      #expect(scattered == recorded)
    }
    let journaled = await run(oracle(recorder, budget: limit, checkpoint: Checkpoint()))
    #expect(journaled == recorded)
  }

  /// A run that is cut at evaluation k, saved, read back and resumed is the uninterrupted run, for every k; the budget
  /// is met exactly; the state is the one before the cut iteration; no evaluation is lost or repeated.
  public func resumesFromEveryEvaluation() async throws {
    let whole = recorder
    let uninterrupted = await run(oracle(whole, budget: limit, checkpoint: Checkpoint()))
    let total = uninterrupted.counts.evaluations
    let stride = max(1, total / 16)
    for k in Swift.stride(from: 1, to: total, by: stride) {
      let first = recorder
      let cut = oracle(first, budget: k, checkpoint: Checkpoint())
      let ending = await run(cut)
      #expect(first.points.count == k && ending.counts.evaluations == k, "cut at \(k)")
      let checkpoint = try roundTrip(try #require(cut.checkpoint))
      let state = try ending.state.map(roundTrip)
      #expect(state == ending.state, "the state after \(k) evaluations is encoded without loss")

      let second = recorder
      let resumed = await run(oracle(second, budget: limit, checkpoint: checkpoint), from: state)
      #expect(resumed == uninterrupted, "cut at \(k)")
      #expect(first.points + second.points == whole.points, "cut at \(k)")
    }
  }

  /// An interruption leaves the state as it was.
  public func stateIsUnchangedByInterruptions() async throws {
    let whole = await run(oracle(recorder, budget: limit))
    let total = whole.counts.evaluations
    for k in stride(from: problem.dimension + 2, to: total, by: max(1, total / 16)) {
      let oracle = oracle(recorder, budget: k)
      guard var state = try? await algorithm.start(at: problem.start, asking: oracle) else { continue }
      var before = state
      do throws(Interruption) {
        while true {
          before = state
          guard try await algorithm.advance(&state, asking: oracle) == .advanced else { break }
        }
      } catch {
        #expect(state == before, "interrupted at \(k)")
      }
    }
  }

  /// Every point asked for is in the box, the first is the start, and the outcome is the best point seen.
  public func staysInTheBoxAndKeepsTheBest() async {
    let recorder = recorder
    let ending = await run(oracle(recorder, budget: 5 * limit))
    #expect(recorder.points.first == problem.start)
    #expect(recorder.points.allSatisfy(problem.box.contains))
    let best = recorder.points.map(problem.value).filter(\.isFinite).min()
    #expect(ending.bestValue == best?.bitPattern)
  }

  /// No point is evaluated twice, difference points included.
  public func asksForNoPointTwice() async {
    let recorder = recorder
    _ = await run(oracle(recorder, budget: 5 * limit))
    var seen: Set<[Double]> = []
    let repeated = recorder.points.enumerated().filter { !seen.insert($1).inserted }
    #expect(
      repeated.isEmpty, "\(repeated.count) of \(recorder.points.count), first as evaluation \(repeated[0].offset + 1)")
  }

  /// NaN, infinities and thrown errors at random points are survived, and never become the best point.
  public func survivesFailures(seed: UInt64, share: Double) async {
    let start = problem.start
    let value = problem.value
    let problem = problem
    let recorder = RecordingEvaluator { x, demand in
      var evaluation = problem.evaluation(at: x, for: demand)
      guard x != start else { return evaluation }
      var generator = SeededGenerator(seed: x.reduce(seed) { ($0 ^ $1.bitPattern) &* 0x9E37_79B9_7F4A_7C15 })
      guard Double.random(in: 0..<1, using: &generator) < share else { return evaluation }
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: evaluation.value = .nan
      case 1: evaluation.value = .infinity
      case 2: evaluation.value = -.infinity
      default: throw Trouble()
      }
      return evaluation
    }
    let oracle = oracle(recorder, budget: limit)
    let ending = await run(oracle)
    #expect(ending.counts.evaluations == recorder.points.count && ending.counts.evaluations <= limit, "seed \(seed)")
    #expect(oracle.bestValue?.isFinite == true, "seed \(seed)")
    if let best = oracle.bestValue { #expect(best == value(oracle.bestPoint), "seed \(seed)") }
    #expect(oracle.bestValue ?? .infinity <= value(start), "seed \(seed)")
  }

  private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try decoder.decode(Value.self, from: encoder.encode(value))
  }
}
