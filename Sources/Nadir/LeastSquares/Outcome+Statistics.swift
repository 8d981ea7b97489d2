import NadirEvaluation
import NadirLinear
import NadirParameters

extension Outcome {
  /// The residuals at the best point, as the objective gave them; `nil` where the algorithm asked for values alone.
  public var residuals: [Double]? { terms(.residuals)?.numbers }

  /// The contributions at the best point, as the objective gave them; `nil` where the algorithm asked for values alone.
  public var contributions: [Double]? { terms(.contributions)?.numbers }

  private func terms(_ kind: Terms.Kind) -> Terms? {
    ending.bestTerms.flatMap { $0.kind == kind ? $0 : nil }
  }

  /// How well the residuals or contributions determine the parameters: covariance, standard errors, rank, condition.
  ///
  ///     if let statistics = outcome.statistics {
  ///       print(zip(statistics.paths, statistics.standardErrors()))
  ///     }
  ///
  /// `nil` where no derivatives of the residuals were asked for. They are those at the best point, or where that is one of
  /// a difference Jacobian, at the best one that has them, no more than the step of a difference away. It is made anew
  /// each time, by a factorization of the Jacobian: keep it where you need it twice.
  public var statistics: Statistics? {
    guard let linearization = ending.linearization, !linearization.point.isEmpty else { return nil }
    let (box, x) = (space.box, linearization.point)
    return Statistics(
      linearization, isHeld: x.indices.map { isAt(box.lower[$0], x[$0]) || isAt(box.upper[$0], x[$0]) },
      names: space.coordinateNames,
      paths: space.paths, moves: space.jacobianOfNumbers(at: x))
  }
}
