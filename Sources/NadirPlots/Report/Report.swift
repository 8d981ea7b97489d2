public import Nadir
import NadirCharts

/// What there is to say of one run or of several, as one HTML file that needs nothing else.
///
///     let outcome = try minimize(from: ["a": 1.0, "b": 2.0]) { p in … }
///     let html = Report(of: outcome).html
///
/// It holds what the best point is and why the run stopped, the parameters with the bounds they hit and their standard
/// errors where they are known, charts that tell values on hover, the failures with their messages, and how to make the
/// run again. Several runs are compared first. The file asks nothing of the network, and its policy forbids that it does;
/// it is readable in light and dark, on paper and on a phone. Every text of a study, a program or an objective is escaped.
public struct Report: Sendable {
  /// A run in a report.
  public struct Run: Sendable {
    public var record: RunRecord
    /// Where it comes from; `nil` where that is not known.
    public var provenance: Provenance?

    public init(_ run: some Recorded, provenance: Provenance? = nil) {
      record = run.record
      self.provenance = provenance
    }
  }

  public var title: String
  public var runs: [Run]

  /// - Parameters:
  ///   - runs: What is reported; a comparison comes first where there are several.
  ///   - title: The heading; the name of the only run, or a word on the comparison, unless given.
  public init(of runs: [Run], title: String? = nil) {
    self.runs = runs
    self.title = title ?? (runs.count == 1 ? runs[0].record.name : "Comparison of \(counted(runs.count, "run"))")
  }

  public init(of run: some Recorded, provenance: Provenance? = nil, title: String? = nil) {
    self.init(of: [Run(run, provenance: provenance)], title: title)
  }

  /// The text of the HTML file.
  public var html: String {
    var text = "<!DOCTYPE html>\n"
    document.write(to: &text)
    return text + "\n"
  }

  private var document: HTML {
    .tag(
      "html", ["lang": "en"],
      .tag(
        "head", [:],
        .tag("meta", ["charset": "utf-8"]),
        .tag("meta", ["http-equiv": "Content-Security-Policy", "content": ReportPage.policy]),
        .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .tag("meta", ["name": "color-scheme", "content": "light dark"]),
        .tag("meta", ["name": "generator", "content": "Nadir \(nadirVersion)"]),
        .tag("title", [:], title),
        .tag("style", [:], .written(ReportPage.style))),
      .tag(
        "body", [:],
        .tag("main", [:], [header] + body + [footer]),
        .tag("script", [:], .written(ReportPage.script))))
  }

  private var header: HTML {
    let began = runs.compactMap(\.provenance?.began).min()
    let kicker = ["Optimization report", began.map { $0.replacing("T", with: " ").replacing("Z", with: " UTC") }]
    return .tag(
      "header", [:],
      .tag("p", ["class": "kicker"], kicker.compactMap(\.self).joined(separator: " · ")),
      .tag("h1", [:], title))
  }

  private var body: [HTML] {
    guard runs.count > 1 else { return runs.flatMap { RunReport($0, level: 2).sections } }
    return [ComparisonReport(runs.map(\.record)).section]
      + runs.map { run in
        .tag("section", ["class": "run"], [.tag("h2", [:], run.record.name)] + RunReport(run, level: 3).sections)
      }
  }

  private var footer: HTML {
    .tag("footer", [:], .paragraph("Written by Nadir \(nadirVersion)."))
  }
}
