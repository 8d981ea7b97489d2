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
}
