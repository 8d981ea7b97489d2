import Testing

@testable import NadirCharts

@Suite struct OccupancyTests {
  private let plot = Rectangle(x: 50, y: 20, width: 200, height: 100)

  @Test func linesCoverWhatTheyCross() {
    var occupancy = Occupancy(of: plot)
    occupancy.insert([Place(x: 50, y: 20), Place(x: 250, y: 120)])
    #expect(!occupancy.isFree(Rectangle(x: 145, y: 60, width: 20, height: 10)))
    #expect(occupancy.isFree(Rectangle(x: 60, y: 90, width: 60, height: 20)))
  }

  @Test func whatIsOutsideIsFree() {
    var occupancy = Occupancy(of: plot)
    occupancy.insert(Rectangle(x: -1e9, y: -1e9, width: 2e9, height: 2e9))
    #expect(!occupancy.isFree(Rectangle(x: 60, y: 30, width: 1, height: 1)))
    #expect(occupancy.isFree(Rectangle(x: 300, y: 30, width: 1, height: 1)))
  }

  @Test func namesOfLevelsGoWhereNothingIs() throws {
    // Data over the right end of the level.
    let points = (0...100).map { Point(Double($0), $0 < 60 ? 50 : Double($0 % 20)) }
    let layers = [Layer("f", .line(points), in: .series(0)), Layer("known minimum", .level(5))]
    let chart = Chart(panels: [Panel(x: Axis("x"), y: Axis("y"), layers: layers)])
    let panel = try #require(ChartLayout(chart, width: 720, height: nil).panels.first)
    let note = try #require(panel.notes.first)
    #expect(panel.occupancy.isFree(note.box))
    #expect(note.box.maxX < panel.x.scale(60))
    #expect((note.box.y - panel.y.scale(5)).magnitude < 20)
  }

  @Test func valuesOfContoursStandOnTheirLinesBesideData() throws {
    let panel = try #require(ChartLayout(SampleCharts.field, width: 720, height: nil).panels.first)
    let field = try #require(panel.panel.field)
    let contours = ContourLayout(of: field, colors: FieldColors(of: field), in: panel)
    let labels = contours.levels.flatMap(\.labels)
    #expect(labels.count >= 3)
    for (i, label) in labels.enumerated() {
      #expect(panel.plot.contains(label.box))
      #expect(panel.occupancy.isFree(label.box))
      #expect(labels[..<i].allSatisfy { !$0.box.intersects(label.box) })
    }
    for level in contours.levels {
      for label in level.labels {
        let middle = Place(x: label.place.x, y: label.place.y - 3.5)
        #expect(
          level.lines.joined().contains { ($0.x - middle.x).magnitude < 12 && ($0.y - middle.y).magnitude < 12 })
      }
    }
  }
}
