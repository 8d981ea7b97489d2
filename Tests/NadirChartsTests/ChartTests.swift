import NadirCharts
import Testing

@Suite struct ChartTests {
  @Test(arguments: [(1, 1), (2, 2), (4, 2), (5, 3), (12, 3)])
  func panelsStandInAboutAsManyColumnsAsRows(count: Int, columns: Int) {
    let panel = Panel(x: Axis("x"), y: Axis("y"), layers: [])
    #expect(Chart(panels: Array(repeating: panel, count: count)).columns == columns)
  }
}
