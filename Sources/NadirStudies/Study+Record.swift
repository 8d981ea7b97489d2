public import Nadir

extension Study {
  /// An outcome of the study as plain data, under the study's name and with the series that were compared with data.
  public func record(of outcome: Outcome<StudyParameters>) -> RunRecord {
    var record = outcome.record
    record.name = name
    record.fits = fits(of: outcome)
    return record
  }

  /// The model along the data: dᵢ + rᵢ/fᵢ, with the residuals rᵢ = fᵢ (mᵢ − dᵢ), which stand series after series.
  private func fits(of outcome: Outcome<StudyParameters>) -> [FittedSeries] {
    let statistics = outcome.statistics.flatMap { $0.isEstimated ? nil : $0 }
    let count = data.reduce(0) { $0 + $1.observed.count { $0 != nil } }
    // A run that ended before its first evaluation has none.
    let residuals = outcome.residuals.flatMap { $0.count == count ? $0 : nil }
    let errors = statistics.map { $0.standardErrorsOfResiduals() }.flatMap { $0.count == count ? $0 : nil }
    var next = 0
    return data.map { series in
      var fit = FittedSeries(
        name: series.name, placeName: series.placeName, places: series.places,
        observed: series.observed.map { $0 ?? .nan }, deviations: series.observed.map { _ in .nan },
        fitted: series.observed.map { _ in .nan }, standardErrors: series.observed.map { _ in .nan },
        degreesOfFreedom: statistics?.degreesOfFreedom ?? 0)
      for (i, observation) in series.observed.enumerated() {
        guard let observation else { continue }
        if let errors = series.errors { fit.deviations[i] = errors[i] }
        if let residuals { fit.fitted[i] = observation + residuals[next] / series.factors[i] }
        if let errors { fit.standardErrors[i] = errors[next] / series.factors[i] }
        next += 1
      }
      return fit
    }
  }
}
