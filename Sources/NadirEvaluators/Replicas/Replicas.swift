internal import NadirEvaluation
internal import Synchronization

/// Processes that run this program again to evaluate a closure of it.
///
/// A closure cannot be sent to another process, and a process with threads cannot be copied. But the same program,
/// started again, comes to the same closure.
public struct Replicas: Sendable, Hashable {
  /// What tells runs apart, in this process and in those that run the program again.
  public enum Place: Sendable, Hashable {
    /// Where `.processes` is written.
    case written(fileID: String, line: Int, column: Int)
    /// The name that was given.
    case named(String)
  }

  /// The largest number of processes.
  public var count: Int
  /// What tells this run apart from the program's others.
  public var place: Place
  /// The wall time that one evaluation may take; `nil` does not limit it.
  public var timeout: Duration?

  public init(count: Int, place: Place, timeout: Duration? = nil) {
    self.count = count
    self.place = place
    self.timeout = timeout
  }

  func validate() throws(InvalidArgument) {
    guard count > 0 else {
      throw InvalidArgument("the number of processes", is: "\(count)", expected: "1 or more")
    }
    if let timeout, timeout <= .zero {
      throw InvalidArgument("the time limit of an evaluation", is: "\(timeout)", expected: "longer than nothing")
    }
    if case .named(let name) = place, name.isEmpty {
      throw InvalidArgument("the name of the processes", is: "empty", expected: "a name, or none")
    }
  }

  /// The evaluator for the run that has arrived at its place now.
  func evaluator(of objective: Objective<[Double]>) -> any Evaluator {
    let arrival = Arrival.next(at: place)
    guard let own = ReplicaProcess.own else {
      guard let use = PlaceInUse(place) else { return AmbiguousEvaluator(width: count, place: place) }
      return ProcessEvaluator(arrival, using: use, width: count, timeout: timeout)
    }
    if arrival == own.arrival { return ReplicaService(objective) }
    // A run within an objective is evaluated where the objective is.
    if ReplicaProcess.isServing.withLock({ $0 }) { return InlineEvaluator(objective) }
    return RecallingEvaluator(objective, arrival, width: count)
  }
}

extension Replicas.Place: CustomStringConvertible {
  public var description: String {
    switch self {
    case .written(let fileID, let line, let column): "\(fileID):\(line):\(column)"
    case .named(let name): "'\(name)'"
    }
  }
}
