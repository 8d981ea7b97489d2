import Testing

@testable import NadirCharts

@Suite struct SVGTests {
  @Test(arguments: SampleCharts.all.map(\.name), [Theme.light, .dark, .automatic])
  func everyChartIsWellFormedAndHasFiniteNumbers(name: String, theme: Theme) throws {
    let text = SampleCharts.named(name).svg(theme: theme)
    let root = try MarkupReader.document(text)
    #expect(root.name == "svg")
    #expect(root.children.prefix(3).map(\.name) == ["title", "desc", "style"])
    for node in root.all {
      #expect(node.attributes["id"] == nil)
      for (key, value) in node.attributes where !["class", "style", "role", "xmlns"].contains(key) {
        #expect(!value.lowercased().contains("nan") && !value.contains("inf"), "\(node.name) \(key)")
        if ["x", "y", "cx", "cy", "r", "width", "height"].contains(key) { #expect(Double(value) != nil, "\(value)") }
      }
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func anyChartIsWellFormed(seed: UInt64) throws {
    var charts = RandomCharts(seed: seed)
    for i in 0..<25 {
      let text = charts.chart().svg(width: 60 * i)
      #expect(throws: Never.self, "seed \(seed), chart \(i)") { try MarkupReader.document(text) }
      for piece in text.split(separator: "\"") where piece.first == "M" {
        #expect(!piece.contains("nan") && !piece.contains("inf"), "seed \(seed), chart \(i)")
      }
    }
  }

  @Test func theSameChartIsTheSameText() {
    for (_, chart) in SampleCharts.all { #expect(chart.svg() == chart.svg()) }
  }

  @Test func namesAreEscapedAndKept() throws {
    let root = try MarkupReader.document(SampleCharts.markup.svg())
    let texts = root.all.map(\.text)
    #expect(texts.contains("a<b> & \"c\" 'd' ]]>"))
    #expect(!texts.contains { $0.contains("\u{1B}") })
  }

  @Test func pointsSayTheirValuesOnHover() throws {
    let root = try MarkupReader.document(SampleCharts.marks.svg())
    let hits = root.all.filter { $0.attributes["class"] == "nadir-hit" }
    #expect(hits.allSatisfy { $0.name == "circle" && $0.children.first?.name == "title" })
    #expect(hits.contains { $0.children.first?.text == "dots\ntime: 4 s\nlength: 4 m\nnote 4" })
    #expect(hits.contains { $0.children.first?.text == "bars\ntime: 4 s\nlength: 2 … 6 m" })
  }

  @Test func aLineAndThePointsOnItSayTheirValuesOnce() throws {
    let root = try MarkupReader.document(SampleCharts.named("constant").svg())
    #expect(root.all.count { $0.attributes["class"] == "nadir-hit" } == 50)
  }

  @Test func manyPointsTakeLittleSpaceAndKeepTheirExtremes() throws {
    let points = (0..<10_000).map { Point(Double($0), Double($0 * 7919 % 10_007)) }
    for mark in [Mark.line(points), .points(points), .steps(points)] {
      let chart = Chart(
        "Many", panels: [Panel(x: Axis("evaluations", isWhole: true), y: Axis("value"), layers: [Layer("f", mark)])])
      let text = chart.svg()
      #expect(text.utf8.count < 100_000)
      let root = try MarkupReader.document(text)
      let hits = root.all.filter { $0.attributes["class"] == "nadir-hit" }
      #expect(hits.count <= 600)
      let said = hits.compactMap { $0.children.first?.text }
      let highest = points.map(\.y).max() ?? 0
      #expect(said.contains { $0.hasSuffix("value: " + NumberLabel(highest).plain) })
    }
  }

  @Test func themesHaveTheirRules() {
    let chart = SampleCharts.runs(2)
    #expect(!chart.svg(theme: .light).contains("prefers-color-scheme"))
    #expect(chart.svg(theme: .dark).contains(Palette.dark.background.code))
    let automatic = chart.svg(theme: .automatic)
    #expect(automatic.contains("@media (prefers-color-scheme:dark)"))
    #expect(automatic.contains(":root[data-theme=dark] .nadir-automatic"))
    #expect(!automatic.contains("var("))
  }

  @Test func gapsAreNotBridged() {
    let points = [Point(0, 0), Point(1, 1), Point(2, .nan), Point(3, 1), Point(4, 0)]
    let chart = Chart(panels: [Panel(x: Axis("x"), y: Axis("y"), layers: [Layer("f", .line(points))])])
    let line = chart.svg().split(separator: "<").first { $0.hasPrefix("path class=\"nadir-line\"") }
    #expect(line?.count { $0 == "M" } == 2)
  }

  @Test func aPanelWithoutDataSaysSo() throws {
    for name in ["empty", "not a number"] {
      let root = try MarkupReader.document(SampleCharts.named(name).svg())
      #expect(root.all.contains { $0.text == "no data" })
    }
  }

  @Test func theSizeIsThatAskedFor() throws {
    let root = try MarkupReader.document(SampleCharts.grid.svg(width: 900, height: 700))
    #expect(root.attributes["viewBox"] == "0 0 900 700")
  }
}
