/// A model fitted to data.
public struct Fit<X: Sendable, Shape: Sendable>: Sendable {
  /// The model.
  public let model: Curve<X, Shape>
  /// The data.
  public let observations: Observations<X>
  /// What the run came to: parameters, value, counts, history, and why it ended.
  public let outcome: Outcome<Shape>
  /// How well the data determine the parameters; `nil` where the derivatives at the best point are not known.
  public let statistics: Statistics?

  init(_ model: Curve<X, Shape>, _ observations: Observations<X>, _ outcome: Outcome<Shape>) {
    self.model = model
    self.observations = observations
    self.outcome = outcome
    statistics = outcome.statistics
  }

  /// The best parameters, in the shape that was given.
  public var best: Shape { outcome.best }

  /// Whether a convergence test was met.
  public var success: Bool { outcome.success }

  /// What the data are above the model, y − model, without weights; NaN for observations of weight 0.
  public var residuals: [Double] {
    var residuals = observations.ys.map { _ in Double.nan }
    for (i, weighted) in zip(observations.counted, outcome.residuals ?? []) {
      residuals[i] = -weighted / observations.weights[i].squareRoot()
    }
    return residuals
  }

  /// The model at the places of the data; NaN for observations of weight 0.
  public var fitted: [Double] { zip(observations.ys, residuals).map { $0 - $1 } }

  /// The share of the variation that the model explains: R² = 1 − Σ w (y − model)² / Σ w (y − ȳ)², with the weighted mean
  /// ȳ. Below 0 where the mean is a better model; NaN where all data are equal.
  ///
  /// In nonlinear models it is a figure of description, no test (Seber & Wild 2003, doi:10.1002/0471725315).
  public var rSquared: Double {
    let (ys, weights) = (observations.ys, observations.weights)
    let total = weights.reduce(0, +)
    let mean = zip(weights, ys).reduce(0) { $0 + $1.0 * $1.1 } / total
    let spread = zip(weights, ys).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    let left = (outcome.residuals ?? [.nan]).reduce(0) { $0 + $1 * $1 }
    return spread > 0 ? 1 - left / spread : .nan
  }

  /// R² adjusted for the number of parameters: 1 − (1 − R²)(m − 1)/(m − rank).
  public var adjustedRSquared: Double {
    guard let statistics, statistics.degreesOfFreedom > 0 else { return .nan }
    return 1 - (1 - rSquared) * Double(statistics.count - 1) / Double(statistics.degreesOfFreedom)
  }
}

extension Fit: CustomStringConvertible {
  public var description: String {
    outcome.description + "\nR² \(rSquared.rounded(toDigits: 6))"
  }
}
