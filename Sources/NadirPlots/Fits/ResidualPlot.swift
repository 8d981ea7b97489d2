public import Nadir
public import NadirCharts

/// What the data of a run are above the models that were fitted to them, along their places; one panel for each series.
///
/// Where all standard deviations of a series are known, residuals are divided by them, and lines mark two of them. A
/// residual beyond three standard deviations is an outlier and marked; where they are not known, one beyond three times
/// 1.4826 (1 + 5/ν) times the median magnitude, with ν degrees of freedom, which estimates the standard deviation of
/// normally distributed residuals and is not moved by outliers (Rousseeuw & Leroy 1987, Robust Regression and Outlier
/// Detection, section 5.1, doi:10.1002/0471725382). Where ν is not known it is the number of residuals.
///
/// - Parameter run: A fit or the record of a run; see ``Nadir/RunRecord/fits``.
/// - Returns: A chart without panels where no data are known.
@_disfavoredOverload
public func residualPlot(_ run: some Recorded) -> Chart {
  let record = run.record
  let panels = record.fits.map { $0.residualPanel(isAlone: record.fits.count == 1) }
  return Chart(record.name, subtitle: "data − model", panels: panels)
}

/// The same for a fit along numbers, under names that it does not know itself.
///
/// - Parameters:
///   - fit: A fit along numbers.
///   - title: The chart's title; none unless given.
///   - x: What the places are, with its unit in parentheses where it has one.
///   - y: What was observed.
public func residualPlot<Shape: Sendable>(
  _ fit: Fit<Double, Shape>, title: String = "", x: String = "x", y: String = "y"
) -> Chart {
  var record = fit.record
  record.name = title
  for i in record.fits.indices { (record.fits[i].placeName, record.fits[i].name) = (x, y) }
  return residualPlot(record)
}

extension FittedSeries {
  fileprivate func residualPanel(isAlone: Bool) -> Panel {
    let isStandardized =
      zip(residuals, deviations).allSatisfy { !$0.isFinite || ($1.isFinite && $1 > 0) }
      && residuals.contains(where: \.isFinite)
    let heights = isStandardized ? zip(residuals, deviations).map { $0 / $1 } : residuals
    let limit = isStandardized ? 3 : 3 * spread
    let isOutlier = heights.map { $0.magnitude > limit }
    func points(_ wanted: Bool) -> [Point] {
      places.indices.filter { isOutlier[$0] == wanted }.map { Point(places[$0], heights[$0]) }
    }
    let stems = zip(places, heights).filter(\.1.isFinite).map { Interval($0, from: min(0, $1), to: max(0, $1)) }
    var layers = [Layer("", .level(0, .solid), in: .muted)]
    if isStandardized { layers += [-2, 2].map { Layer("", .level($0), in: .muted) } }
    layers += [Layer("", .bars(stems), in: .muted), Layer("residual", .points(points(false)), in: .series(0))]
    if isOutlier.contains(true) { layers.append(Layer("outlier", .points(points(true)), in: .alarm)) }
    let observedAxis = Axis(named: name)
    let title = "residual of \(observedAxis.title)"
    let y = isStandardized ? Axis(title, unit: "standard deviations") : Axis(title, unit: observedAxis.unit)
    return panel(isAlone: isAlone, y: y, layers: layers)
  }

  /// A standard deviation of the residuals that outliers do not move; that of all where more than half of them are 0.
  private var spread: Double {
    let magnitudes = residuals.filter(\.isFinite).map(\.magnitude).sorted()
    guard !magnitudes.isEmpty else { return .infinity }
    let count = magnitudes.count
    let median = (magnitudes[(count - 1) / 2] + magnitudes[count / 2]) / 2
    // Few residuals of a fit are smaller than the errors that they are left of.
    let freedom = Double(degreesOfFreedom > 0 ? degreesOfFreedom : count)
    if median > 0 { return 1.4826 * (1 + 5 / freedom) * median }
    let squares = magnitudes.reduce(0) { $0 + $1 * $1 }
    return squares > 0 ? (squares / Double(count)).squareRoot() : .infinity
  }
}
