import Foundation
import Nadir
import NadirPlots
import Testing
import _TestSupport

@Suite(.alone) struct ReportTests {
  @Test func everyTextIsEscaped() {
    for html in [Hostile.report.html, Hostile.comparison.html] {
      for tag in ["<img", "<svg onload", "<style>@import", "</style></title>", "<script>document.documentElement"] {
        #expect(!html.contains(tag), "\(tag)")
      }
      // One script, and one style of its own beside those of the charts.
      #expect(html.split(separator: "<script", omittingEmptySubsequences: false).count == 2)
      #expect(html.contains("&lt;script&gt;document.documentElement.dataset.broken = &quot;1&quot;&lt;/script&gt;"))
      #expect(html.contains("&#39; &amp; ]]&gt; --&gt;"))
      // Pictures of what cannot be shown, and the end of a line as one character.
      #expect(html.contains("\u{2400}\u{241B}[31m\u{FFFD}\n"))
      #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    }
  }

  @Test func whatHappenedIsSaid() throws {
    var record = Hostile.record()
    record.name = "influenza"
    record.algorithm = "BFGS"
    record.history.failures = record.history.failures.map { $0.map { _ in "no <licence>" } }
    let html = Report(of: record, provenance: Hostile.provenance).html
    for text in [
      "<title>influenza</title>", "<h1>influenza</h1>",
      "BFGS varied 2 parameters. The smallest value that it found is 1.225, from 10 at the start, after 40 evaluations in "
        + "20 rounds on 2 workers, in 10 s.",
      "<strong>Converged: the value no longer changes</strong>", "<dt>busy</dt><dd>80 %</dd>", "at its lower bound",
      ">0.012</td>", ">0 … 2</td>", "6 ×", "no &lt;licence&gt;", "6 evaluations of 40 failed.",
      "<dt>seed</dt><dd>7</dd>",
      "How to make it again", "Written by Nadir \(nadirVersion).",
    ] {
      #expect(html.contains(text), "\(text)")
    }
    #expect(!html.contains("There is no chart here"))
  }

  @Test func manyRunsHaveASection() throws {
    let record = Hostile.multistart(runs: 20)
    let html = Report(of: record).html
    for text in [
      "varied 2 parameters in 20 runs.", "<h2>Runs</h2>", "All 20 runs came to 3 minima, 7 of them to the best.",
      "stopped: an earlier run has ended where this one was going", "<summary>8 more</summary>",
      "all from the same place",
    ] {
      #expect(html.contains(text), "\(text)")
    }
    #expect(!html.contains("There is no chart here"))
    #expect(!html.contains("<script>document"), "paths are escaped")
    #expect(!Report(of: Hostile.record()).html.contains("<h2>Runs</h2>"))
    #expect(html.contains("The parameters at the best point so far of the best run."))
    let beside = Report(of: [Report.Run(record), Report.Run(Hostile.record())]).html
    #expect(beside.contains(">starts</th>") && beside.contains("<td class=\"number\">20</td>"))
    #expect(!Hostile.comparison.html.contains(">starts</th>"))

    var stopped = Hostile.multistart(runs: 3)
    stopped.basins = []
    stopped.localOptima = stopped.localOptima.map {
      var optimum = $0
      optimum.basin = nil
      return optimum
    }
    #expect(Report(of: stopped).html.contains("None of 3 runs came to a minimum."))
  }

  @Test func theCommandLineIsAsAShellReadsIt() {
    var provenance = Hostile.provenance
    provenance.directory = "/tmp/my runs"
    provenance.commandLine = ["nadir", "minimize", "it's.yaml", "--report", "a$b.html", "", "x=1"]
    let html = Report(of: Hostile.record(), provenance: provenance).html
    #expect(
      html.contains(
        "cd &#39;/tmp/my runs&#39;\nnadir minimize &#39;it&#39;\\&#39;&#39;s.yaml&#39; --report &#39;a$b.html&#39; "
          + "&#39;&#39; x=1<"))
  }

  @Test func failuresAreGroupedByTheirMessages() {
    var record = Hostile.record(evaluations: 100)
    record.history.failures = (0..<100).map { $0 < 90 ? "kind \($0 % 45)" : nil }
    record.history.failures[99] = "kind 7"
    record.counts.failures = 120
    let html = Report(of: record).html
    #expect(html.contains("120 evaluations of 100 failed."))
    #expect(html.split(separator: "class=\"failure\"", omittingEmptySubsequences: false).count == 1 + 24)
    let mostFrequent = html.range(of: "3 ×"), next = html.range(of: "2 ×")
    #expect(mostFrequent.map(\.lowerBound) ?? html.endIndex < next.map(\.lowerBound) ?? html.startIndex)
    #expect(html.contains("21 other messages, 42 times in all."))
    #expect(html.contains("The history kept 91 of them."))
  }

  @Test func whatIsNotKnownIsLeftOut() {
    var record = Hostile.record()
    record.fits = []
    record.history.workers = record.history.workers.map { _ in nil }
    record.history.failures = record.history.failures.map { _ in nil }
    record.counts.failures = 0
    let html = Report(of: record).html
    for heading in ["Workers", "Failures", "How to make it again"] { #expect(!html.contains("<h2>\(heading)</h2>")) }
    #expect(!html.contains("<dt>busy</dt>"))
    #expect(html.contains("<h2>Charts</h2>"))
  }

  @Test func aRunWithoutEvaluationsHasAReport() {
    let record = RunRecord(
      name: "nothing", algorithm: "BFGS", value: .nan, success: false, termination: .stopped(.cancelled),
      counts: Counts(), seconds: 0, rows: [RunRecord.Row(path: "x", start: 1, best: 1)],
      history: HistoryColumns(paths: ["x"]))
    let html = Report(of: record).html
    #expect(html.contains("BFGS ended before anything was evaluated."))
    #expect(!html.contains("<h2>Charts</h2>"))
    #expect(Report(of: [Report.Run(record), Report.Run(record)]).html.contains("0 of 2 runs converged."))
  }

  @Test func longTablesAreFolded() {
    var record = Hostile.record()
    record.rows = (0..<100).map { RunRecord.Row(path: "p[\($0)]", start: 0, best: 1) }
    let html = Report(of: record).html
    #expect(html.contains("<summary>40 more</summary>"))
    #expect(html.contains("p[99]"))
  }

  @Test func anOutcomeIsReportedAsItIs() throws {
    let outcome = try minimize(from: ["a": 1, "b": 2]) { p in p.values.reduce(0) { $0 + $1 * $1 } }
    let html = Report(of: outcome, title: "Bowl").html
    #expect(html.contains("<h1>Bowl</h1>"))
    #expect(html.contains("varied 2 parameters"))
  }

  /// The page's policy names the digest of its script; Python knows it, too.
  @Test func thePolicyNamesTheScript() throws {
    let html = Hostile.report.html
    let script = try #require(html.firstMatch(of: #/<script>((?:.|\n)*)</script>/#)?.1)
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import sys, hashlib, base64; "
        + "print(base64.b64encode(hashlib.sha256(sys.stdin.buffer.read()).digest()).decode())",
    ]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
    try input.fileHandleForWriting.close()
    let digest = String(decoding: try #require(try output.fileHandleForReading.readToEnd()), as: UTF8.self)
    process.waitUntilExit()
    let expected = "script-src &#39;sha256-\(digest.trimmingCharacters(in: .whitespacesAndNewlines))&#39;"
    #expect(html.contains(expected), "\(expected)")
  }

  @Test func workersAreDrawnWhereTheyAreKnown() throws {
    let record = Hostile.record()
    let chart = try #require(workersPlot(record))
    let layers = try #require(chart.panels.first?.layers)
    #expect(layers.map(\.name).filter { !$0.isEmpty } == ["algorithm's points", "difference points", "failures"])
    var unknown = record
    unknown.history.workers[3] = nil
    #expect(workersPlot(unknown) == nil)
    #expect(workersPlot(RunRecord.empty) == nil)
  }

  /// A file may say anything.
  @Test(arguments: [(0.0, Double.infinity), (-1e308, 1e308), (-1e308, -1e308)])
  func timesOfAnySizeAreDrawnOrNot(start: Double, end: Double) {
    var record = Hostile.record()
    record.history.starts[0] = start
    record.history.ends[0] = end
    #expect((workersPlot(record) == nil) == !end.isFinite)
    #expect(!Report(of: record).html.isEmpty)
  }

  /// What cannot be told apart is one line: a worker that was never idle has one, however many evaluations it made.
  @Test func linesOfABusyWorkerHangTogether() throws {
    var record = Hostile.record(evaluations: 5000)
    record.history.kinds = record.history.kinds.map { _ in .value }
    record.history.failures = record.history.failures.map { _ in nil }
    record.history.workers = record.history.workers.map { _ in 0 }
    record.history.starts = (0..<5000).map { Double($0) }
    record.history.ends = (0..<5000).map { Double($0) + 0.999 }
    let chart = try #require(workersPlot(record))
    guard case .line(let points, _) = chart.panels[0].layers[0].mark else {
      Issue.record("no line")
      return
    }
    #expect(points.filter { $0.x.isFinite }.map(\.x) == [0, 4999.999])

    // Those that can be told apart are not joined, however close they are.
    record = Hostile.record(evaluations: 3)
    record.history.kinds = record.history.kinds.map { _ in .value }
    record.history.workers = [0, 0, 0]
    record.history.starts = [0, 1, 2]
    record.history.ends = [1, 2, 3]
    let few = try #require(workersPlot(record))
    guard case .line(let separate, _) = few.panels[0].layers[0].mark else {
      Issue.record("no line")
      return
    }
    #expect(separate.filter { $0.x.isFinite }.map(\.x) == [0, 1, 1, 2, 2, 3])
  }
}

extension RunRecord {
  fileprivate static var empty: RunRecord {
    RunRecord(
      name: "", algorithm: "", value: .nan, success: false, termination: .stopped(.time), counts: Counts(), seconds: 0,
      rows: [], history: HistoryColumns(paths: []))
  }
}
