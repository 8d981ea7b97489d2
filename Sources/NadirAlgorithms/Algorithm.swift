public import NadirEvaluation

/// A method of minimization: options as a value, straight-line code over a state.
///
/// `start` makes the first state at a point inside the box; its first question is about that point. `advance` does one
/// iteration: it asks what it needs, and only after the last answer changes the state. So an interruption, which is
/// thrown from any question, leaves the state as it was, and a run resumes from it.
///
/// An algorithm sees free coordinates, the box and the width, never threads, files, clocks or the user's types. All
/// values it gets are to be minimized; a failed point has the value +∞ (or the penalty) and no gradient. Given the same
/// answers it does the same to the last bit.
public protocol Algorithm: AlgorithmChoice {
  associatedtype State: Codable & Sendable & Equatable

  static var traits: AlgorithmTraits { get }

  /// The options that can be set by name, the tolerances that the method looks at among them.
  static var options: [AlgorithmOption<Self>] { get }

  /// When the method is content; initializers fill in ``AlgorithmTraits/tolerances`` where nothing is given.
  var tolerances: Tolerances { get set }

  /// Checks the options for a problem of n coordinates, before the first evaluation.
  func validate(dimension n: Int) throws(InvalidArgument)

  func start(at x: [Double], asking oracle: Oracle) async throws(Interruption) -> State

  func advance(_ state: inout State, asking oracle: Oracle) async throws(Interruption) -> Progress

  /// Where the method stands, for people who watch: a point and its value, to be minimized.
  func current(_ state: State) -> (point: [Double], value: Double)

  /// Drives the algorithm to its end, from x when `state` is `nil` and from the state otherwise; the last complete state
  /// stands in `state` afterwards, however it ended. There is no need to write one.
  func drive(
    _ state: inout State?, from x: [Double], asking oracle: Oracle, iterations limit: Int?, watch: Watch?
  ) async throws(Interruption) -> Termination
}

extension Algorithm {
  public func validate(dimension n: Int) throws(InvalidArgument) {}

  public func algorithm(for features: ProblemFeatures) -> any Algorithm { self }
}

/// What an iteration came to.
public enum Progress: Sendable, Equatable {
  case advanced
  case converged(Convergence)
  case failed(Breakdown)
}
