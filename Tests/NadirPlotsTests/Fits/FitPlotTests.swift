import Nadir
import NadirPlots
import Testing

/// A record without a run: what plots of fits look at.
func recordOfFits(_ fits: [FittedSeries], name: String = "record") -> RunRecord {
  RunRecord(
    name: name, algorithm: "none", value: 0, success: true, termination: .converged(.gradient), counts: Counts(),
    seconds: 0, rows: [], history: HistoryColumns(paths: []), fits: fits)
}

@Suite struct FitPlotTests {
  private let line: @Sendable (Double, [Double]) -> Double = { x, p in p[0] + p[1] * x }
  private let xs = [3.0, 0, 1, 2, 4]
  private let ys = [2.9, 0.1, 0.9, 2.2, 4.1]

  private func marks(_ chart: Chart, panel: Int = 0) -> [(name: String, mark: Mark)] {
    chart.panels[panel].layers.map { ($0.name, $0.mark) }
  }

  @Test func aCurveIsDrawnOnAFineGridWithItsBand() throws {
    let fitted = try fit(line, xs, ys, from: [0, 1])
    let chart = try fitPlot(fitted, level: 0.9, title: "calibration", x: "time (s)", y: "height [m]")
    #expect(chart.title == "calibration" && chart.subtitle == "90 % confidence band of the curve")
    let panel = try #require(chart.panels.first)
    #expect(panel.x == Axis("time", unit: "s") && panel.y == Axis("height", unit: "m"))
    #expect(panel.layers.map(\.name) == ["90 % band", "model", "data"])
    guard case .band(let band) = panel.layers[0].mark, case .line(let curve, .solid) = panel.layers[1].mark,
      case .points(let data, _) = panel.layers[2].mark
    else {
      Issue.record("\(panel.layers)")
      return
    }
    #expect(curve.count == 201 && curve.first?.x == 0 && curve.last?.x == 4)
    #expect(data == zip(xs, ys).map { Point($0, $1) })
    // The band of a line is the hyperbola of its textbook, narrowest at the mean place 2.
    let s = try #require(fitted.statistics).residualStandardError
    // t of three degrees of freedom at 0.95.
    let t = 2.3533634348018264
    for (place, interval) in zip(curve, band) {
      let width = s * t * (0.2 + (place.x - 2) * (place.x - 2) / 10).squareRoot()
      #expect(abs((interval.upper - interval.lower) / (2 * width) - 1) < 1e-6)
      #expect(abs((interval.upper + interval.lower) / 2 - place.y) < 1e-9 && interval.x == place.x)
    }
  }

  @Test func standardDeviationsAreBars() throws {
    let fitted = try fit(line, xs, ys, standardDeviations: xs.map { _ in 0.25 }, from: [0, 1])
    let layers = marks(try fitPlot(fitted))
    #expect(layers.map(\.name) == ["95 % band", "model", "data", "data"])
    guard case .bars(let bars) = layers[2].mark else {
      Issue.record("\(layers)")
      return
    }
    #expect(bars[0] == Interval(3, from: 2.65, to: 3.15))
  }

  @Test func withoutStandardErrorsThereIsNoBand() throws {
    let fitted = try fit(line, xs, ys, from: [0, 1], using: .nelderMead())
    for chart in [try fitPlot(fitted), fitPlot(fitted.record)] {
      #expect(marks(chart).map(\.name) == ["model", "data"] && chart.subtitle.isEmpty)
    }
    let single = try fit({ x, p in p[0] }, [7.0], [3.0], from: [0])
    #expect(marks(try fitPlot(single)).map(\.name) == ["model", "data"])
  }

  /// Neither a line nor a band of one place can be seen.
  @Test func atOnePlaceTheModelIsAPointWithABar() throws {
    let fitted = try fit({ _, p in p[0] }, [7.0, 7, 7], [1.0, 2, 1.5], from: [0])
    for chart in [try fitPlot(fitted), fitPlot(fitted.record)] {
      let layers = marks(chart)
      #expect(layers.map(\.name) == ["95 % band", "model", "data"])
      guard case .bars(let bars) = layers[0].mark, case .points(let points, _) = layers[1].mark else {
        Issue.record("\(layers)")
        return
      }
      // s = 1/2, and t of two degrees of freedom at 0.975.
      #expect(bars.count == 1 && abs(bars[0].upper - 1.5 - 4.302652729911275 / 12.0.squareRoot()) < 1e-6)
      #expect(points.count == 1 && abs(points[0].y - 1.5) < 1e-9)
    }
  }

  @Test func recordsAreDrawnAlongTheirSortedPlaces() throws {
    let series = FittedSeries(
      name: "in bed (boys)", placeName: "day", places: [2, 0, .nan, 1], observed: [9, 1, 3, .nan],
      deviations: [.nan, .nan, .nan, .nan], fitted: [8, 2, 3, .nan], standardErrors: [1, 2, 1, .nan],
      degreesOfFreedom: 1)
    var other = series
    other.name = "gone"
    let chart = fitPlot(recordOfFits([series, other], name: "influenza"))
    #expect(chart.title == "influenza" && chart.panels.map(\.title) == ["in bed (boys)", "gone"])
    #expect(chart.panels[0].y == Axis("in bed", unit: "boys") && chart.panels[0].x == Axis("day"))
    let layers = marks(chart)
    #expect(layers[1].mark == .line([Point(0, 2), Point(2, 8)]))
    guard case .band(let band) = layers[0].mark else {
      Issue.record("\(layers)")
      return
    }
    // t of one degree of freedom at 0.975 is tan 0.475π.
    #expect(abs(band[0].upper - 2 - 2 * 12.706204736174694) < 1e-9 && band[1].x == 2)
    #expect(fitPlot(recordOfFits([series])).panels[0].title.isEmpty)
    #expect(fitPlot(recordOfFits([])).panels.isEmpty)
  }

  @Test(arguments: [
    ("x[0]", "x[0]", ""), ("f(x)", "f(x)", ""), ("mass (kg)", "mass", "kg"), ("()", "()", ""), ("", "", ""),
  ])
  func unitsAreReadFromNames(name: String, title: String, unit: String) {
    let series = FittedSeries(
      name: name, placeName: "x", places: [], observed: [], deviations: [], fitted: [], standardErrors: [],
      degreesOfFreedom: 0)
    #expect(fitPlot(recordOfFits([series])).panels[0].y == Axis(title, unit: unit))
  }

  @Test(arguments: [(0.5, "50 %"), (0.6827, "68.27 %"), (0.995, "99.5 %"), (0.9999, "99.99 %")])
  func levelsAreNotRounded(level: Double, text: String) throws {
    let chart = try fitPlot(try fit(line, xs, ys, from: [0, 1]), level: level)
    #expect(marks(chart)[0].name == "\(text) band" && chart.subtitle.hasPrefix("\(text) confidence"))
  }

  @Test func aLevelThatIsNoneDrawsNoBand() throws {
    let fitted = try fit(line, xs, ys, from: [0, 1])
    for level in [1.0, -1, 2, .nan, .infinity] {
      #expect(marks(try fitPlot(fitted, level: level)).map(\.name) == ["model", "data"])
    }
  }
}
