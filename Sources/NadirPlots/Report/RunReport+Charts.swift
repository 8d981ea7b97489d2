import Nadir
import NadirCharts

extension RunReport {
  var charts: HTML? {
    guard record.history.values.contains(where: \.isFinite) else { return nil }
    var figures: [HTML] = [
      .figure("The value of every evaluation, and the best one so far.") { () throws(InvalidArgument) in
        try criterionPlot([record], showing: .everyValue)
      },
      .figure("The parameters at the best point so far\(record.localOptima.isEmpty ? "" : " of the best run").") {
        () throws(InvalidArgument) in try parametersPlot(record)
      },
    ]
    if !record.fits.isEmpty {
      figures += [
        .figure("The data, and the model at the best point.") { fitPlot(record).untitled },
        .figure("What the model leaves of the data.") { residualPlot(record).untitled },
      ]
    }
    return section("Charts", figures)
  }

  /// Who evaluated when; `nil` where that is not known.
  var timeline: HTML? {
    workersPlot(record).map { chart in
      let height = min(480, 110 + 26 * record.workers)
      return section(
        "Workers", [.figure("Each line is an evaluation, on the worker that made it.", height: height) { chart }])
    }
  }
}

extension Chart {
  /// The chart without the name of the run, which the page has in its heading.
  fileprivate var untitled: Chart {
    var chart = self
    chart.title = ""
    return chart
  }
}

extension HTML {
  /// The width of a chart on a page and on a phone, in pixels.
  private static let widths = [("wide", 900), ("narrow", 400)]

  /// A chart with what it shows, or why there is none.
  ///
  /// It is drawn twice, for pages and for phones, because the writing of one that is made smaller cannot be read.
  static func figure(
    _ caption: String, height: Int? = nil, _ draw: () throws(InvalidArgument) -> Chart
  ) -> HTML {
    do throws(InvalidArgument) {
      let chart = try draw()
      let drawings = widths.map { name, width in
        HTML.tag(
          "div", ["class": "chart \(name)"], .written(chart.svg(width: width, height: height, theme: .automatic)))
      }
      return .tag("figure", [:], drawings + [.tag("figcaption", [:], caption)])
    } catch {
      return .tag("p", ["class": "note"], "There is no chart here: \(error)")
    }
  }
}
