import Nadir
import NadirPlots
import Testing

@Suite struct CriterionPlotTests {
  private func steps(_ chart: Chart, _ name: String) -> [Point] {
    for layer in chart.panels[0].layers where layer.name == name {
      if case .steps(let points, _) = layer.mark { return points }
    }
    return []
  }

  private func places(_ points: [Point]) -> [[Double]] { points.map { [$0.x, $0.y] } }

  @Test func theBestValueSoFarIsHeldToTheEndOfWhatWasSpent() throws {
    let chart = try criterionPlot(syntheticRun([5, 7, 3, .nan, 4, 2, 6], total: 9))
    #expect(places(steps(chart, "A")) == [[1, 5], [3, 3], [6, 2], [9, 2]])
    #expect(chart.panels[0].y.title == "best value so far")
  }

  @Test func theLargestIsTheBestWhereThatIsLookedFor() throws {
    let chart = try criterionPlot(syntheticRun([-5, -7, -3, .infinity, -4], direction: .maximize))
    #expect(places(steps(chart, "A")) == [[1, -5], [3, -3], [5, -3]])
  }

  @Test func failuresAreMarkedWithTheirMessages() throws {
    let chart = try criterionPlot(["first": syntheticRun([1, .nan, .infinity]), "second": syntheticRun([1])])
    let rugs = chart.panels[0].layers.filter { $0.color == .alarm }
    guard case .rug(let points) = rugs.first?.mark else {
      Issue.record("no marks for failures")
      return
    }
    #expect(points.map(\.x) == [2, 3])
    #expect(points[0].note == "first: the value is nan")
  }

  @Test func distancesAreOnALogarithmicScaleAndNeverBelowZero() throws {
    let run = syntheticRun([5, 3, 1.9])
    let chart = try criterionPlot(run, distanceTo: 2, levels: ["target": 2.5])
    #expect(chart.panels[0].y.scale == .logarithmic)
    #expect(places(steps(chart, "A")) == [[1, 3], [2, 1], [3, 0]])
    #expect(chart.panels[0].layers.last?.mark == .level(0.5))
    let maximized = try criterionPlot(syntheticRun([1, 4], direction: .maximize), distanceTo: 6)
    #expect(places(steps(maximized, "A")) == [[1, 5], [2, 2]])
    #expect(maximized.panels[0].y.title == "known maximum − best value so far")
  }

  @Test(arguments: [
    ([1_000.0, 1], Axis.Scale.logarithmic), ([999, 1], .linear), ([1_000, -1], .linear),
    ([1, 0], .linear), ([1, 1e-4, 0], .logarithmic), ([0], .linear), ([3], .linear),
  ])
  func theScaleSuitsTheValues(values: [Double], scale: Axis.Scale) throws {
    #expect(try criterionPlot(syntheticRun(values)).panels[0].y.scale == scale)
    #expect(try criterionPlot(syntheticRun(values), scale: .linear).panels[0].y.scale == .linear)
  }

  @Test func everyValueIsAPointAndThoseForDifferencesAreApart() throws {
    let run = syntheticRun([4, 4.5, 3, 3.5], kinds: [.value, .difference, .value, .difference])
    let chart = try criterionPlot(run, showing: .everyValue)
    let panel = chart.panels[0]
    #expect(panel.x.title == "evaluations, difference points included")
    #expect(
      panel.layers.first { $0.name == "difference points" }?.mark == .points([Point(2, 4.5), Point(4, 3.5)], .dot))
    #expect(panel.layers.contains { $0.mark == .points([Point(1, 4), Point(3, 3)], .dot) })
    #expect(panel.layers.contains { if case .steps(_, .thin) = $0.mark { true } else { false } })
  }

  @Test func whatWasSampledIsDrawnOnRequestAndCountsInAnyCase() throws {
    let run = syntheticRun([4, 2, 3, 1], kinds: [.value, .exploration, .value, .value])
    let chart = try criterionPlot(run, showsExploration: true)
    #expect(chart.panels[0].layers.first { $0.name == "exploration" }?.mark == .points([Point(2, 2)], .dot))
    #expect(places(steps(chart, "A")) == [[1, 4], [2, 2], [4, 1]])
    let without = try criterionPlot(run, showing: .everyValue)
    #expect(!without.panels[0].layers.contains { $0.name == "exploration" })
    #expect(without.panels[0].layers.contains { $0.mark == .points([Point(1, 4), Point(3, 3), Point(4, 1)], .dot) })
  }

  @Test func whatWasSampledBeforeManyStartsIsNoStart() throws {
    let run = syntheticRun(
      [5, 3, 4, 2, 6], runs: [2, 2, 1], kinds: [.exploration, .exploration, .value, .value, .value])
    let stacked = try criterionPlot(run)
    #expect(stacked.panels[0].layers.count { if case .steps(_, .thin) = $0.mark { true } else { false } } == 2)
    let grey = try criterionPlot(run, starts: .grey)
    #expect(places(steps(grey, "A")) == [[1, 4], [2, 2]])
    #expect(places(steps(grey, "other starts")) == [[1, 6]])
    #expect(try parametersPlot(run).panels[0].layers.contains { $0.mark == .points([Point(2, 4, note: "x")]) })
  }

  @Test func severalRunsOfARecordStandOneAfterTheOther() throws {
    let chart = try criterionPlot(syntheticRun([5, 4, 6, 3, 7], runs: [2, 2, 1]))
    let thin = chart.panels[0].layers.compactMap { layer -> [[Double]]? in
      if case .steps(let points, .thin) = layer.mark { places(points) } else { nil }
    }
    #expect(thin == [[[1, 5], [2, 4]], [[3, 6], [4, 3]], [[5, 7]]])
    let over = chart.panels[0].layers.compactMap { layer -> [[Double]]? in
      if case .steps(let points, .solid) = layer.mark { places(points) } else { nil }
    }
    #expect(over == [[[1, 5], [2, 4], [4, 3], [5, 3]]])
  }

  /// The second run began before the first one had ended.
  @Test func runsThatWentOnSideBySideAreDrawnWhenTheyWere() throws {
    var run = syntheticRun([5, 4, 6, 3, 7], runs: [2, 2, 1])
    run.history.starts = [0, 1, 0.5, 2, 3]
    run.history.ends = [1, 3, 1.5, 2.5, 4]
    let stacked = try criterionPlot(run, against: .seconds)
    let thin = stacked.panels[0].layers.compactMap { layer -> [[Double]]? in
      if case .steps(let points, .thin) = layer.mark { places(points) } else { nil }
    }
    #expect(thin == [[[1, 5], [3, 4]], [[1.5, 6], [2.5, 3]], [[4, 7]]])
    let over = stacked.panels[0].layers.compactMap { layer -> [[Double]]? in
      if case .steps(let points, .solid) = layer.mark { places(points) } else { nil }
    }
    #expect(over == [[[1, 5], [2.5, 3], [4, 3]]])
    let grey = try criterionPlot(run, against: .seconds, starts: .grey)
    #expect(places(steps(grey, "A")) == [[1, 6], [2, 3]])
    #expect(places(steps(grey, "other starts")) == [[1, 5], [3, 4]])
  }

  @Test func theBestOfSeveralRunsIsColoredAmongGreyOnes() throws {
    let chart = try criterionPlot(syntheticRun([5, 4, 6, 3, 7], runs: [2, 2, 1]), starts: .grey)
    #expect(places(steps(chart, "A")) == [[1, 6], [2, 3]])
    #expect(chart.panels[0].layers.count { $0.color == .muted } == 2)
  }

  @Test func valuesAgainstSecondsAreInTheOrderInWhichTheyWereKnown() throws {
    var run = syntheticRun([5, 3, 4])
    run.history.ends = [1, 9, 2]
    run.seconds = 10
    let chart = try criterionPlot(run, against: .seconds)
    #expect(places(steps(chart, "A")) == [[1, 5], [2, 4], [9, 3], [10, 3]])
    #expect(chart.panels[0].x.unit == "s")
  }

  @Test func ofOneRoundTheBestValueCounts() throws {
    var run = syntheticRun([5, 3, 4, 2])
    run.history.rounds = [1, 1, 1, 2]
    run.counts.rounds = 2
    #expect(places(steps(try criterionPlot(run, against: .rounds), "A")) == [[1, 3], [2, 2]])
  }

  @Test func namesAreMadeDistinct() throws {
    let runs = ["A", "A", "A 2", "A"].map { syntheticRun([1], name: $0) }
    let chart = try criterionPlot(runs)
    #expect(chart.panels[0].layers.map(\.name) == ["A", "A", "A 3", "A 3", "A 2", "A 2", "A 4", "A 4"])
  }

  @Test func whatCameAfterALimitIsCut() throws {
    let chart = try criterionPlot(["A": syntheticRun([5, 4, .nan, 3, 2])], upTo: 3.5)
    #expect(places(steps(chart, "A")) == [[1, 5], [2, 4], [3.5, 4]])
    #expect(try places(steps(criterionPlot(syntheticRun([5]), upTo: 3), "A")) == [[1, 5]])
    #expect(throws: InvalidArgument.self) { try criterionPlot(syntheticRun([5]), upTo: 0) }
  }

  @Test func shortRunsAreSeenBesideLongOnes() throws {
    let short = syntheticRun([3, 2])
    #expect(try criterionPlot([short, syntheticRun([3, 2], total: 60)]).panels[0].x.scale == .logarithmic)
    #expect(try criterionPlot([short, syntheticRun([3, 2], total: 59)]).panels[0].x.scale == .linear)
    var late = syntheticRun([3, 2])
    late.history.evaluations = [50, 60]
    #expect(try criterionPlot([short, late], upTo: 10).panels[0].x.scale == .linear)
    var instant = short
    instant.history.ends = [0, 0]
    instant.seconds = 0
    #expect(try criterionPlot([instant, short], against: .seconds).panels[0].x.scale == .linear)
  }

  @Test func aRunWithoutAnyValueIsDrawnToo() throws {
    let chart = try criterionPlot(syntheticRun([.nan, .nan]))
    #expect(chart.panels[0].layers.map(\.name) == ["failed"])
  }

  @Test func misuseIsNamed() {
    #expect(throws: InvalidArgument("the runs", is: "none", expected: "one or more")) { try criterionPlot([:]) }
    #expect(throws: InvalidArgument("the history of 'A'", is: "empty", expected: "kept by the run")) {
      try criterionPlot(syntheticRun([], total: 5))
    }
    #expect(
      throws: InvalidArgument("the run 'A'", is: "one that evaluated nothing", expected: "one with evaluations")
    ) { try criterionPlot(syntheticRun([])) }
    #expect(
      throws: InvalidArgument(
        "the direction of 'up'", is: "maximize", expected: "minimize as that of 'down', to be drawn beside it")
    ) { try criterionPlot(["down": syntheticRun([1]), "up": syntheticRun([1], direction: .maximize)]) }
    #expect(throws: InvalidArgument("the known minimum", is: "inf", expected: "a finite number")) {
      try criterionPlot(syntheticRun([1]), distanceTo: .infinity)
    }
    #expect(throws: InvalidArgument("the level 'target'", is: "nan", expected: "a finite number")) {
      try criterionPlot(syntheticRun([1]), levels: ["target": .nan])
    }
  }

  @Test func aScalarAndALeastSquaresRunLieOverEachOther() throws {
    let objective = Objective(residuals: { (x: [Double]) in [10 * (x[1] - x[0] * x[0]), 1 - x[0]] })
    let scalar = try minimize(objective, from: [-1.2, 1], using: .nelderMead())
    let squares = try minimize(objective, from: [-1.2, 1], using: .levenbergMarquardt())
    let chart = try criterionPlot(["simplex": scalar, "squares": squares], distanceTo: 0)
    #expect(steps(chart, "simplex").first?.y == steps(chart, "squares").first?.y)
    #expect(steps(chart, "squares").last?.x == Double(squares.counts.evaluations))
  }
}
