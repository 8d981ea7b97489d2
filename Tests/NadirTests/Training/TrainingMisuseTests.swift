import Nadir
import Testing

/// What is wrong is said before the first evaluation, with its name, its value and what was expected.
@Suite struct TrainingMisuseTests {
  private func message(
    _ model: [Double] = [0.0], data: [Double] = [1.0, 2], rate: Double = 0.1, batchSize: Int = 2, epochs: Int = 1,
    validating heldOut: [Double] = [], metrics: [Metric<[Double], Double>] = [], pieces: Int = 8,
    on workers: Workers = .inline, plateau: ReduceOnPlateau? = nil, averaging: IterateAverage? = nil,
    stopping: EarlyStopping? = nil, budget: Budget = .unlimited, onFailure policy: FailurePolicy = .worst,
    checkpointing: Checkpointing<Adam<Double>>? = nil
  ) async -> String {
    do throws(TrainingError) {
      _ = try await train(
        model, data: data,
        loss: { (x: [Variable], t) in
          Issue.record("the loss was evaluated")
          return x[0] * Variable(t)
        }, with: .adam(learningRate: rate), batchSize: batchSize, epochs: epochs, validating: heldOut, metrics: metrics,
        pieces: pieces, on: workers, plateau: plateau, averaging: averaging, stopping: stopping, budget: budget,
        onFailure: policy, checkpointing: checkpointing)
      return ""
    } catch {
      guard case .invalid = error else { return "another error: \(error)" }
      return "\(error)"
    }
  }

  @Test func numbersAreChecked() async {
    #expect(await message(data: []) == "the number of examples is 0, but must be 1 or more")
    #expect(await message(batchSize: 0) == "the batch size is 0, but must be 1 or more")
    #expect(await message(epochs: -1) == "the number of epochs is -1, but must be 1 or more")
    #expect(await message(pieces: 0) == "the number of pieces of a batch is 0, but must be 1 or more")
    #expect(await message(on: .threads(0)) == "the number of threads is 0, but must be 1 or more")
    #expect(await message(rate: .nan) == "the learning rate is nan, but must be a number above 0")
    #expect(
      await message(checkpointing: .every(batches: 0) { _ in })
        == "the number of batches between checkpoints is 0, but must be 1 or more")
    #expect(await message(budget: Budget(evaluations: 0)).contains("the budget of evaluations is 0"))
    #expect(
      await message(onFailure: .penalty(3)).hasPrefix(
        "the failure policy is a penalty of 3.0, but must be to leave out"))
  }

  @Test func theModelIsChecked() async throws {
    #expect(await message([]).contains("without numbers"))
    #expect(await message([.infinity]).contains("inf"))
    await #expect {
      try await train(
        [0, 1], data: [1.0], loss: { (x: [Variable], t) in x[0] * Variable(t) }, with: .adam(), epochs: 1)
    } throws: { error in "\(error)".contains("write 1.0 for a number") }
  }

  @Test func rulesAreChecked() async {
    #expect(await message(plateau: ReduceOnPlateau(factor: 2)).contains("the factor of a plateau is 2.0"))
    #expect(await message(averaging: .exponential(decay: 1)).contains("the decay of an average is 1.0"))
    #expect(
      await message(stopping: EarlyStopping(patience: 0))
        == "the patience of early stopping is 0, but must be 1 or more")
    #expect(
      await message(stopping: EarlyStopping(minimumImprovement: -1))
        == "the smallest improvement of early stopping is -1.0, but must be a number of 0 or more")
  }

  @Test func metricsNeedExamplesAndNames() async {
    let metric = Metric("size") { (x: [Double], _: Double) in x[0] }
    #expect(
      await message(metrics: [metric])
        == "the metric 'size' is given without examples, but must be given with ones to validate")
    #expect(
      await message(validating: [1], metrics: [metric, metric])
        == "the metric 'size' is given twice, but must be given a name of its own")
  }

  @Test func aLossNeedsAGradient() async {
    await #expect {
      try await train(
        in: try ParameterSpace(from: [1.0]), data: [1.0], loss: TrainingLoss { _ in Objective { x in x[0] } },
        with: .adam(), epochs: 1)
    } throws: { error in
      "\(error)"
        == "the loss is without a gradient, but must be an objective that gives one, such as a differentiated one"
    }
  }
}
