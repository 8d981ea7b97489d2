public import NadirAlgorithms

/// What can be seen of a training.
public struct TrainingState<Model: Sendable>: Sendable {
  let shown: @Sendable () -> Model
  /// The epochs that have ended.
  public let history: TrainingHistory
  /// How many epochs there are to be.
  public let epochs: Int
  /// The epoch that is under way, from 1; the last one that has ended, after an epoch.
  public let epoch: Int
  /// The batches of it that have been done, and how many it has.
  public let batch: Int
  public let batches: Int
  /// The mean of the loss over the examples of the epoch until now.
  public let loss: Double

  /// The model as it is now.
  public var model: Model { shown() }

  init(
    history: TrainingHistory, epochs: Int, epoch: Int, batch: Int, batches: Int, loss: Double,
    model: @escaping @Sendable () -> Model
  ) {
    self.history = history
    self.epochs = epochs
    self.epoch = epoch
    self.batch = batch
    self.batches = batches
    self.loss = loss
    shown = model
  }
}

/// Someone who watches a training and may stop it: called in order, in the training's own task.
///
///     observers: [
///       .watching { state in print(state.epoch, state.loss) },
///       .deciding { state in state.loss < 0.01 ? .stop : .proceed },
///     ]
public struct TrainingObserver<Model: Sendable>: Sendable {
  public enum Occasion: Sendable, Hashable {
    case everyBatch
    case everyEpoch
    /// After the epochs whose number this divides, and the last one.
    case every(Int)
  }

  let occasions: [Occasion]
  /// What it does when the training has ended, however.
  var ending: (@Sendable (TrainingState<Model>) -> Void)?
  let action: @Sendable (TrainingState<Model>) -> Directive

  /// An observer that only watches.
  public static func watching(
    _ occasion: Occasion = .everyEpoch, _ action: @escaping @Sendable (TrainingState<Model>) -> Void
  ) -> TrainingObserver {
    TrainingObserver(occasions: [occasion]) { state in
      action(state)
      return .proceed
    }
  }

  /// An observer that says whether the training goes on.
  public static func deciding(
    _ occasion: Occasion = .everyEpoch, _ action: @escaping @Sendable (TrainingState<Model>) -> Directive
  ) -> TrainingObserver {
    TrainingObserver(occasions: [occasion], action: action)
  }

  /// - Parameter epoch: The epoch that has ended; `nil` after a batch.
  func isDue(afterEpoch epoch: Int?, isLast: Bool) -> Bool {
    occasions.contains { occasion in
      switch occasion {
      case .everyBatch: epoch == nil
      case .everyEpoch: epoch != nil
      case .every(let n): epoch.map { isLast || (n > 0 && $0.isMultiple(of: n)) } ?? false
      }
    }
  }
}
