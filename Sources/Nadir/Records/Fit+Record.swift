extension Fit: Recorded {
  /// The run, with the data and the model at their places.
  public var record: RunRecord {
    var record = outcome.record
    record.fits = [series]
    return record
  }

  /// The data along their places where those are numbers, else along their indices.
  private var series: FittedSeries {
    let numbers = observations.xs as? [Double]
    let unknown = observations.ys.map { _ in Double.nan }
    var standardErrors = unknown
    if let statistics, !statistics.isEstimated {
      for (i, error) in zip(observations.counted, statistics.standardErrorsOfResiduals()) {
        standardErrors[i] = error / observations.weights[i].squareRoot()
      }
    }
    return FittedSeries(
      name: "y", placeName: numbers == nil ? "index" : "x", places: numbers ?? observations.ys.indices.map(Double.init),
      observed: observations.ys, deviations: observations.standardDeviations ?? unknown, fitted: fitted,
      standardErrors: standardErrors, degreesOfFreedom: statistics?.degreesOfFreedom ?? 0)
  }
}
