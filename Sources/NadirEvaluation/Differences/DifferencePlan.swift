/// Derivatives as a question in rounds: which points to evaluate, and what their values say.
///
/// A plan is a value that evaluates nothing. Whoever holds it evaluates ``points``, all of them in the box, none of
/// them twice and none whose value is already known, hands the values to ``combine(_:)``, and goes on with the plan
/// that comes back, if one does; ``estimate(asking:)`` is that loop.
public protocol DifferencePlan<Value, Estimate>: Sendable {
  /// What is evaluated at a point: a number, or a vector of m numbers.
  associatedtype Value: Sendable
  /// The derivatives with their errors.
  associatedtype Estimate: Sendable

  /// The points to evaluate, as one batch.
  var points: PointBatch { get }

  /// What the values at ``points`` say.
  ///
  /// - Parameter values: One for each point, in their order; `nil`, or anything with a NaN or an infinity, where the
  ///   evaluation failed.
  /// - Throws: ``DifferenceFailure`` when there is nothing more to try, or the values are not what was asked for.
  func combine(_ values: [Value?]) throws(DifferenceFailure) -> DifferenceProgress<Self, Estimate>
}

/// What came of a round.
public enum DifferenceProgress<Plan: Sendable, Estimate: Sendable>: Sendable {
  /// The derivatives; every number in them is finite.
  case finished(Estimate)
  /// Some points failed, and others may do instead: the other side of x, or closer to it. The plan remembers the values
  /// that it has.
  case repair(Plan)
}

/// Why derivatives could not be formed.
public enum DifferenceFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The point itself has no value.
  case noValue
  /// Every difference along these coordinates failed.
  case noDifference(along: [Int])
  /// The values are not what the plan asked for: too few, or vectors of other lengths.
  case unfit(InvalidArgument)

  public var description: String {
    switch self {
    case .noValue: "the function has no value at the point itself"
    case .noDifference(let coordinates):
      "the function fails at every point tried along "
        + (coordinates.count == 1 ? "coordinate " : "coordinates ")
        + coordinates.map(String.init).joined(separator: ", ")
    case .unfit(let argument): argument.description
    }
  }
}

extension DifferencePlan {
  /// Asks round by round until the derivatives are there, or nothing is left to try.
  ///
  /// - Parameter values: Evaluates a batch of points together; `nil` where an evaluation failed.
  @inlinable
  public func estimate<Failure: Error>(
    asking values: (PointBatch) async throws(Failure) -> [Value?]
  ) async throws(Failure) -> Result<Estimate, DifferenceFailure> {
    var plan = self
    while true {
      let answers = try await values(plan.points)
      do throws(DifferenceFailure) {
        switch try plan.combine(answers) {
        case .finished(let estimate): return .success(estimate)
        case .repair(let next): plan = next
        }
      } catch {
        return .failure(error)
      }
    }
  }
}
