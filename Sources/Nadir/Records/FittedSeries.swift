import NadirScalars

/// Data with a model that was fitted to them.
///
/// What is not known is NaN, so that series with gaps are not equal to a copy that was read from a file.
public struct FittedSeries: Sendable, Equatable {
  /// What was observed, such as `in_bed`.
  public var name: String
  /// What it was observed along, such as `day`.
  public var placeName: String
  /// The places; those of the data in their order, which need not be ascending.
  public var places: [Double]
  /// NaN where nothing was observed.
  public var observed: [Double]
  /// The standard deviations of the data; NaN where they were not given.
  public var deviations: [Double]
  /// The model at the places; NaN where it is not known.
  public var fitted: [Double]
  /// The standard errors of the model at the places, from those of the parameters; NaN where they are not known.
  public var standardErrors: [Double]
  /// Those of the residuals, m − rank.
  public var degreesOfFreedom: Int

  public init(
    name: String, placeName: String, places: [Double], observed: [Double], deviations: [Double], fitted: [Double],
    standardErrors: [Double], degreesOfFreedom: Int
  ) {
    self.name = name
    self.placeName = placeName
    self.places = places
    self.observed = observed
    self.deviations = deviations
    self.fitted = fitted
    self.standardErrors = standardErrors
    self.degreesOfFreedom = degreesOfFreedom
  }
}

extension FittedSeries {
  /// The intervals fitted ± t · standard error of the places, one by one, as in ``Prediction``.
  ///
  /// - Parameter level: The confidence, between 0 and 1; 0.95 unless given.
  /// - Returns: One interval for each place, with NaN at both ends where the standard error is not known.
  public func confidenceIntervals(level: Double = 0.95) -> [ConfidenceInterval] {
    let t = StudentT(degreesOfFreedom: Double(degreesOfFreedom)).quantile(within: level)
    return zip(fitted, standardErrors).map { value, error in
      ConfidenceInterval(level: level, lower: value - t * error, upper: value + t * error)
    }
  }

  /// What the data are above the model, observed − fitted; NaN where either is not known.
  public var residuals: [Double] { zip(observed, fitted).map { $0 - $1 } }
}
