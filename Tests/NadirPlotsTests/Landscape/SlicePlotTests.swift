import Nadir
import NadirPlots
import Synchronization
import Testing

@Suite struct SlicePlotTests {
  private func line(_ panel: Panel) -> [Point] {
    for layer in panel.layers { if case .line(let points, _) = layer.mark { return points } }
    return []
  }

  @Test func eachParameterMovesByItselfBetweenItsBounds() async throws {
    let chart = try await slicePlot(
      of: { x in x[0] * x[0] + 10 * x[1] }, at: [0.5, 2], bounds: [0: -1...1, 1: 0...4], points: 5)
    #expect(chart.panels.map(\.x.title) == ["[0]", "[1]"])
    // Of the five points one is the point itself along the second, and not along the first.
    #expect(line(chart.panels[0]).map(\.x) == [-1, -0.5, 0, 0.5, 0.5, 1])
    #expect(line(chart.panels[0]).map(\.y) == [21, 20.25, 20, 20.25, 20.25, 21])
    #expect(line(chart.panels[1]).map(\.x) == [0, 1, 2, 2, 3, 4])
    #expect(chart.panels.allSatisfy { $0.y.range == 0.25...40.25 })
  }

  @Test func withoutBoundsTheSizeOfTheParameterSaysHowFar() async throws {
    let chart = try await slicePlot(of: { x in x.reduce(0, +) }, at: [8, 0], points: 3)
    #expect(line(chart.panels[0]).map(\.x) == [4, 8, 8, 12])
    #expect(line(chart.panels[1]).map(\.x) == [-0.5, 0, 0, 0.5])
  }

  @Test func aBoundOnOneSideIsNotLeft() async throws {
    let chart = try await slicePlot(of: { x in x[0] }, at: [8], bounds: [0: 7 ... .infinity], points: 2)
    #expect(line(chart.panels[0]).map(\.x) == [7, 8, 12])
  }

  @Test func allPointsAreOneBatch() async throws {
    let space = try ParameterSpace(from: ["a": 1.0, "b": 2.0])
    let spy = Spy()
    _ = try await slicePlot(of: spy, in: space, at: space.startCoordinates, points: 7)
    #expect(spy.batches.withLock { $0 } == [15])
  }

  /// An objective that notes the sizes of the batches that it is asked for.
  private final class Spy: ObjectiveSource {
    let batches = Mutex<[Int]>([])

    func run(_ run: Run<[String: Double]>, on workers: Workers) async throws(OptimizationError) -> Outcome<
      [String: Double]
    > { try await run(Objective { p in p["a"] ?? 0 }, on: workers) }

    func values(
      at points: [[Double]], in space: ParameterSpace<[String: Double]>, on workers: Workers
    ) async throws(OptimizationError) -> [Result<Double, EvaluationFailure>] {
      batches.withLock { $0.append(points.count) }
      return points.map { .success($0[0]) }
    }
  }

  @Test func failuresLeaveGapsAndMarks() async throws {
    let chart = try await slicePlot(of: { x in x[0] < 0 ? .nan : x[0] }, at: [1], bounds: [0: -2...2], points: 5)
    #expect(line(chart.panels[0]).map(\.y.isNaN) == [true, true, false, false, false, false])
    let rug = chart.panels[0].layers.first { $0.color == .alarm }
    guard case .rug(let points) = rug?.mark else {
      Issue.record("no marks for failures")
      return
    }
    #expect(points.map(\.x) == [-2, -1])
    #expect(points[0].note == "the value is nan")
  }

  @Test func shapesThatAreCodableAndWorkersServe() async throws {
    struct Model: Codable, Sendable {
      var rate = 2.0
      var layers = [[1.0, 3.0], [5.0]]
    }
    let chart = try await slicePlot(
      of: { (model: Model) in model.rate * model.layers[0][1] }, at: Model(), parameters: ["layers[*][0]", "rate"],
      points: 3, on: .threads(2))
    #expect(chart.panels.map(\.x.title) == ["layers[0][0]", "layers[1][0]", "rate"])
    #expect(line(chart.panels[2]).map(\.y) == [3, 6, 6, 9])
  }

  @Test func constraintsHoldEverywhere() async throws {
    let space = try ParameterSpace(
      from: ["a": 1.0, "b": 2.0, "c": 2.0, "d": 0.25, "e": 0.75],
      constraints: [.equal("b", "c"), .positive("a"), .simplex("d", "e")])
    let chart = try await slicePlot(
      of: Objective { p in
        (p["b"] ?? 0) == (p["c"] ?? 1) && (p["a"] ?? 0) > 0 && abs((p["d"] ?? 0) + (p["e"] ?? 0) - 1) < 1e-12 ? 1 : .nan
      }, in: space, at: space.startCoordinates, points: 5)
    #expect(chart.panels.count == 3)
    #expect(chart.panels.allSatisfy { panel in line(panel).allSatisfy { $0.y == 1 } })
    #expect(line(chart.panels[0]).map(\.x).allSatisfy { $0 > 0 })
    let equal = try await slicePlot(
      of: Objective { _ in 1 }, in: space, at: space.startCoordinates, parameters: ["c"], points: 2)
    #expect(equal.panels.map(\.x.title) == ["b"])
  }

  /// Places at equal distances in the coordinate of a positive parameter crowd towards 0 on a linear axis.
  @Test func aPositiveParameterOfManyMagnitudesHasALogarithmicAxis() async throws {
    func axes(_ lower: Double) async throws -> [Axis] {
      let space = try ParameterSpace(
        from: ["k": 0.5, "n": 0.5], bounds: ["k": lower...1, "n": lower...1], constraints: [.positive("k")])
      let objective = Objective { (p: [String: Double]) in p["k", default: 0] + p["n", default: 0] }
      let slices = try await slicePlot(of: objective, in: space, at: space.startCoordinates, points: 5)
      let plane = try await contourPlot(of: objective, in: space, at: space.startCoordinates, points: 3)
      #expect([plane.panels[0].x, plane.panels[0].y] == slices.panels.map(\.x))
      return slices.panels.map(\.x)
    }
    let wide = try await axes(1e-6)
    #expect(wide.map(\.scale) == [.logarithmic, .linear])
    #expect(abs((wide[0].range?.lowerBound ?? 0) / 1e-6 - 1) < 1e-9 && wide[1].range == 1e-6...1)
    #expect(try await axes(1e-2).map(\.scale) == [.linear, .linear])
  }

  @Test func theScaleOfARunSaysHowFar() async throws {
    let space = try ParameterSpace(from: [3.0], scale: [0: 4])
    let chart = try await slicePlot(of: Objective { x in x[0] }, in: space, at: [0.75], points: 2)
    #expect(line(chart.panels[0]).map(\.x) == [1, 3, 5])
  }

  @Test func aRunBringsItsBoundsAndItsStart() async throws {
    let objective = Objective { (x: [Double]) in x[0] * x[0] + (x[1] - 4) * (x[1] - 4) + x[2] }
    let outcome = try await minimize(objective, from: [8, 1, 0.5], bounds: [1: 0...3, 2: 0...1], fixed: [2])
    let chart = try await slicePlot(of: objective, around: outcome, points: 3)
    #expect(chart.panels.map(\.x.title) == ["[0]", "[1]"])
    let (first, second) = (line(chart.panels[0]).map(\.x), line(chart.panels[1]).map(\.x))
    #expect([first.first, first.last] == [outcome.best[0] - 4, outcome.best[0] + 4])
    #expect([second.first, second.last] == [0, 3])
  }

  @Test func aProgramIsEvaluatedToo() async throws {
    let space = try ParameterSpace(from: ["a": 1.0], bounds: ["a": 0...2])
    let program = ExternalObjective<[String: Double]>.command(
      Program(arguments: ["/bin/sh", "-c", "echo '{\"value\": '$0'}'", "{a}"]))
    let chart = try await slicePlot(of: program, in: space, at: [1], points: 3, on: .threads(2))
    #expect(line(chart.panels[0]).map(\.y) == [0, 1, 1, 2])
  }

  @Test func misuseIsNamed() async throws {
    await #expect {
      try await slicePlot(of: { (p: [String: Double]) in p["rate"] ?? 0 }, at: ["rate": 1], parameters: ["rat"])
    } throws: { "\($0)".contains("did you mean 'rate'?") }
    await #expect { try await slicePlot(of: { x in x[0] }, at: [1], points: 1) } throws: {
      "\($0)" == "the number of points is 1, but must be 2 or more"
    }
    await #expect { try await slicePlot(of: { _ in .nan }, at: [1.0], points: 3) } throws: {
      "\($0)" == "nothing can be drawn: the objective failed at every point, first: the value is nan"
    }
    let space = try ParameterSpace(from: [1.0, 2], fixed: [1])
    await #expect { try await slicePlot(of: Objective { x in x[0] }, in: space, at: [1], parameters: [1]) } throws: {
      "\($0)".contains("which is fixed")
    }
    await #expect { try await slicePlot(of: Objective { x in x[0] }, in: space, at: [1, 2]) } throws: {
      "\($0)" == "the point is 2 coordinates, but must be 1, as there are free ones"
    }
  }

  @Test func aCancelledTaskDrawsNothing() async {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await slicePlot(of: { x in x[0] }, at: [1.0])
    }
    await #expect { try await task.value } throws: { "\($0)".contains("cancelled") }
  }
}
