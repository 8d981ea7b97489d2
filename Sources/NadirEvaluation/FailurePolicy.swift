/// What becomes of a failed evaluation: a NaN, an infinity, a thrown error, a dead or silent process.
///
/// Under every policy the failure is counted and recorded, the failed point is never the best one, and a start point
/// that fails ends the run with an error that shows the cause.
public enum FailurePolicy: Sendable, Hashable, Codable {
  /// The point is treated as worse than every other, and the run goes on (an extreme barrier). The default.
  case worst
  /// The point is given this value instead, in the user's own direction, and the run goes on.
  case penalty(Double)
  /// The first failure ends the run with an error that carries the cause and the best point so far.
  case rethrow

  /// Checks that a penalty is a number that can be compared.
  public func validate() throws(InvalidArgument) {
    if case .penalty(let value) = self, !value.isFinite {
      throw InvalidArgument("the penalty", is: "\(value)", expected: "a finite number")
    }
  }
}
