import Nadir
import NadirPlots
import Testing

@Suite struct ProfilePlotsTests {
  private func corners(_ layer: Layer) -> [[Double]] {
    guard case .steps(let points, _) = layer.mark else { return [] }
    return points.map { [$0.x, $0.y] }
  }

  @Test func performanceProfilesBeginAtOneAndEndTogether() throws {
    let chart = try NadirPlots.performanceProfile(solvedByHand, accuracy: 0.1)
    let panel = chart.panels[0]
    #expect(panel.layers.map(\.name) == ["A", "B", "C"])
    #expect(panel.x.scale == .logarithmic)
    #expect(panel.y.range == 0...1)
    let third = 1 / 3.0
    #expect(corners(panel.layers[0]).dropLast() == [[1, third], [3, 2 * third]])
    #expect(corners(panel.layers[1]).dropLast() == [[1, third], [2, 2 * third]])
    #expect(Set(panel.layers.compactMap { corners($0).last?[0] }).count == 1)
    #expect(chart.subtitle == "3 problems, solved where f ≤ f* + 0.1 (f₀ − f*)")
  }

  @Test func dataProfilesBeginAtNothing() throws {
    let chart = try NadirPlots.dataProfile(solvedByHand, accuracy: 0.1, upTo: 5)
    #expect(corners(chart.panels[0].layers[0]) == [[0, 0], [1, 1 / 3.0], [5, 1 / 3.0]])
    #expect(chart.panels[0].x.title == "evaluations / (n + 1)")
    #expect(throws: InvalidArgument.self) { try NadirPlots.dataProfile(solvedByHand, upTo: 0) }
  }

  /// A solver that is as good as another one is seen in the gaps of its line.
  @Test func equalLinesAreBothSeen() throws {
    let solved = ["A", "B", "C"].map { attempt("p", $0, [(1, 5), ($0 == "B" ? 4 : 3, 0)]) }
    let strokes = try NadirPlots.dataProfile(solved).panels[0].layers.map { layer -> Mark.Stroke? in
      guard case .steps(_, let stroke) = layer.mark else { return nil }
      return stroke
    }
    #expect(strokes == [.solid, .solid, .dashed])
  }

  @Test func whereNothingIsSolvedLinesAreFlat() throws {
    let chart = try NadirPlots.performanceProfile([attempt("p", "A", [(1, 5)])])
    #expect(corners(chart.panels[0].layers[0]) == [[1, 0], [2, 0]])
  }
}

@Suite struct ConvergencePlotTests {
  @Test func distancesAreRelativeToTheStart() throws {
    let chart = try convergencePlot(solvedByHand, problems: ["p"], against: .rounds, accuracy: 0.1)
    let panel = chart.panels[0]
    #expect(panel.title == "p")
    guard case .steps(let points, _) = panel.layers[0].mark else {
      Issue.record("no line")
      return
    }
    #expect(points.map(\.x) == [2, 8, 40])
    #expect(points.map(\.y) == [1, 0.1, 1e-16])
    #expect(panel.layers.last?.mark == .level(0.1))
    #expect(try convergencePlot(solvedByHand).panels.map(\.title) == ["p", "q", "r"])
  }

  @Test func aMisspeltProblemIsNamed() {
    #expect {
      try convergencePlot([attempt("Rosenbrock", "A", [(1, 1)])], problems: ["Rosenbrok"])
    } throws: { "\($0)".contains("did you mean 'Rosenbrock'?") }
  }
}
