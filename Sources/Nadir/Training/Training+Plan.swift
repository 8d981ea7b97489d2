import NadirAlgorithms
import NadirEvaluation
import NadirParameters

extension Training {
  /// The pieces of a batch, from 0, of an epoch, from 1.
  func batch(_ batch: Int, ofEpoch epoch: Int) -> TrainingPieces {
    let first = batch * setup.batchSize
    let end = min(first + setup.batchSize, setup.examples)
    return TrainingPieces(.loss(epoch: epoch), of: first..<end, atMost: setup.pieces)
  }

  /// What is evaluated of the examples that are held out: the loss, which has no name, and the metrics.
  var validation: [(name: String?, pieces: TrainingPieces)] {
    guard !heldOut.isEmpty else { return [] }
    let loss = TrainingPieces(.heldOutLoss, of: heldOut.indices, atMost: setup.pieces)
    return [(nil, loss)]
      + metrics.enumerated().map { place, metric in
        (metric.name, TrainingPieces(.metric(place), of: heldOut.indices, atMost: setup.pieces))
      }
  }

  /// Why a training ends that has come to a state; `nil` where it goes on.
  func termination(of state: TrainingCheckpoint<Rule>) -> TrainingTermination? {
    if state.batch == 0, let last = state.history.epochs.last {
      if last.failures == setup.batches { return .failed }
      if let target = budget.target, last.monitoredLoss <= target { return .reachedTarget }
      if state.stopping?.isOver == true { return .stoppedEarly }
    }
    if state.epoch > epochs { return .completed }
    if let time = budget.time, state.seconds >= time.inSeconds { return .stopped(.time) }
    let endsEpoch = state.batch == setup.batches
    if !endsEpoch, let steps = budget.iterations, state.counts.steps >= steps { return .stopped(.iterations) }
    if let evaluations = budget.evaluations {
      let batch = batch(state.batch, ofEpoch: state.epoch).count * (state.optimizer.wantsGradientAfterUpdate ? 2 : 1)
      guard state.counts.evaluations + (endsEpoch ? heldOut.count : batch) <= evaluations else {
        return .stopped(.evaluations)
      }
    }
    return nil
  }

  /// Where an optimizer moves to, inside the box.
  ///
  /// - Throws: ``EvaluationFailure`` where that is no point, or none of which the type makes a model.
  func moved(
    _ point: [Double], along gradient: [Double], by optimizer: inout Rule
  ) throws(EvaluationFailure) -> [Double] {
    var x: [Rule.Scalar] = converted(point)
    optimizer.update(&x, along: converted(gradient))
    let target: [Double] = converted(x)
    if let component = target.first(where: { !$0.isFinite }) {
      throw EvaluationFailure(.notFinite, "the step leads to \(component) in a coordinate")
    }
    let moved = space.box.projection(of: target)
    try space.check(moved)
    return moved
  }

  /// The coordinates of the model that is judged and shown: of the average, where there is one.
  func shownPoint(of state: TrainingCheckpoint<Rule>) -> [Double] {
    state.average?.average.map(space.box.projection) ?? state.point
  }
}

/// Numbers in another precision, which may be the same one.
@specialized(where One == Double, Other == Float)
@specialized(where One == Float, Other == Double)
func converted<One: OptimizerScalar, Other: OptimizerScalar>(_ numbers: [One]) -> [Other] {
  if One.self == Other.self, let same = numbers as Any as? [Other] { return same }
  return numbers.map { Other($0) }
}
