import Nadir
import Synchronization
import Testing

private struct Trouble: Error, Equatable {
  var number: Int
}

/// A line through the origin; NaN, infinity and errors where the examples say so.
@Suite struct TrainingFailureTests {
  private enum Example: Sendable, Equatable {
    case point(Double)
    case notANumber, infinite, throwing(Int)
  }

  private static let loss: @Sendable ([Variable], Example) throws -> Variable = { model, example in
    switch example {
    case .point(let t):
      let error = model[0] * Variable(t) - Variable(3 * t)
      return error * error
    case .notANumber: return model[0] * Variable(Double.nan)
    case .infinite: return model[0] / Variable(0.0)
    case .throwing(let number): throw Trouble(number: number)
    }
  }

  private let points = (1...30).map { Example.point(Double($0) / 30) }

  private func trained(
    _ data: [Example], validating heldOut: [Example] = [], epochs: Int = 40, batchSize: Int = 4,
    onFailure policy: FailurePolicy = .worst, on workers: Workers = .inline
  ) async throws -> TrainingOutcome<[Double], GradientDescent<Double>> {
    try await train(
      [0.0], data: data, loss: Self.loss, with: .gradientDescent(learningRate: 0.5), batchSize: batchSize,
      epochs: epochs,
      validating: heldOut, seed: 1, on: workers, onFailure: policy)
  }

  @Test(arguments: [Workers.inline, .threads(3)])
  func aBatchThatFailsMakesNoStep(_ workers: Workers) async throws {
    let outcome = try await trained(points + [.notANumber, .infinite, .throwing(7)], on: workers)
    #expect(outcome.success && (outcome.best[0] - 3).magnitude < 1e-6)
    #expect(outcome.counts.failures >= 40 && outcome.counts.failures + outcome.counts.steps == 40 * 9)
    #expect(outcome.history.epochs.reduce(0) { $0 + $1.failures } == outcome.counts.failures)
    #expect(outcome.history.epochs.allSatisfy { $0.trainingLoss.isFinite && $0.gradientNorm.isFinite })
    #expect(outcome.failure != nil && "\(outcome)".contains("failures"))
  }

  /// A rate of 1 or more, or no value at all; what is decoded is counted.
  private struct Rate: Codable, Sendable {
    final class Decodings: Sendable { let count = Mutex(0) }

    @TaskLocal static var decodings: Decodings?

    var rates: [Double]

    private enum CodingKeys: CodingKey { case rates }

    init(_ rate: Double) { rates = [rate] }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      rates = try container.decode([Double].self, forKey: .rates)
      guard rates[0] >= 1 else {
        throw DecodingError.dataCorruptedError(forKey: .rates, in: container, debugDescription: "a rate is 1 or more")
      }
      Self.decodings?.count.withLock { $0 += 1 }
    }
  }

  /// The model takes every number; the type of the parameters does not.
  @Test func aStepIntoWhatTheTypeRefusesIsNotMade() async throws {
    struct Model: Decodable { var rates: [Variable] }
    var counts: [Int] = []
    for pieces in [1, 4] {
      let decodings = Rate.Decodings()
      let outcome = try await Rate.$decodings.withValue(decodings) {
        try await train(
          Rate(1.5), data: [1.0, 2, 3, 4], loss: { (model: Model, _) in model.rates[0] * model.rates[0] },
          with: .gradientDescent(learningRate: 0.1), batchSize: 4, epochs: 9, pieces: pieces)
      }
      counts.append(decodings.count.withLock { $0 })
      #expect(outcome.termination == .failed && outcome.counts.steps == 1 && outcome.counts.failures == 1)
      #expect((outcome.last.rates[0] - 1.2).magnitude < 1e-12)
      #expect(outcome.failure?.message.contains("a rate is 1 or more") == true)
    }
    // The parameters are made once after each step, and not for each piece.
    #expect(counts[0] == counts[1] && counts[0] > 0)
  }

  /// What a type without the rule came to is no beginning.
  @Test func aCheckpointAtWhatTheTypeRefusesIsRefused() async throws {
    struct Model: Decodable { var rates: [Variable] }
    struct Free: Codable, Sendable { var rates = [1.5] }
    let loss: @Sendable (Model, Double) throws -> Variable = { model, _ in model.rates[0] * model.rates[0] }
    let free = try await train(
      Free(), data: [1.0], loss: loss, with: .gradientDescent(learningRate: 0.1), epochs: 9)
    #expect(free.last.rates[0] < 1)
    await #expect {
      try await train(
        Rate(1.5), data: [1.0], loss: loss, with: .gradientDescent(learningRate: 0.1), epochs: 10,
        resuming: free.checkpoint)
    } throws: { error in
      "\(error)".contains("the point of the checkpoint") && "\(error)".contains("a rate is 1 or more")
    }
  }

  @Test func aFirstEpochOfFailuresIsAnError() async throws {
    await #expect {
      try await trained([.throwing(1), .throwing(2)], batchSize: 1)
    } throws: { error in
      guard case .startFailed(let failure) = error as? TrainingError else { return false }
      return failure.underlying is Trouble
        && "\(error)".contains("every batch of the first epoch failed: the objective threw")
    }
    await #expect {
      try await trained(points + [.notANumber], batchSize: 31)
    } throws: { error in
      guard case .startFailed(let failure) = error as? TrainingError else { return false }
      return failure.kind == .notFinite && failure.message == "the loss is nan"
    }
  }

  /// The model is the last good one where later epochs have no batch that does not fail.
  @Test func anEpochWithoutAStepEndsTheTraining() async throws {
    let outcome = try await train(
      [0.0], data: [1.0, 2, 3, 4],
      loss: { (model: [Variable], t) in
        if model[0].primal > 1 { throw Trouble(number: 0) }
        return -model[0] * Variable(t)
      }, with: .gradientDescent(learningRate: 0.1), batchSize: 2, epochs: 100)
    #expect(outcome.termination == .failed && !outcome.success)
    #expect(outcome.history.epochs.last?.failures == 2 && outcome.counts.epochs < 100)
    #expect(outcome.checkpoint.best?.epoch == outcome.counts.epochs - 1 && outcome.loss.isFinite)
    #expect(outcome.failure?.underlying as? Trouble == Trouble(number: 0))
  }

  /// A step that leads to no number is none; what the optimizer remembers is as before.
  @Test func aStepToNoNumberIsTakenBack() async throws {
    let outcome = try await train(
      [1.0], data: [0.0, 0],
      loss: { (model: [Variable], _) in model[0] * model[0] }, with: Leaping(), batchSize: 1, epochs: 4)
    #expect(outcome.last == [0.5] && outcome.counts.steps == 1 && outcome.counts.failures == 3)
    #expect(outcome.optimizer.updates == 1 && outcome.termination == .failed)
    #expect(outcome.failure?.message == "the step leads to inf in a coordinate")
  }

  @Test func theFirstFailureIsRethrown() async throws {
    await #expect {
      try await trained(points + [.throwing(5)], onFailure: .rethrow)
    } throws: { error in
      guard case .evaluationFailed(let failure, epoch: 1, batch: _) = error as? TrainingError else { return false }
      return failure.underlying as? Trouble == Trouble(number: 5)
    }
    await #expect {
      try await trained(points, validating: [.notANumber], onFailure: .rethrow)
    } throws: { error in "\(error)" == "batch 9 of epoch 1 failed: the loss is nan" }
  }

  @Test func whatIsHeldOutMayFail() async throws {
    let outcome = try await trained(points, validating: [.throwing(1)], epochs: 3)
    #expect(outcome.termination == .completed && !outcome.success && outcome.counts.failures == 0)
    #expect(outcome.history.epochs.allSatisfy { $0.validationLoss?.isNaN == true } && outcome.loss.isNaN)
    #expect(outcome.best == outcome.last && outcome.failure?.underlying is Trouble)

    let measured = try await train(
      [0.0], data: points, loss: Self.loss, with: .gradientDescent(), epochs: 1, validating: points,
      metrics: [
        Metric("bad") { (_: [Double], _) in throw Trouble(number: 2) }, Metric("good") { (_: [Double], _) in 2 },
      ])
    let metrics = try #require(measured.bestEpoch).metrics
    #expect(metrics["bad"]?.isNaN == true && metrics["good"] == 2)
  }

  @Test func aModelThatDoesNotCarryDerivativesSaysSo() async throws {
    await #expect {
      try await train(
        ["a": 1.0, "b": 2.0], data: [1.0],
        loss: { (model: Deaf, t) in model.a * Variable(t) }, with: .adam(), epochs: 1)
    } throws: { error in "\(error)".contains("has no component") && "\(error)".contains("b") }
  }

  private struct Deaf: Decodable {
    var a: Variable
    var b: Double
  }
}

/// Halves a number, and then leaps.
private struct Leaping: Optimizer {
  var learningRate = 0.25
  var updates = 0

  mutating func update(_ x: inout [Double], along gradient: [Double]) {
    updates += 1
    x[0] = updates > 1 ? .infinity : x[0] - learningRate * gradient[0]
  }
}
