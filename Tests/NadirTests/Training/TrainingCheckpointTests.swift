import Nadir
import Synchronization
import Testing

/// Keeps checkpoints as they come.
final class Kept<Rule: Optimizer>: Sendable {
  private let kept = Mutex<[TrainingCheckpoint<Rule>]>([])

  var all: [TrainingCheckpoint<Rule>] { kept.withLock { $0 } }

  func keep(_ checkpoint: TrainingCheckpoint<Rule>) { kept.withLock { $0.append(checkpoint) } }

  var everyBatch: Checkpointing<Rule> { .every(batches: 1) { self.keep($0) } }

  var everyEpoch: Checkpointing<Rule> { .everyEpoch { self.keep($0) } }
}

@Suite struct TrainingCheckpointTests {
  private let data = Sample.drawn(50, seed: 1)
  private let heldOut = Sample.drawn(21, seed: 2)

  /// A training with everything that has a state, in which some batches fail.
  private func trained<Rule: Optimizer>(
    _ optimizer: Rule, epochs: Int, stopping: EarlyStopping? = EarlyStopping(patience: 3),
    checkpointing: Checkpointing<Rule>? = nil, resuming: TrainingCheckpoint<Rule>? = nil
  ) async throws -> TrainingOutcome<Network<Double>, Rule> {
    let bad = data[17]
    return try await train(
      Network.seeded(3), data: data,
      loss: { (network: Network<Variable>, sample) in
        let loss = logisticLoss(network, sample)
        return sample == bad ? loss * Variable(Double.nan) : loss
      }, with: optimizer, batchSize: 12, epochs: epochs, validating: heldOut, metrics: [accuracy], seed: 11,
      plateau: ReduceOnPlateau(factor: 0.5, patience: 1, threshold: 0.2), averaging: .exponential(decay: 0.7),
      stopping: stopping,
      checkpointing: checkpointing, resuming: resuming)
  }

  @Test func aTrainingGoesOnFromAnyBatch() async throws {
    try await goesOnFromAnyBatch(.adam(learningRate: 0.1))
    try await goesOnFromAnyBatch(Adam(learningRate: 0.1).clipping(.globalNorm(0.2)).following(.cosine(over: 50)))
    try await goesOnFromAnyBatch(BatchLBFGS(learningRate: 0.5, memory: 3))
  }

  private func goesOnFromAnyBatch<Rule: Optimizer>(_ rule: Rule) async throws {
    let kept = Kept<Rule>()
    let whole = try await trained(rule, epochs: 7, checkpointing: kept.everyBatch)
    #expect(whole.counts.failures > 0 && whole.optimizer.learningRate < rule.learningRate)
    #expect(kept.all.count == whole.counts.epochs * 6)
    for checkpoint in kept.all {
      let copy = try readBack(checkpoint)
      #expect(copy == checkpoint)
      let resumed = try await trained(rule, epochs: 7, resuming: copy)
      expectSameBits(resumed, whole, "\(Rule.self) from batch \(checkpoint.batch) of epoch \(checkpoint.epoch)")
    }
  }

  @Test func anEndedTrainingGoesOnWithMoreEpochs() async throws {
    let rule = GradientDescent(learningRate: 0.2, momentum: .nesterov(0.9))
    let whole = try await trained(rule, epochs: 6, stopping: nil)
    let first = try await trained(rule, epochs: 2, stopping: nil)
    #expect(first.termination == .completed && first.counts.epochs == 2)
    let rest = try await trained(rule, epochs: 6, stopping: nil, resuming: first.checkpoint)
    expectSameBits(rest, whole, "six epochs")
    #expect(rest.seconds >= first.seconds)
  }

  @Test func checkpointsComeAfterEpochsAndBatches() async throws {
    let epochs = Kept<Adam<Double>>()
    _ = try await trained(.adam(), epochs: 3, checkpointing: epochs.everyEpoch)
    #expect(epochs.all.map(\.epoch) == [2, 3, 4] && epochs.all.allSatisfy { $0.batch == 0 })
    let batches = Kept<Adam<Double>>()
    let keeping = Checkpointing<Adam<Double>>.every(batches: 2) { checkpoint in batches.keep(checkpoint) }
    _ = try await trained(.adam(), epochs: 2, checkpointing: keeping)
    #expect(batches.all.map { [$0.epoch, $0.batch] } == [[1, 2], [1, 4], [2, 0], [2, 2], [2, 4], [3, 0]])
    struct Full: Error {}
    await #expect {
      try await trained(.adam(), epochs: 3, checkpointing: .everyEpoch { _ in throw Full() })
    } throws: { error in
      guard case .checkpointFailed(let cause) = error as? TrainingError else { return false }
      return cause is Full
    }
  }

  @Test func aCheckpointOfAnotherTrainingIsRefused() async throws {
    func trained(
      hidden: Int = 6, with optimizer: Scheduled<Adam<Double>> = Adam().following(.cosine(over: 9)),
      batchSize: Int = 12,
      seed: UInt64 = 11, examples: Int = 50, bounds: Bounds<Network<Double>> = .none,
      plateau: ReduceOnPlateau? = ReduceOnPlateau(patience: 1), averaging: IterateAverage? = .exponential(decay: 0.7),
      stopping: EarlyStopping? = EarlyStopping(patience: 3), resuming: TrainingCheckpoint<Scheduled<Adam<Double>>>?
    ) async throws -> TrainingCheckpoint<Scheduled<Adam<Double>>> {
      try await train(
        Network.seeded(3, hidden: hidden), data: data.prefix(examples), loss: logisticLoss, with: optimizer,
        batchSize: batchSize, epochs: 2, validating: heldOut, seed: seed, bounds: bounds, plateau: plateau,
        averaging: averaging, stopping: stopping, resuming: resuming
      ).checkpoint
    }
    let checkpoint = try await trained(resuming: nil)
    func expect(_ message: String, _ resume: () async throws -> Void) async {
      await #expect(throws: (any Error).self) { try await resume() }
      do { try await resume() } catch { #expect("\(error)" == message) }
    }
    _ = try await trained(resuming: checkpoint)
    await expect("the seed of the checkpoint is 11, but must be 4, as in the training") {
      _ = try await trained(seed: 4, resuming: checkpoint)
    }
    await expect("the batch size of the checkpoint is 12, but must be 13, as in the training") {
      _ = try await trained(batchSize: 13, resuming: checkpoint)
    }
    await expect("the number of examples of the checkpoint is 50, but must be 49, as in the training") {
      _ = try await trained(examples: 49, resuming: checkpoint)
    }
    await expect("the number of free coordinates of the checkpoint is 25, but must be 21, as in the training") {
      _ = try await trained(hidden: 5, resuming: checkpoint)
    }
    await expect("the point of the checkpoint is outside the bounds, but must be within those of the training") {
      _ = try await trained(bounds: ["threshold": 0...1e-9], resuming: checkpoint)
    }
    await expect("optimizer.base.beta1 of the checkpoint is 0.9, but must be 0.8, as in the training") {
      _ = try await trained(with: Adam(beta1: 0.8).following(.cosine(over: 9)), resuming: checkpoint)
    }
    await expect(
      #"optimizer.schedule of the checkpoint is {"cosine":{"over":9,"floor":0.0}}, but must be {"constant":{}}, as in the training"#
    ) {
      _ = try await trained(with: Adam().following(.constant), resuming: checkpoint)
    }
    await expect("plateau.patience of the checkpoint is 1, but must be 2, as in the training") {
      _ = try await trained(plateau: ReduceOnPlateau(patience: 2), resuming: checkpoint)
    }
    await expect("averaging.kind.exponential.decay of the checkpoint is 0.7, but must be 0.8, as in the training") {
      _ = try await trained(averaging: .exponential(decay: 0.8), resuming: checkpoint)
    }
    await expect("stopping.patience of the checkpoint is 3, but must be 9, as in the training") {
      _ = try await trained(stopping: EarlyStopping(patience: 9), resuming: checkpoint)
    }
    await expect(
      #"stopping of the checkpoint is {"patience":3,"minimumImprovement":0.0,"stalled":0}, but must be none, as in the training"#
    ) {
      _ = try await trained(stopping: nil, resuming: checkpoint)
    }
  }
}
