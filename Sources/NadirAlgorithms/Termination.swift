/// Which test of convergence was met.
public enum Convergence: String, Sendable, Hashable, Codable {
  /// The projected gradient is small.
  case gradient
  /// The value no longer changes.
  case value
  /// The point no longer changes.
  case step
  /// The trust region is small.
  case radius
  /// The simplex is small, in size and in values.
  case simplex
  /// The target value was reached.
  case target
}

/// Which limit, or who, stopped the run.
public enum Stop: String, Sendable, Hashable, Codable {
  case evaluations, iterations, time, callback, cancelled
  /// It went where an earlier one of many runs had ended.
  case repeated
  /// It was far worse than earlier ones of many runs had been by then.
  case hopeless
}

/// What kept an algorithm from going on.
public enum Breakdown: String, Sendable, Hashable, Codable {
  /// No step along any direction that the method has decreases the value, although the gradient is not small.
  case noDecrease
  /// The evaluations around the best point failed, so that there is no model to make a step of.
  case noModel
  /// The evaluation at the start of one of many runs failed.
  case start
}

/// Why a run ended.
public enum Termination: Sendable, Hashable, Codable, CustomStringConvertible {
  case converged(Convergence)
  case stopped(Stop)
  case failed(Breakdown)

  /// Whether a convergence test was met.
  public var isConverged: Bool {
    if case .converged = self { true } else { false }
  }

  /// A stable name for programs, such as `converged.gradient`.
  public var name: String {
    switch self {
    case .converged(let test): "converged.\(test.rawValue)"
    case .stopped(let stop): "stopped.\(stop.rawValue)"
    case .failed(let breakdown): "failed.\(breakdown.rawValue)"
    }
  }

  /// The reason with a stable name, see ``name``; `nil` where there is none.
  public init?(name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "converged":
      guard let test = Convergence(rawValue: parts[1]) else { return nil }
      self = .converged(test)
    case "stopped":
      guard let stop = Stop(rawValue: parts[1]) else { return nil }
      self = .stopped(stop)
    case "failed":
      guard let breakdown = Breakdown(rawValue: parts[1]) else { return nil }
      self = .failed(breakdown)
    default: return nil
    }
  }

  public var description: String {
    switch self {
    case .converged(.gradient): "converged: the gradient is small"
    case .converged(.value): "converged: the value no longer changes"
    case .converged(.step): "converged: the point no longer changes"
    case .converged(.radius): "converged: the trust region is small"
    case .converged(.simplex): "converged: the simplex is small"
    case .converged(.target): "converged: the target value was reached"
    case .stopped(.evaluations): "stopped: the budget of evaluations is spent"
    case .stopped(.iterations): "stopped: the budget of iterations is spent"
    case .stopped(.time): "stopped: the time is over"
    case .stopped(.callback): "stopped by the callback"
    case .stopped(.cancelled): "stopped: cancelled"
    case .stopped(.repeated): "stopped: an earlier run has ended where this one was going"
    case .stopped(.hopeless): "stopped: earlier runs were far better by then"
    case .failed(.noDecrease): "not converged: no step decreases the value, although the gradient is not small"
    case .failed(.noModel): "not converged: the evaluations around the best point failed"
    case .failed(.start): "not converged: the evaluation at the start failed"
    }
  }
}
