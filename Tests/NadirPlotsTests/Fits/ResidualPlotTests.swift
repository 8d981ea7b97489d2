import Nadir
import NadirPlots
import Testing

@Suite struct ResidualPlotTests {
  private func series(_ residuals: [Double], deviations: [Double]? = nil) -> FittedSeries {
    FittedSeries(
      name: "mass (kg)", placeName: "day", places: residuals.indices.map(Double.init),
      observed: residuals.map { 5 + $0 },
      deviations: deviations ?? residuals.map { _ in .nan }, fitted: residuals.map { _ in 5 },
      standardErrors: residuals.map { _ in .nan }, degreesOfFreedom: 2)
  }

  private func points(_ chart: Chart, _ name: String) -> [Point] {
    for layer in chart.panels[0].layers where layer.name == name {
      if case .points(let points, _) = layer.mark { return points }
    }
    return []
  }

  @Test func residualsStandAroundZero() {
    let chart = residualPlot(recordOfFits([series([0.5, -0.25, 0.5, .nan])]))
    #expect(chart.panels[0].y == Axis("residual of mass", unit: "kg") && chart.panels[0].x == Axis("day"))
    #expect(chart.panels[0].layers.contains { $0.mark == .level(0, .solid) })
    let drawn = points(chart, "residual")
    #expect(drawn.prefix(3) == [Point(0, 0.5), Point(1, -0.25), Point(2, 0.5)])
    // What is missing has no stem.
    #expect(
      chart.panels[0].layers.contains {
        $0.mark
          == .bars([Interval(0, from: 0, to: 0.5), Interval(1, from: -0.25, to: 0), Interval(2, from: 0, to: 0.5)])
      })
    #expect(!chart.panels[0].layers.contains { $0.name == "outlier" })
  }

  @Test func knownDeviationsStandardize() {
    let chart = residualPlot(recordOfFits([series([0.5, -0.25, 0.375], deviations: [0.25, 0.125, 0.0625])]))
    #expect(chart.panels[0].y == Axis("residual of mass", unit: "standard deviations"))
    #expect(points(chart, "residual") == [Point(0, 2), Point(1, -2)])
    #expect(points(chart, "outlier") == [Point(2, 6)])
    #expect(chart.panels[0].layers.contains { $0.mark == .level(-2) })
    // One that is not known leaves all as they are.
    let partly = residualPlot(recordOfFits([series([0.5, -0.25, 0.375], deviations: [0.25, .nan, 0.0625])]))
    #expect(partly.panels[0].y.unit == "kg")
  }

  /// An outlier that takes half of the sum of squares does not hide behind it.
  @Test func anOutlierIsSeenAmongFew() {
    let chart = residualPlot(recordOfFits([series([0.1, -0.2, 0.15, -0.1, 3, 0.05])]))
    #expect(points(chart, "outlier") == [Point(4, 3)] && points(chart, "residual").count == 5)
    // Where more than half are 0, the others are measured by all.
    let sparse = residualPlot(recordOfFits([series([0, 0, 0, 1])]))
    #expect(points(sparse, "outlier").isEmpty && points(sparse, "residual").count == 4)
  }

  /// Of few residuals most are small, because the parameters follow the data: the limit is 3 · 1.4826 (1 + 5/ν) times their
  /// median.
  @Test func fewDegreesOfFreedomMakeOutliersRarer() {
    var few = series([0.1, -0.1, 0.1, -0.1, 0.1, 0.8])
    func outliers() -> [Point] { points(residualPlot(recordOfFits([few])), "outlier") }
    #expect(outliers().isEmpty)
    few.degreesOfFreedom = 1000
    #expect(outliers().map(\.x) == [5])
    // Not known: 1 + 5/6.
    few.degreesOfFreedom = 0
    #expect(outliers().isEmpty)
    few.observed[5] = 5.9
    #expect(outliers().map(\.x) == [5])
  }

  @Test func aFitHasTheNamesThatItIsGiven() throws {
    let fitted = try fit({ (x: Double, p: [Double]) in p[0] * x }, [1.0, 2, 4], [1.1, 1.9, 4.2], from: [1])
    let chart = residualPlot(fitted, title: "spring", x: "mass (kg)", y: "length (mm)")
    #expect(chart.title == "spring" && chart.panels[0].x == Axis("mass", unit: "kg"))
    #expect(chart.panels[0].y == Axis("residual of length", unit: "mm"))
    let heights = points(chart, "residual").map(\.y)
    #expect(zip(heights, fitted.residuals).allSatisfy { abs($0 - $1) < 1e-12 } && heights.count == 3)
  }

  @Test func nothingIsNoTrouble() {
    #expect(residualPlot(recordOfFits([])).panels.isEmpty)
    #expect(points(residualPlot(recordOfFits([series([])])), "residual").isEmpty)
    #expect(residualPlot(recordOfFits([series([.nan, .nan])])).panels[0].y.unit == "kg")
  }
}
