import NadirAlgorithms
import NadirEvaluation
import NadirEvaluators
import NadirParameters

/// A training under way: batch after batch, and after the last one of an epoch its end. What is evaluated comes before what
/// is changed, so that the state is always one from which it can go on.
struct TrainingCourse<Model: Sendable, Example: Sendable, Rule: Optimizer>: Sendable {
  typealias State = TrainingCheckpoint<Rule>

  let training: Training<Model, Example, Rule>
  let evaluator: any Evaluator
  private let begin = ContinuousClock.now

  init(training: Training<Model, Example, Rule>, evaluator: any Evaluator) {
    self.training = training
    self.evaluator = evaluator
  }

  /// The wall time, what was before a resumption included.
  private var seconds: Double { training.start.seconds + (ContinuousClock.now - begin).inSeconds }

  func result() async -> Result<TrainingOutcome<Model, Rule>, TrainingError> {
    var state = training.start
    var saving = TrainingSaving()
    defer { tellEnd(of: state) }
    do throws(TrainingError) {
      let termination = try await run(&state, &saving)
      saving.save(state, in: training.file, atEnd: true)
      return .success(
        TrainingOutcome(
          space: training.space, lastPoint: training.shownPoint(of: state), termination: termination,
          checkpoint: state, savingFailure: saving.failure, workers: evaluator.width))
    } catch {
      // A training that never got anywhere begins anew.
      if state.counts.steps > 0 { saving.save(state, in: training.file, atEnd: true) }
      return .failure(error)
    }
  }

  private func run(
    _ state: inout State, _ saving: inout TrainingSaving
  ) async throws(TrainingError) -> TrainingTermination {
    while true {
      state.seconds = seconds
      if let termination = training.termination(of: state) { return termination }
      let endsEpoch = state.batch == training.setup.batches
      if let stop = endsEpoch ? try await endEpoch(&state) : try await step(&state) { return .stopped(stop) }
      state.seconds = seconds
      try keep(state, afterEpoch: endsEpoch, &saving)
      if tell(of: state, afterEpoch: endsEpoch) == .stop {
        return training.termination(of: state) ?? .stopped(.callback)
      }
    }
  }

  /// One batch: its mean loss and gradient, and the step along it. A batch that fails makes no step.
  private func step(_ state: inout State) async throws(TrainingError) -> Stop? {
    let batch = training.batch(state.batch, ofEpoch: state.epoch)
    var counts = state.counts
    do throws(EvaluationFailure) {
      let mean = try await mean(of: batch, at: state.point, counting: &counts)
      let gradient = mean.gradient ?? []
      var optimizer = state.optimizer
      let learningRate = optimizer.currentLearningRate
      let point = try training.moved(state.point, along: gradient, by: &optimizer)
      if optimizer.wantsGradientAfterUpdate {
        let after = try await self.mean(of: batch, at: point, counting: &counts)
        optimizer.learn(fromGradientAfterUpdate: converted(after.gradient ?? []))
      }
      state.optimizer = optimizer
      state.point = point
      state.average?.add(point)
      state.sums.loss += mean.value * Double(batch.count)
      state.sums.examples += batch.count
      state.sums.gradientNorm += gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      state.sums.learningRate = learningRate
      state.sums.steps += 1
      counts.steps += 1
    } catch {
      if error.kind == .cancelled { return .cancelled }
      if training.failurePolicy == .rethrow {
        throw .evaluationFailed(error, epoch: state.epoch, batch: state.batch + 1)
      }
      state.sums.failures += 1
      state.sums.failure = state.sums.failure ?? RecordedFailure(failure: error)
      counts.failures += 1
    }
    state.counts = counts
    state.batch += 1
    return nil
  }

  /// The end of an epoch: what the model is worth, and what follows from that.
  private func endEpoch(_ state: inout State) async throws(TrainingError) -> Stop? {
    if state.counts.steps == 0, let failure = state.sums.failure { throw .startFailed(failure.failure) }
    var (counts, sums) = (state.counts, state.sums)
    let point = training.shownPoint(of: state)
    var epoch = TrainingEpoch(
      number: state.epoch, trainingLoss: sums.meanLoss,
      learningRate: sums.learningRate ?? state.optimizer.currentLearningRate, gradientNorm: sums.meanGradientNorm,
      steps: counts.steps, failures: sums.failures)
    do throws(EvaluationFailure) {
      for (name, mean) in try await validation(at: point, counting: &counts, failing: &sums) {
        if let name { epoch.metrics[name] = mean } else { epoch.validationLoss = mean }
      }
    } catch {
      if error.kind == .cancelled { return .cancelled }
      throw .evaluationFailed(error, epoch: state.epoch, batch: state.batch + 1)
    }
    epoch.seconds = seconds
    let loss = epoch.monitoredLoss
    if loss.isFinite, state.best.map({ loss < $0.loss }) ?? true {
      state.best = BestEpoch(epoch: state.epoch, point: point, loss: loss)
    }
    if let factor = state.plateau?.factor(after: loss) {
      state.optimizer.learningRate = factor * state.rules.optimizer.learningRate
    }
    state.stopping?.add(loss)
    state.history.epochs.append(epoch)
    state.counts = counts
    state.counts.epochs += 1
    state.failure = sums.failure ?? state.failure
    state.sums = EpochSums()
    state.epoch += 1
    state.batch = 0
    return nil
  }

  /// The means over the examples that are held out: the loss, which has no name, and the metrics. What fails is not a number.
  ///
  /// - Throws: A failure of kind `.cancelled` where the task was cancelled, and the first one where failures are rethrown.
  private func validation(
    at x: [Double], counting counts: inout TrainingCounts, failing sums: inout EpochSums
  ) async throws(EvaluationFailure) -> [(name: String?, mean: Double)] {
    let groups = training.validation
    let results = try await results(of: groups.map(\.pieces), at: x, counting: &counts)
    var means: [(name: String?, mean: Double)] = []
    for ((name, pieces), results) in zip(groups, results) {
      do throws(EvaluationFailure) {
        means.append((name, try pieces.mean(of: results).value))
      } catch {
        if training.failurePolicy == .rethrow { throw error }
        sums.failure = sums.failure ?? RecordedFailure(failure: error)
        means.append((name, .nan))
      }
    }
    return means
  }

  /// The mean loss of a batch, and its gradient.
  ///
  /// - Throws: The failure of the first piece that has one; one of kind `.cancelled` where the task was cancelled.
  private func mean(
    of batch: TrainingPieces, at x: [Double], counting counts: inout TrainingCounts
  ) async throws(EvaluationFailure) -> Evaluation<[Double]> {
    let results = try await results(of: [batch], at: x, counting: &counts)
    var mean = try batch.mean(of: results[0])
    mean.gradient?.removeLast(TrainingPiece.numberCount)
    return mean
  }

  /// What groups of pieces gave that are evaluated together, group by group.
  ///
  /// - Throws: A failure of kind `.cancelled` where the task was cancelled; nothing counts then.
  private func results(
    of groups: [TrainingPieces], at x: [Double], counting counts: inout TrainingCounts
  ) async throws(EvaluationFailure) -> [ArraySlice<EvaluationBatch.Element>] {
    guard let demand = groups.first?.demand else { return [] }
    guard !Task.isCancelled else { throw .cancelled }
    let points = PointBatch(groups.flatMap { $0.pieces.map { x + $0.numbers } })
    let results = Array(await evaluator.evaluate(points, for: demand))
    for case .failure(let failure) in results where failure.kind == .cancelled { throw failure }
    counts.rounds += 1
    counts.evaluations += groups.reduce(0) { $0 + $1.lossCount }
    var rest = results[...]
    return groups.map { group in
      defer { rest = rest.dropFirst(group.pieces.count) }
      return rest.prefix(group.pieces.count)
    }
  }

  private func keep(
    _ state: State, afterEpoch: Bool, _ saving: inout TrainingSaving
  ) throws(TrainingError) {
    guard let checkpointing = training.checkpointing, afterEpoch || checkpointing.isDue(after: state.batch) else {
      return
    }
    saving.save(state, in: training.file, atEnd: false)
    do { try checkpointing.keep(state) } catch { throw .checkpointFailed(error) }
  }

  /// Tells the observers, all of them, and says so when one wants to stop.
  private func tell(of state: State, afterEpoch: Bool) -> Directive {
    let epoch = afterEpoch ? state.epoch - 1 : state.epoch
    let isLast = afterEpoch && training.termination(of: state) != nil
    let due = training.observers.filter { $0.isDue(afterEpoch: afterEpoch ? epoch : nil, isLast: isLast) }
    guard !due.isEmpty else { return .proceed }
    let shown = shown(state, afterEpoch: afterEpoch)
    return due.map { $0.action(shown) }.contains(.stop) ? .stop : .proceed
  }

  /// Tells the observers that nothing comes any more.
  private func tellEnd(of state: State) {
    let ends = training.observers.compactMap(\.ending)
    guard !ends.isEmpty else { return }
    let shown = shown(state, afterEpoch: state.batch == 0 && !state.history.epochs.isEmpty)
    for end in ends { end(shown) }
  }

  private func shown(_ state: State, afterEpoch: Bool) -> TrainingState<Model> {
    let (space, point) = (training.space, training.shownPoint(of: state))
    return TrainingState(
      history: state.history, epochs: training.epochs, epoch: afterEpoch ? state.epoch - 1 : state.epoch,
      batch: afterEpoch ? training.setup.batches : state.batch, batches: training.setup.batches,
      loss: afterEpoch ? state.history.epochs.last?.trainingLoss ?? .nan : state.sums.meanLoss,
      model: { space.shown(at: point) })
  }
}
