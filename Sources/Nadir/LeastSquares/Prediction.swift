import NadirScalars

/// A model at a place, with the standard error that the parameters leave it.
public struct Prediction: Sendable, Hashable {
  /// model(x, p) at the best parameters p.
  public let value: Double
  /// √(j C jᵀ), with the covariance C of the parameters and the gradient j of the model with respect to them; NaN where
  /// the data do not determine it.
  public let standardError: Double
  /// Those of the variance that the standard error was made with: m − rank, or ∞ where it was known.
  public let degreesOfFreedom: Double

  /// - Parameters:
  ///   - value: model(x, p).
  ///   - standardError: Its standard error, NaN where it is not known.
  ///   - degreesOfFreedom: Those of Student's t in intervals; ∞ for the normal distribution.
  public init(value: Double, standardError: Double, degreesOfFreedom: Double) {
    self.value = value
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The interval value ± t · standard error that holds the mean of what would be observed there with this confidence,
  /// with t of Student's distribution: P(|T| ≤ t) = level.
  ///
  /// It is that of one place. All of a curve at once is within its intervals with less confidence.
  ///
  /// - Parameter level: The confidence, between 0 and 1; 0.95 unless given.
  /// - Returns: NaN at both ends where the standard error is not known, or the level is no probability.
  public func confidenceInterval(level: Double = 0.95) -> ConfidenceInterval {
    let width = StudentT(degreesOfFreedom: degreesOfFreedom).quantile(within: level) * standardError
    return ConfidenceInterval(level: level, lower: value - width, upper: value + width)
  }
}

/// Where a number is with some confidence.
public struct ConfidenceInterval: Sendable, Hashable {
  /// The confidence, between 0 and 1.
  public let level: Double
  public let lower: Double
  public let upper: Double

  public init(level: Double, lower: Double, upper: Double) {
    self.level = level
    self.lower = lower
    self.upper = upper
  }
}
