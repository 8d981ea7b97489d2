/// Data with a model that was fitted to them.
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
