public import NadirEvaluation

/// Derivatives as a question in rounds: which points to evaluate, and what their values say.
///
/// A plan is a value that evaluates nothing. Whoever holds it evaluates ``points``, all of them in the box, none of
/// them twice and none whose value is already known, hands the values to ``combine(_:)``, and goes on with the plan
/// that comes back, if one does:
///
///     var plan = try GradientPlan(at: x, in: box)
///     while true {
///       switch try plan.combine(values(plan.points)) {
///       case .finished(let estimate): return estimate
///       case .repair(let next): plan = next
///       case .failed(let failure): throw failure
///       }
///     }
public protocol DifferencePlan: Sendable {
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
  /// - Throws: ``InvalidArgument`` when there are not as many values as points, or vectors of different lengths.
  func combine(_ values: [Value?]) throws(InvalidArgument) -> DifferenceProgress<Self, Estimate>
}

/// What came of a round.
public enum DifferenceProgress<Plan: Sendable, Estimate: Sendable>: Sendable {
  /// The derivatives; every number in them is finite.
  case finished(Estimate)
  /// Some points failed, and others may do instead: the other side of x, or closer to it. The plan remembers the values
  /// that it has.
  case repair(Plan)
  /// There is nothing more to try.
  case failed(DifferenceFailure)
}

/// Why derivatives could not be formed.
public struct DifferenceFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The coordinates along which every difference failed; empty when the value at x itself is the trouble.
  public var coordinates: [Int]

  public init(coordinates: [Int]) { self.coordinates = coordinates }

  public var description: String {
    coordinates.isEmpty
      ? "the function has no value at the point itself"
      : "the function fails at every point tried, along "
        + (coordinates.count == 1 ? "coordinate " : "coordinates ")
        + coordinates.map(String.init).joined(separator: ", ")
  }
}

/// Throws where x is no finite point of the box.
func checkPoint(_ x: [Double], in box: Box) throws(InvalidArgument) {
  guard x.count == box.dimension else {
    throw InvalidArgument("x", is: "of \(x.count) numbers", expected: "of \(box.dimension), as the box")
  }
  for i in x.indices where !(x[i].isFinite && box.lower[i] <= x[i] && x[i] <= box.upper[i]) {
    throw InvalidArgument("x[\(i)]", is: "\(x[i])", expected: "a number in [\(box.lower[i]), \(box.upper[i])]")
  }
}

/// The error for a coordinate that cannot be moved.
func noRoom(_ i: Int, at x: [Double], in box: Box) -> InvalidArgument {
  InvalidArgument(
    "box[\(i)]", is: "[\(box.lower[i]), \(box.upper[i])] around \(x[i])", expected: "wider, or the step larger")
}
