public import Nadir
public import NadirCharts

/// Data, the curve that was fitted to them, and its confidence band.
///
///     let fit = try fit(decay, times, counts, from: [1, 0.1])
///     let chart = try fitPlot(fit, x: "time (s)", y: "counts")
///
/// The curve is drawn on a fine grid from the first place to the last one, and as a point where that is the same; the band
/// around it is
/// ``Nadir/Prediction/confidenceInterval(level:)`` at each of them: where the mean of the data is expected with this
/// confidence, place by place, not the data themselves. Without standard errors there is no band. Data have bars of one
/// standard deviation where those were given.
///
/// - Parameters:
///   - fit: A fit along numbers.
///   - level: The confidence of the band, between 0 and 1; 0.95 unless given.
///   - title: The chart's title; none unless given.
///   - x: What the places are, with its unit in parentheses where it has one.
///   - y: What was observed.
///   - count: How many places the curve is drawn at, at least 2; 201 unless given.
/// - Throws: `DerivativeError` where the model fails at a place of the grid.
public func fitPlot<Shape: Sendable>(
  _ fit: Fit<Double, Shape>, level: Double = 0.95, title: String = "", x: String = "x", y: String = "y",
  count: Int = 201
) throws(DerivativeError) -> Chart {
  let places = fit.observations.xs.filter(\.isFinite)
  let (first, last) = (places.min() ?? 0, places.max() ?? 0)
  let steps = max(1, count - 1)
  let grid = first < last ? (0...steps).map { first + Double($0) / Double(steps) * (last - first) } : places
  let predictions = try fit.predictions(at: grid)
  let intervals = predictions.map { $0.confidenceInterval(level: level) }
  let series = fit.record.fits[0]
  let panel = Panel(
    x: Axis(named: x), y: Axis(named: y),
    layers: series.curve(zip(grid, predictions).map { Point($0, $1.value) }, along: grid, intervals, level)
      + series.data())
  return Chart(title, subtitle: hasBand(intervals) ? bandSubtitle(level) : "", panels: [panel])
}

/// The data of a run, the models that were fitted to them at the places of the data, and their confidence bands; one panel
/// for each series.
///
/// Between the places the curves are straight. The band is that of
/// ``Nadir/FittedSeries/confidenceIntervals(level:)``.
///
/// - Parameters:
///   - run: A fit or the record of a run; see ``Nadir/RunRecord/fits``.
///   - level: The confidence of the bands, between 0 and 1; 0.95 unless given.
/// - Returns: A chart without panels where no data are known.
// A fit along numbers is a record too, and the other form knows more of it.
@_disfavoredOverload
public func fitPlot(_ run: some Recorded, level: Double = 0.95) -> Chart {
  let record = run.record
  var hasBands = false
  let panels = record.fits.map { series in
    let sorted = series.places.indices.filter { series.places[$0].isFinite && series.fitted[$0].isFinite }
      .sorted { series.places[$0] < series.places[$1] }
    let intervals = series.confidenceIntervals(level: level)
    hasBands = hasBands || hasBand(intervals)
    let curve = series.curve(
      sorted.map { Point(series.places[$0], series.fitted[$0]) }, along: sorted.map { series.places[$0] },
      sorted.map { intervals[$0] }, level)
    return series.panel(isAlone: record.fits.count == 1, y: Axis(named: series.name), layers: curve + series.data())
  }
  return Chart(record.name, subtitle: hasBands ? bandSubtitle(level) : "", panels: panels)
}

private func hasBand(_ intervals: [ConfidenceInterval]) -> Bool {
  intervals.contains { ($0.upper - $0.lower).isFinite }
}

/// What the band is.
private func bandSubtitle(_ level: Double) -> String { "\(percent(level)) confidence band of the curve" }

/// With as many digits as tell 99.99 % from all.
private func percent(_ level: Double) -> String { "\(((1e8 * level).rounded() / 1e6).label) %" }

extension FittedSeries {
  /// A curve with its band.
  fileprivate func curve(
    _ points: [Point], along places: [Double], _ intervals: [ConfidenceInterval], _ level: Double
  ) -> [Layer] {
    let band = zip(places, intervals).map { Interval($0, from: $1.lower, to: $1.upper) }
    // At one place neither a curve nor a band can be seen.
    let isCurve = places.contains { $0 != places[0] }
    let model = Layer("model", isCurve ? .line(points) : .points(Array(points.prefix(1))), in: .series(0))
    guard hasBand(intervals) else { return [model] }
    let name = "\(percent(level)) band"
    return [Layer(name, isCurve ? .band(band) : .bars(Array(band.prefix(1))), in: .series(0)), model]
  }

  /// The data, with their standard deviations.
  fileprivate func data() -> [Layer] {
    let points = Layer("data", .points(zip(places, observed).map { Point($0, $1) }))
    guard deviations.contains(where: \.isFinite) else { return [points] }
    let bars = places.indices.map {
      Interval(places[$0], from: observed[$0] - deviations[$0], to: observed[$0] + deviations[$0])
    }
    return [Layer("data", .bars(bars)), points]
  }

  /// A panel of the series, with a title where it stands beside others.
  func panel(isAlone: Bool, y: Axis, layers: [Layer]) -> Panel {
    Panel(isAlone ? "" : name, x: Axis(named: placeName), y: y, layers: layers)
  }
}
