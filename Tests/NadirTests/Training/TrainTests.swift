import Nadir
import Testing

@Suite struct TrainTests {
  private let data = Sample.drawn(100, seed: 1)
  private let heldOut = Sample.drawn(61, seed: 2)

  private func trained(
    on workers: Workers, pieces: Int = 8, epochs: Int = 6
  ) async throws -> TrainingOutcome<Network<Double>, Adam<Double>> {
    try await train(
      Network.seeded(3), data: data, loss: logisticLoss, with: .adam(learningRate: 0.03), batchSize: 32, epochs: epochs,
      validating: heldOut, metrics: [accuracy], seed: 5, pieces: pieces, on: workers)
  }

  @Test func aNetworkLearnsACircle() async throws {
    let outcome = try await trained(on: .threads(2), epochs: 150)
    #expect(outcome.success && outcome.termination == .completed)
    let best = try #require(outcome.bestEpoch)
    #expect(try #require(best.metrics["accuracy"]) > 0.9)
    let right = heldOut.filter(outcome.best.isRight).count
    #expect((Double(right) / Double(heldOut.count) - best.metrics["accuracy"]!).magnitude < 1e-12)
    #expect(best.validationLoss == outcome.history.epochs.compactMap(\.validationLoss).min())
    #expect(outcome.loss == best.validationLoss && outcome.best.name == "circle")
    #expect(outcome.history.epochs.map(\.number) == Array(1...150))
    #expect(outcome.counts.steps == 600 && outcome.counts.epochs == 150 && outcome.counts.failures == 0)
    #expect(outcome.counts.evaluations == 150 * (100 + 61) && outcome.counts.rounds == 150 * 5)
    #expect("\(outcome)".contains("all epochs are done") && "\(outcome)".contains("150 epochs, 600 steps"))
  }

  @Test func workersDoNotChangeTheBits() async throws {
    let reference = try await trained(on: .inline)
    for workers in [1, 2, 3, 8] {
      expectSameBits(try await trained(on: .threads(workers)), reference, "on \(workers) threads")
    }
    #expect(try await trained(on: .inline, pieces: 3).checkpoint.point != reference.checkpoint.point)
  }

  /// One epoch is the loop that a person would write.
  @Test func anEpochIsStepsAlongMeansOfBatches() async throws {
    let start = Network.seeded(7)
    let outcome = try await train(
      start, data: data,
      batchLoss: { (network: Network<Variable>, samples) in
        .sum(samples.map { logisticLoss(network, $0) }) / Variable(Double(samples.count))
      }, with: .gradientDescent(learningRate: 0.1), batchSize: 30, epochs: 1, seed: 9)
    var orders = SeenOrders()
    _ = try await train(
      start, data: data, loss: orders.watched, with: .gradientDescent(learningRate: 0.1), batchSize: 30, epochs: 1,
      seed: 9, pieces: 1)
    var model = start
    var optimizer = GradientDescent(learningRate: 0.1)
    var losses: [Double] = []
    for batch in orders.samples.batches(of: 30) {
      let (loss, gradient) = try valueAndGradient(at: model) { network in
        .sum(batch.map { logisticLoss(network, $0) }) / Variable(Double(batch.count))
      }
      losses.append(loss * Double(batch.count))
      try optimizer.update(&model, along: gradient)
    }
    #expect(outcome.last == model && outcome.counts.steps == 4)
    #expect(outcome.history.epochs[0].trainingLoss == losses.reduce(0, +) / 100)
    #expect(orders.samples != data && orders.samples.count == 100)
    #expect(data.allSatisfy { sample in orders.samples.contains(sample) })
    orders = SeenOrders()
    _ = try await train(
      start, data: data, loss: orders.watched, with: .gradientDescent(), batchSize: 30, epochs: 2, seed: 9, pieces: 1)
    #expect(Array(orders.samples.prefix(100)) != Array(orders.samples.suffix(100)))
  }

  @Test func theLossOfABatchIsTheMeanOfItsExamples() async throws {
    let start = Network.seeded(7)
    let byExample = try await train(
      start, data: data, loss: logisticLoss, with: .adam(), batchSize: 16, epochs: 3, validating: heldOut)
    let byBatch = try await train(
      start, data: data,
      batchLoss: { (network: Network<Variable>, samples) in
        .sum(samples.map { logisticLoss(network, $0) }) / Variable(Double(samples.count))
      }, with: .adam(), batchSize: 16, epochs: 3, validating: heldOut)
    let byHand = try await train(
      in: try ParameterSpace(from: start), data: data,
      loss: TrainingLoss { samples in
        Objective(valueAndGradient: { network in
          try valueAndGradient(at: network) { network in
            .sum(samples.map { logisticLoss(network, $0) }) / Variable(Double(samples.count))
          }
        })
      }, with: .adam(), batchSize: 16, epochs: 3, validating: heldOut)
    expectSameBits(byHand, byExample, "gradients given by hand")
    #expect((byBatch.loss - byExample.loss).magnitude < 1e-12)
    for (one, other) in zip(byBatch.checkpoint.point, byExample.checkpoint.point) {
      #expect((one - other).magnitude < 1e-9)
    }
  }

  @Test func anAsynchronousLossIsAwaited() async throws {
    let slope = { @Sendable (x: [Double], points: ArraySlice<Double>) -> (value: Double, gradient: [Double]) in
      let errors = points.map { x[0] * $0 - 3 * $0 }
      let slopes = zip(errors, points).map { 2 * $0 * $1 }
      let count = Double(points.count)
      return (errors.reduce(0) { $0 + $1 * $1 } / count, [slopes.reduce(0, +) / count])
    }
    let loss = TrainingLoss<[Double], Double> { points in
      Objective(
        provides: [.value, .gradient],
        call: .asynchronous { x, _ in
          await Task.yield()
          let both = slope(x, points)
          return Evaluation(value: both.value, gradient: both.gradient)
        })
    }
    let points = (1...20).map { Double($0) / 20 }
    func trained(_ loss: TrainingLoss<[Double], Double>, _ workers: Workers) async throws -> TrainingOutcome<
      [Double], GradientDescent<Double>
    > {
      try await train(
        in: try ParameterSpace(from: [0.0]), data: points, loss: loss, with: .gradientDescent(learningRate: 0.5),
        batchSize: 8, epochs: 40, on: workers)
    }
    let outcome = try await trained(loss, .threads(3))
    #expect((outcome.best[0] - 3).magnitude < 1e-6)
    let synchronous = TrainingLoss<[Double], Double> { points in Objective(valueAndGradient: { slope($0, points) }) }
    expectSameBits(try await trained(synchronous, .inline), outcome, "synchronous")
    expectSameBits(try await trained(loss, .inline), outcome, "inline")
  }
}

/// The examples in the order in which their loss was asked for.
private final class SeenOrders: @unchecked Sendable {
  private(set) var samples: [Sample] = []

  /// The loss, which writes down what it is asked for. It is called by one thread.
  var watched: @Sendable (Network<Variable>, Sample) -> Variable {
    { network, sample in
      self.samples.append(sample)
      return logisticLoss(network, sample)
    }
  }
}
