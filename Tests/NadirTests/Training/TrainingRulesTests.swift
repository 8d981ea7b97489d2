import Nadir
import Synchronization
import Testing

/// When a training ends, and what it does on the way.
@Suite struct TrainingRulesTests {
  private let data = Sample.drawn(40, seed: 1)
  private let heldOut = Sample.drawn(20, seed: 2)

  private func trained(
    rate: Double = 0.05, epochs: Int = 20, validating heldOut: [Sample]? = nil, plateau: ReduceOnPlateau? = nil,
    averaging: IterateAverage? = nil, stopping: EarlyStopping? = nil, budget: Budget = .unlimited,
    observers: [TrainingObserver<Network<Double>>] = [], checkpointing: Checkpointing<Adam<Double>>? = nil
  ) async throws -> TrainingOutcome<Network<Double>, Adam<Double>> {
    try await train(
      Network.seeded(3), data: data, loss: logisticLoss, with: .adam(learningRate: rate), batchSize: 10,
      epochs: epochs, validating: heldOut ?? self.heldOut, seed: 2, plateau: plateau, averaging: averaging,
      stopping: stopping, budget: budget, observers: observers, checkpointing: checkpointing)
  }

  /// It ends after as many epochs without an improvement, with the model of the best one.
  @Test func earlyStoppingKeepsTheBest() async throws {
    let outcome = try await trained(rate: 1, epochs: 400, stopping: EarlyStopping(patience: 4))
    #expect(outcome.termination == .stoppedEarly && outcome.success)
    let losses = outcome.history.epochs.compactMap(\.validationLoss)
    let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
    #expect(losses.count == best + 1 + 4 && outcome.checkpoint.best?.epoch == best + 1 && outcome.loss == losses[best])
    #expect(outcome.best != outcome.last)
    let shorter = try await trained(rate: 1, epochs: best + 1)
    #expect(shorter.last == outcome.best)
  }

  @Test func earlyStoppingCountsImprovements() throws {
    var stopping = EarlyStopping(patience: 2, minimumImprovement: 0.5)
    for (loss, stalled) in [(.nan, 1), (3, 0), (2.6, 1), (2.4, 0), (2.4, 1), (1.95, 2)] as [(Double, Int)] {
      stopping.add(loss)
      #expect(stopping.stalled == stalled && stopping.isOver == (stalled == 2))
    }
    #expect(try readBack(stopping) == stopping)
  }

  @Test func plateausLowerTheLearningRate() async throws {
    let outcome = try await trained(epochs: 12, plateau: ReduceOnPlateau(factor: 0.5, patience: 2, threshold: 0.5))
    var plateau = ReduceOnPlateau(factor: 0.5, patience: 2, threshold: 0.5)
    var rate = 0.05
    for epoch in outcome.history.epochs {
      #expect(epoch.learningRate == rate)
      rate = 0.05 * plateau.factor(after: epoch.monitoredLoss)
    }
    #expect(rate < 0.05 && outcome.optimizer.learningRate == rate)
  }

  /// The averages of the points after each step are what is judged.
  @Test func averagesAreJudged() async throws {
    let kept = Kept<Adam<Double>>()
    let plain = try await trained(epochs: 3, checkpointing: kept.everyBatch)
    let outcome = try await trained(epochs: 3, averaging: .polyak(from: 2))
    #expect(outcome.checkpoint.point == plain.checkpoint.point)
    let points = kept.all.filter { $0.batch > 0 }.map(\.point).dropFirst()
    let mean = points[1].indices.map { i in points.reduce(0) { $0 + $1[i] } / Double(points.count) }
    let space = try ParameterSpace(from: outcome.last)
    for (one, other) in zip(space.startNumbers, mean) { #expect((one - other).magnitude < 1e-12) }
    let losses = heldOut.map { logisticLoss(outcome.last, $0) }
    let last = try #require(outcome.history.epochs.last?.validationLoss)
    #expect((last - losses.reduce(0, +) / 20).magnitude < 1e-12)
  }

  @Test func withoutHeldOutExamplesTheTrainingLossIsMonitored() async throws {
    let outcome = try await trained(epochs: 5, validating: [])
    #expect(outcome.history.epochs.allSatisfy { $0.validationLoss == nil && $0.metrics.isEmpty })
    #expect(outcome.loss == outcome.history.epochs.map(\.trainingLoss).min())
    #expect(outcome.counts.evaluations == 200)
  }

  @Test func limitsHold() async throws {
    let target = try await trained(budget: Budget(target: 0.65))
    #expect(target.termination == .reachedTarget && target.success && target.loss <= 0.65)
    #expect(target.history.epochs.dropLast().allSatisfy { $0.monitoredLoss > 0.65 })

    let steps = try await trained(budget: Budget(iterations: 6))
    #expect(steps.termination == .stopped(.iterations) && steps.counts.steps == 6 && steps.counts.epochs == 1)

    // An epoch has 40 evaluations of examples and 20 of those that are held out.
    for (budget, spent, epochs) in [(59, 40, 0), (60, 60, 1), (75, 70, 1), (9, 0, 0)] {
      let outcome = try await trained(budget: Budget(evaluations: budget))
      #expect(outcome.termination == .stopped(.evaluations))
      #expect(outcome.counts.evaluations == spent && outcome.counts.epochs == epochs)
    }
    let time = try await trained(budget: Budget(time: .nanoseconds(1)))
    #expect(time.termination == .stopped(.time) && time.counts.steps == 0 && time.best == Network.seeded(3))
  }

  @Test func cancellationKeepsTheBest() async throws {
    let (data, heldOut) = (data, heldOut)
    let task = Task {
      try await train(
        Network.seeded(3), data: data, loss: logisticLoss, with: .adam(learningRate: 0.05), batchSize: 10, epochs: 50,
        validating: heldOut, seed: 2, on: .threads(2),
        observers: [
          .watching(.everyBatch) { state in
            if state.epoch == 3, state.batch == 2 { withUnsafeCurrentTask { $0?.cancel() } }
          }
        ])
    }
    let outcome = try await task.value
    #expect(outcome.termination == .stopped(.cancelled) && !outcome.success)
    #expect(outcome.checkpoint.epoch == 3 && outcome.checkpoint.batch == 2 && outcome.counts.steps == 10)
    let two = try await trained(epochs: 2)
    #expect(outcome.best == two.best && outcome.best != outcome.last)
  }

  @Test func observersAreToldInOrder() async throws {
    let told = Mutex<[String]>([])
    @Sendable func note(_ name: String, _ state: TrainingState<Network<Double>>) {
      told.withLock { $0.append("\(name) \(state.epoch).\(state.batch)/\(state.batches)") }
      #expect(state.loss.isFinite && state.epochs == 5 && state.model.name == "circle")
    }
    let outcome = try await trained(
      epochs: 5,
      observers: [
        .watching(.everyBatch) { note("batch", $0) },
        .watching { note("epoch", $0) },
        .watching(.every(2)) { note("second", $0) },
        .deciding { state in state.history.epochs.count == 3 ? .stop : .proceed },
      ])
    #expect(outcome.termination == .stopped(.callback) && outcome.counts.epochs == 3)
    let batches = (1...3).map { epoch in (1...4).map { "batch \(epoch).\($0)/4" } }
    #expect(
      told.withLock { $0 }
        == batches[0] + ["epoch 1.4/4"] + batches[1] + ["epoch 2.4/4", "second 2.4/4"] + batches[2] + ["epoch 3.4/4"])
  }

  @Test func theLastEpochIsTold() async throws {
    let told = Mutex<[Int]>([])
    _ = try await trained(
      epochs: 5, observers: [.watching(.every(3)) { state in told.withLock { $0.append(state.epoch) } }])
    #expect(told.withLock { $0 } == [3, 5])
  }
}
