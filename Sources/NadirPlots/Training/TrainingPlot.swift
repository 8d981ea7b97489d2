public import Nadir
public import NadirCharts

/// What a training has been through.
///
///     let chart = try trainingPlot(outcome.history)
///
/// The first panel has the losses: of the training and of what is held out, with a star at the epoch whose loss that is
/// monitored is the smallest. The others have a metric each, and the learning rate where it changed. Epochs with batches
/// that failed are marked at the edge, with their number.
///
/// - Parameters:
///   - history: The epochs.
///   - cost: Epochs unless given; else steps or seconds.
///   - scale: That of the losses. Unless given it is logarithmic where none is negative and the largest is 20 times the
///     smallest above zero or more, and else linear.
/// - Throws: `InvalidArgument` where there are no epochs.
public func trainingPlot(
  _ history: TrainingHistory, against cost: TrainingCost = .epochs, scale: Axis.Scale? = nil
) throws(InvalidArgument) -> Chart {
  try TrainingChart(histories: [("", history)], cost: cost, scale: scale).chart()
}

/// Several trainings over each other, by the names that they are to have.
///
///     let chart = try trainingPlot(["Adam": adam.history, "momentum": momentum.history], against: .seconds)
///
/// Of each the loss of what is held out is drawn, and that of the training thinner; where nothing is held out, that of the
/// training alone. The rest is as for one.
///
/// - Throws: `InvalidArgument` without any history, and for one without epochs.
public func trainingPlot(
  _ histories: KeyValuePairs<String, TrainingHistory>, against cost: TrainingCost = .epochs, scale: Axis.Scale? = nil
) throws(InvalidArgument) -> Chart {
  try TrainingChart(histories: histories.map { ($0.key, $0.value) }, cost: cost, scale: scale).chart()
}

/// What trainings spend, and along which they are drawn and compared.
public enum TrainingCost: String, Sendable, Hashable, CaseIterable {
  /// Passes through the data.
  case epochs
  /// Updates of the model.
  case steps
  /// Wall time.
  case seconds

  var axis: Axis {
    switch self {
    case .epochs: Axis("epoch", isWhole: true)
    case .steps: Axis("steps", isWhole: true)
    case .seconds: Axis("wall time", unit: "s")
    }
  }

  func value(of epoch: TrainingEpoch) -> Double {
    switch self {
    case .epochs: Double(epoch.number)
    case .steps: Double(epoch.steps)
    case .seconds: epoch.seconds
    }
  }
}
