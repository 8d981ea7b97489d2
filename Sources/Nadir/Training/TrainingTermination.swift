public import NadirAlgorithms

/// Why a training ended.
public enum TrainingTermination: Sendable, Hashable, Codable, CustomStringConvertible {
  /// All epochs are done.
  case completed
  /// The loss that is monitored has come to the target.
  case reachedTarget
  /// The loss that is monitored has not improved for as many epochs as ``EarlyStopping`` has patience.
  case stoppedEarly
  /// A limit, or someone, stopped it.
  case stopped(Stop)
  /// After steps before, an epoch went by in which no batch gave a finite loss and gradient.
  case failed

  /// A stable name for programs, such as `stopped.cancelled`.
  public var name: String {
    switch self {
    case .completed: "completed"
    case .reachedTarget: "reachedTarget"
    case .stoppedEarly: "stoppedEarly"
    case .stopped(let stop): "stopped.\(stop.rawValue)"
    case .failed: "failed"
    }
  }

  public var description: String {
    switch self {
    case .completed: "all epochs are done"
    case .reachedTarget: "the target loss was reached"
    case .stoppedEarly: "stopped early: the loss no longer improves"
    case .stopped(.iterations): "stopped: the budget of steps is spent"
    case .stopped(let stop): Termination.stopped(stop).description
    case .failed: "failed: no batch of an epoch gave a finite loss and gradient"
    }
  }
}
