import Nadir
import NadirPlots
import Testing

@Suite struct ParametersPlotTests {
  /// A run with as many parameters as there are functions of the number of the evaluation.
  private func run(
    _ parameters: [(String, (Double) -> Double)], _ values: [Double] = [4, 3, 5, 2],
    bounds: [String: ClosedRange<Double>] = [:], fixed: Set<String> = [], errors: [String: Double] = [:]
  ) -> RunRecord {
    var record = syntheticRun(values)
    record.history.paths = parameters.map(\.0)
    record.history.parameters = parameters.map { parameter in values.indices.map { parameter.1(Double($0 + 1)) } }
    record.rows = parameters.map { path, function in
      RunRecord.Row(
        path: path, start: function(1), best: function(Double(values.count)),
        lower: bounds[path]?.lowerBound ?? -.infinity, upper: bounds[path]?.upperBound ?? .infinity,
        isFixed: fixed.contains(path), standardError: errors[path] ?? .nan)
    }
    return record
  }

  private func steps(_ panel: Panel, _ name: String) -> [[Double]] {
    for layer in panel.layers where layer.name == name {
      if case .steps(let points, _) = layer.mark { return points.map { [$0.x, $0.y] } }
    }
    return []
  }

  @Test func linesOfOneMagnitudeShareAPanel() throws {
    let chart = try parametersPlot(run([("a", { $0 }), ("b", { 2 * $0 })]))
    #expect(chart.panels.count == 1)
    #expect(steps(chart.panels[0], "a") == [[1, 1], [2, 2], [4, 4]])
    #expect(steps(chart.panels[0], "b") == [[1, 2], [2, 4], [4, 8]])
  }

  @Test func linesOfDifferentMagnitudesHavePanels() throws {
    let chart = try parametersPlot(run([("a", { $0 }), ("b", { 1e-3 * $0 })]))
    #expect(chart.panels.map(\.title) == ["a", "b"])
    #expect(chart.panels.allSatisfy { $0.x.range == 0...4 })
  }

  @Test func farButSteadyParametersHavePanels() throws {
    let chart = try parametersPlot(run([("a", { $0 }), ("b", { 1_000 + $0 })]))
    #expect(chart.panels.count == 2)
  }

  @Test func patternsChoose() throws {
    let layers = ["layers[0].bias", "layers[0].rate", "layers[1].bias"]
    let record = run(layers.map { path in (path, { $0 }) })
    let chart = try parametersPlot(record, parameters: ["layers[*].bias"])
    #expect(Set(chart.panels[0].layers.map(\.name)) == ["layers[0].bias", "layers[1].bias"])
    #expect {
      try parametersPlot(record, parameters: ["layers[*].bais"])
    } throws: { error in
      "\(error)".contains("a parameter to draw is 'layers[*].bais'")
        && "\(error)".contains("did you mean 'layers[*].bias'?")
    }
  }

  @Test func whatIsFixedIsDrawnOnRequest() throws {
    let record = run([("a", { $0 }), ("b", { _ in 1 })], fixed: ["b"])
    #expect(try parametersPlot(record).panels.map(\.title) == ["a"])
    #expect(try parametersPlot(record, parameters: ["b"]).panels.map(\.title) == ["b"])
  }

  @Test func boundsThatAreNearAreMarked() throws {
    let chart = try parametersPlot(run([("a", { $0 })], bounds: ["a": 0...100]))
    #expect(chart.panels[0].layers.filter { $0.name == "lower bound" }.map(\.mark) == [.level(0)])
    #expect(!chart.panels[0].layers.contains { $0.name == "upper bound" })
  }

  @Test func scalesMakeThemComparable() throws {
    let record = run(
      [("a", { $0 }), ("b", { 1e-3 * $0 })], bounds: ["a": 0...10, "b": 0...0.01], errors: ["a": 0.5])
    let bounded = try parametersPlot(record, scaling: .bounds)
    #expect(bounded.panels.count == 1)
    #expect(steps(bounded.panels[0], "a").last == [4, 0.4])
    let ranged = try parametersPlot(record, scaling: .range)
    #expect(steps(ranged.panels[0], "b").map { $0[1] } == [0, 1 / 3.0, 1])
    let standard = try parametersPlot(record, parameters: ["a"], scaling: .standardErrors)
    #expect(steps(standard.panels[0], "").map { $0[1] } == [-6, -4, 0])
    #expect(throws: InvalidArgument.self) { try parametersPlot(record, scaling: .standardErrors) }
    #expect(throws: InvalidArgument.self) { try parametersPlot(run([("a", { $0 })]), scaling: .bounds) }
  }

  @Test func pointsAndStepsHaveOneScale() throws {
    let chart = try parametersPlot(run([("a", { $0 })], [4, 5, 3, 6, 7]), showing: .everyValue, scaling: .range)
    #expect(steps(chart.panels[0], "").map { $0[1] } == [0, 0.5, 0.5])
  }

  @Test func everyEvaluationIsAPoint() throws {
    let chart = try parametersPlot(run([("a", { $0 })]), showing: .everyValue)
    guard case .points(let points, .dot) = chart.panels[0].layers[0].mark else {
      Issue.record("no points")
      return
    }
    #expect(points.map(\.y) == [1, 2, 3, 4])
  }

  @Test func ofVeryManyThoseThatMovedMostAreSeen() throws {
    let parameters = (0..<500).map { i in ("x[\(i)]", { (t: Double) in i == 77 ? t : 1_000 + t }) }
    let chart = try parametersPlot(run(parameters))
    #expect(chart.panels.count == 1)
    #expect(chart.panels[0].layers.count == 200)
    #expect(chart.panels[0].layers.first { $0.color == .series(0) }?.name == "x[77]")
    #expect(chart.subtitle == "The 200 of 500 parameters that moved most")
  }
}
