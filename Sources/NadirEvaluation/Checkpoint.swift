/// What an oracle must know to go on where another one was cut: what had been spent and seen when the algorithm last had
/// a complete state, and the evaluations since.
///
/// Together with that state it is all there is to a run. The history is not part of it.
public struct Checkpoint: Sendable, Codable {
  var counts = Counts()
  var bestPoint: [Double] = []
  /// As bits, because a run without a best point has the value +∞, which not every encoding can say.
  var bestValue = Double.infinity.bitPattern
  var bestGradient: [Double]?
  var bestTerms: Terms?
  var bestJacobianIsNoted = false
  var hasStarted = false
  var journal = Journal()

  /// The checkpoint of a run that has not begun.
  public init() {}

  /// The number of evaluations that are not in the algorithm's state yet.
  public var pending: Int { journal.count }
}
