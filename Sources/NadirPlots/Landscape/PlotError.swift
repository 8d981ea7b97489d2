public import Nadir

/// Why there is no picture of an objective.
public enum PlotError: Error, Sendable, CustomStringConvertible {
  /// An argument cannot be worked with; nothing was evaluated.
  case invalid(InvalidArgument)
  /// The objective failed at every point, or could not be started; or the task was cancelled.
  case failed(EvaluationFailure)

  public var description: String {
    switch self {
    case .invalid(let argument): argument.description
    case .failed(let failure): "nothing can be drawn: \(failure)"
    }
  }
}

/// What is wrong with an argument, as a ``PlotError``.
func checked<Value>(_ make: () throws(InvalidArgument) -> Value) throws(PlotError) -> Value {
  do throws(InvalidArgument) { return try make() } catch { throw .invalid(error) }
}
