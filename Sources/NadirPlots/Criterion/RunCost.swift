import NadirCharts

/// What runs spend, and along which they are drawn and compared.
public enum RunCost: String, Sendable, Hashable, CaseIterable {
  /// Points at which the objective was evaluated, those for differences included.
  case evaluations
  /// Batches that had to wait for one another: the length of the critical path.
  case rounds
  /// Wall time.
  case seconds

  /// The axis along which runs are drawn.
  ///
  /// - Parameter hasDifferences: Whether points for differences are among the evaluations.
  func axis(hasDifferences: Bool) -> Axis {
    switch self {
    case .evaluations:
      Axis(hasDifferences ? "evaluations, difference points included" : "evaluations", isWhole: true)
    case .rounds: Axis("rounds", isWhole: true)
    case .seconds: Axis("wall time", unit: "s")
    }
  }
}
