import Nadir
import NadirPlots
import Testing

@Suite struct ContourPlotTests {
  private func field(_ panel: Panel) -> Field? {
    for layer in panel.layers { if case .field(let field) = layer.mark { return field } }
    return nil
  }

  @Test func valuesAreRowByRow() async throws {
    let chart = try await contourPlot(
      of: { x in x[0] + 10 * x[1] }, at: [1, 1], bounds: [0: 0...2, 1: 0...4], points: 3)
    let field = try #require(self.field(chart.panels[0]))
    #expect(field.xs == [0, 1, 2])
    #expect(field.ys == [0, 2, 4])
    #expect(field.values == [0, 1, 2, 20, 21, 22, 40, 41, 42])
    // Also where nothing is drawn in it.
    #expect(chart.panels[0].x.range == 0...2 && chart.panels[0].y.range == 0...4)
  }

  @Test func theWayOfARunLiesOverIt() async throws {
    let objective = Objective { (x: [Double]) in
      let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
      return a * a + 100 * b * b
    }
    let outcome = try await minimize(objective, from: [-1.2, 1], using: .nelderMead())
    let chart = try await contourPlot(of: objective, around: outcome, points: 9)
    let same = try await contourPlot(of: objective, at: outcome.best, points: 9, run: outcome)
    #expect(same.panels[0].layers[1] == chart.panels[0].layers[1])
    let field = try #require(self.field(chart.panels[0]))
    #expect(field.scale == .logarithmic)
    guard case .line(let way, _) = chart.panels[0].layers[1].mark else {
      Issue.record("no way")
      return
    }
    #expect(way.first == Point(-1.2, 1))
    #expect(way.last.map { [$0.x, $0.y] } == outcome.best)
    #expect(way.allSatisfy { field.xs[0] <= $0.x && $0.x <= field.xs[8] && field.ys[0] <= $0.y && $0.y <= field.ys[8] })
  }

  @Test func pointsOutsideTheBoundsAreNoPartOfTheWay() async throws {
    var run = syntheticRun([3, 2, 1])
    run.history.paths = ["a", "b"]
    run.history.parameters = [[0, 5, 1], [0, 0, 0]]
    let chart = try await contourPlot(
      of: { p in p["a", default: 0] + p["b", default: 0] }, at: ["a": 1, "b": 0], bounds: ["a": 0...2, "b": 0...1],
      points: 2, run: run)
    #expect(chart.panels[0].layers[1].mark == .line([Point(0, 0), Point(1, 0)]))
  }

  @Test func severalPairsAreSeveralPanels() async throws {
    let chart = try await contourPlot(
      of: { p in p["a", default: 0] < 1 ? .nan : 1 }, at: ["a": 1, "b": 2, "c": 3], over: [("a", "b"), ("c", "a")],
      points: 3)
    #expect(chart.panels.map { [$0.x.title, $0.y.title] } == [["a", "b"], ["c", "a"]])
    #expect(
      field(chart.panels[0])?.values.map(\.isNaN) == [true, false, false, true, false, false, true, false, false])
  }

  @Test func misuseIsNamed() async throws {
    await #expect { try await contourPlot(of: { x in x[0] }, at: [1, 2, 3]) } throws: {
      "\($0)" == "the pairs of parameters is not given, but must be given where 3 parameters move, and not two"
    }
    await #expect { try await contourPlot(of: { x in x[0] }, at: [1, 2], over: [(0, 0)]) } throws: {
      "\($0)".contains("twice")
    }
    let other = syntheticRun([1, 2])
    await #expect { try await contourPlot(of: { x in x[0] }, at: [1, 2], run: other) } throws: {
      "\($0)".contains("the run to be laid over is one of x")
    }
  }
}
