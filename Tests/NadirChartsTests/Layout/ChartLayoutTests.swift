import Testing

@testable import NadirCharts

@Suite struct ChartLayoutTests {
  /// All that is written, with a name for messages.
  private static func texts(of layout: ChartLayout) -> [PlacedText] {
    var texts = layout.texts + layout.legend.items.map(\.text)
    for panel in layout.panels {
      texts += panel.texts + panel.x.labels + panel.y.labels + panel.notes
      if let labels = panel.endLabels { texts += labels.items.map(\.text) }
      if let bar = panel.colorBar { texts += bar.labels + (bar.title.map { [$0] } ?? []) }
    }
    return texts
  }

  @Test(arguments: SampleCharts.all.map(\.name), [360, 720, 1200])
  func textsDoNotOverlapAndAreInsideThePicture(name: String, width: Int) {
    let layout = ChartLayout(SampleCharts.named(name), width: width, height: nil)
    let texts = ChartLayoutTests.texts(of: layout)
    let picture = Rectangle(x: 0, y: 0, width: layout.width, height: layout.height)
    for (i, text) in texts.enumerated() {
      #expect(picture.contains(text.box), "\(text.label.plain) \(text.box)")
      for other in texts[..<i] {
        #expect(!text.box.intersects(other.box), "\(text.label.plain) and \(other.label.plain)")
      }
    }
  }

  @Test(arguments: SampleCharts.all.map(\.name))
  func onlyNotesAndNamesOfLinesAreInPlots(name: String) {
    let layout = ChartLayout(SampleCharts.named(name), width: 720, height: nil)
    for panel in layout.panels where !panel.isEmpty {
      for text in layout.texts + layout.legend.items.map(\.text) + panel.texts + panel.x.labels + panel.y.labels {
        #expect(!text.box.intersects(panel.plot), "\(text.label.plain)")
      }
      let occupancy = panel.occupancy
      for item in panel.endLabels?.items ?? [] { #expect(occupancy.isFree(item.text.box), "\(item.text.label.plain)") }
    }
  }

  @Test func dataAreInsideThePlot() {
    for (name, chart) in SampleCharts.all {
      for panel in ChartLayout(chart, width: 720, height: nil).panels {
        let plot = panel.plot
        for layer in panel.panel.layers {
          guard case .line(let points, _) = layer.mark else { continue }
          for point in panel.runs(of: points).flatMap(\.self) {
            #expect(plot.contains(Rectangle(x: point.x, y: point.y, width: 0, height: 0)), "\(name)")
          }
        }
      }
    }
  }

  @Test func fewLinesHaveTheirNamesAtTheirEnds() throws {
    let layout = ChartLayout(SampleCharts.runs(3), width: 720, height: nil)
    #expect(layout.legend.items.isEmpty)
    #expect(layout.panels.first?.endLabels?.items.count == 3)
  }

  @Test func manyLinesHaveALegendAboveThePlot() throws {
    let layout = ChartLayout(SampleCharts.runs(40), width: 720, height: nil)
    #expect(layout.legend.items.count == 40)
    let plot = try #require(layout.panels.first?.plot)
    #expect(layout.legend.items.allSatisfy { $0.text.box.maxY < plot.y && $0.glyph.maxY < plot.y })
  }

  @Test func oneNameNeedsNoLegend() {
    let points = [Point(0, 0), Point(1, 1)]
    func items(_ layers: [Layer]) -> Int {
      let chart = Chart(panels: [Panel(x: Axis("x"), y: Axis("y"), layers: layers)])
      return ChartLayout(chart, width: 720, height: nil).legend.items.count
    }
    #expect(items([Layer("only", .line(points)), Layer("only", .points(points))]) == 0)
    #expect(items([Layer("only", .line(points)), Layer("", .points(points))]) == 1)
  }

  @Test func plotsOfAGridStandInLine() {
    let panels = ChartLayout(SampleCharts.grid, width: 720, height: nil).panels
    for (i, panel) in panels.enumerated() {
      #expect(panel.plot.x == panels[i % 3].plot.x)
      #expect(panel.plot.y == panels[i / 3 * 3].plot.y)
      #expect(panel.plot.height == panels[0].plot.height)
    }
  }

  /// As many panels stand beside each other as can be read.
  @Test(arguments: [(120, 1), (360, 2), (720, 3)])
  func aNarrowPictureHasFewerColumns(width: Int, columns: Int) {
    let layout = ChartLayout(SampleCharts.grid, width: width, height: nil)
    #expect(Set(layout.panels.map(\.plot.x)).count == columns)
    #expect(width < 200 || layout.panels.allSatisfy { $0.plot.width >= 80 })
  }

  @Test func panelsBelowEachOtherShareTheTitleOfTheirAxis() {
    let panels = ChartLayout(SampleCharts.grid, width: 720, height: nil).panels
    let titled = panels.map { panel in panel.texts.contains { $0.label.base == "evaluations" } }
    #expect(titled == [false, false, false, false, false, true, true, true])
  }

  @Test(arguments: [220, 400, 800])
  func theHeightIsThatAskedFor(height: Int) {
    let layout = ChartLayout(SampleCharts.runs(3), width: 720, height: height)
    #expect((layout.height - Double(height)).magnitude < 1e-9)
  }

  @Test func theSamePanelAtAnySizeIsALayout() {
    for width in [1, 120, 200, 5000] {
      for height in [1, 100, 3000] {
        let layout = ChartLayout(SampleCharts.marks, width: width, height: height)
        #expect(layout.panels.allSatisfy { $0.plot.width > 0 && $0.plot.height > 0 })
      }
    }
  }
}
