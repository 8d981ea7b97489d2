/// What a run may spend, and the value that is good enough. What is `nil` is not limited.
///
/// The limits hold exactly: every evaluation counts, those for difference gradients too, and none is begun past the
/// limit. A time limit ends running programs; a Swift closure in progress is awaited.
public struct Budget: Sendable, Hashable {
  /// The largest number of evaluations.
  public var evaluations: Int?
  /// The largest number of iterations of the algorithm.
  public var iterations: Int?
  /// The largest wall time.
  public var time: Duration?
  /// A value as good as this ends the run with success.
  public var target: Double?

  public init(evaluations: Int? = nil, iterations: Int? = nil, time: Duration? = nil, target: Double? = nil) {
    self.evaluations = evaluations
    self.iterations = iterations
    self.time = time
    self.target = target
  }

  /// No limit of any kind.
  public static let unlimited = Budget()

  /// Checks that every limit leaves something to spend.
  public func validate() throws(InvalidArgument) {
    if let evaluations, evaluations < 1 {
      throw InvalidArgument("the budget of evaluations", is: "\(evaluations)", expected: "1 or more")
    }
    if let iterations, iterations < 0 {
      throw InvalidArgument("the budget of iterations", is: "\(iterations)", expected: "0 or more")
    }
    if let time, time <= .zero {
      throw InvalidArgument("the time budget", is: "\(time)", expected: "above 0")
    }
    if let target, target.isNaN {
      throw InvalidArgument("the target", is: "NaN", expected: "a number")
    }
  }
}
