import Nadir
import NadirPlots
import Testing

@Suite struct TrainingPlotTests {
  /// A history with these losses, of ten steps and two seconds an epoch.
  private func history(
    _ training: [Double], heldOut: [Double?] = [], metrics: [String: [Double]] = [:], rates: [Double] = [],
    failures: [Int] = []
  ) -> TrainingHistory {
    TrainingHistory(
      epochs: training.indices.map { i in
        TrainingEpoch(
          number: i + 1, trainingLoss: training[i], validationLoss: i < heldOut.count ? heldOut[i] : nil,
          metrics: metrics.compactMapValues { i < $0.count ? $0[i] : nil },
          learningRate: i < rates.count ? rates[i] : 0.1,
          gradientNorm: 1, steps: 10 * (i + 1), failures: i < failures.count ? failures[i] : 0,
          seconds: 2 * Double(i + 1))
      })
  }

  private func line(_ panel: Panel, _ name: String) -> [[Double]]? {
    for layer in panel.layers where layer.name == name {
      if case .line(let points, _) = layer.mark { return points.map { [$0.x, $0.y] } }
    }
    return nil
  }

  private func star(_ panel: Panel) -> [Double]? {
    for layer in panel.layers {
      if case .points(let points, .star) = layer.mark { return points.first.map { [$0.x, $0.y] } }
    }
    return nil
  }

  @Test func bothLossesAreDrawnWithTheBestEpoch() throws {
    let chart = try trainingPlot(history([4, 2, 1], heldOut: [5, 3, 3.5]))
    #expect(chart.panels.count == 1)
    let panel = chart.panels[0]
    #expect(panel.x == Axis("epoch", isWhole: true) && panel.y == Axis("loss"))
    #expect(line(panel, "training") == [[1, 4], [2, 2], [3, 1]])
    #expect(line(panel, "held out") == [[1, 5], [2, 3], [3, 3.5]])
    #expect(star(panel) == [2, 3])
    #expect(panel.layers.map(\.color) == [.series(0), .series(1), .series(1)])
  }

  @Test func whereNothingIsHeldOutTheTrainingIsJudged() throws {
    let panel = try trainingPlot(history([4, .nan, 1, 2])).panels[0]
    #expect(panel.layers.map(\.name) == ["training", "best epoch"])
    #expect(star(panel) == [3, 1])
    let lost = try trainingPlot(history([.nan, .infinity])).panels[0]
    #expect(lost.layers.map(\.name) == ["training"])
  }

  @Test func theScaleSuitsTheLosses() throws {
    #expect(try trainingPlot(history([1, 0.05])).panels[0].y.scale == .logarithmic)
    #expect(try trainingPlot(history([1, 0.06])).panels[0].y.scale == .linear)
    #expect(try trainingPlot(history([1, 0.01, -1])).panels[0].y.scale == .linear)
    #expect(try trainingPlot(history([1, 0.01]), scale: .linear).panels[0].y.scale == .linear)
  }

  @Test func metricsAndChangingRatesHaveTheirPanels() throws {
    let chart = try trainingPlot(
      history(
        [3, 2, 1], heldOut: [3, 1, 2], metrics: ["recall": [0, 0.5, 1], "accuracy": [0.1, 0.9]],
        rates: [0.1, 0.1, 0.001]))
    #expect(chart.panels.map(\.y.title) == ["loss", "accuracy", "recall", "learning rate"])
    #expect(line(chart.panels[2], "held out") == [[1, 0], [2, 0.5], [3, 1]])
    #expect(star(chart.panels[2]) == [2, 0.5])
    #expect(line(chart.panels[1], "held out")?.prefix(2) == [[1, 0.1], [2, 0.9]])
    #expect(chart.panels[3].y.scale == .logarithmic)
    #expect(line(chart.panels[3], "") == [[1, 0.1], [2, 0.1], [3, 0.001]])
  }

  @Test func epochsWithFailuresAreMarked() throws {
    let chart = try trainingPlot(history([3, 2, 1], failures: [0, 1, 3]))
    #expect(
      chart.panels[0].layers.last
        == Layer("failed batches", .rug([Point(2, 0, note: "1 batch"), Point(3, 0, note: "3 batches")]), in: .alarm))
  }

  @Test func severalTrainingsAreOverEachOther() throws {
    let chart = try trainingPlot(
      ["Adam": history([4, 1], heldOut: [4, 2], metrics: ["accuracy": [0, 1]]), "momentum": history([3, 2, 1])],
      against: .steps)
    let panel = chart.panels[0]
    #expect(panel.x.title == "steps" && panel.y.title == "loss held out, thin: in training")
    #expect(panel.layers.map(\.name) == ["Adam", "Adam", "Adam", "momentum", "momentum"])
    #expect(panel.layers.map(\.color) == [.series(0), .series(0), .series(0), .series(1), .series(1)])
    #expect(
      panel.layers[0].mark == .line([Point(10, 4, note: "Adam, epoch 1"), Point(20, 1, note: "Adam, epoch 2")], .thin))
    #expect(
      panel.layers[3].mark
        == .line((1...3).map { Point(10 * Double($0), [3, 2, 1][$0 - 1], note: "momentum, epoch \($0)") }))
    #expect(chart.panels[1].layers.map(\.name) == ["Adam", "Adam"])
    let seconds = try trainingPlot(history([4, 1]), against: .seconds).panels[0]
    #expect(seconds.x.unit == "s" && line(seconds, "training") == [[2, 4], [4, 1]])
  }

  @Test func misuseIsNamed() {
    #expect(throws: InvalidArgument("the histories", is: "none", expected: "one or more")) { try trainingPlot([:]) }
    #expect(throws: InvalidArgument("the history", is: "without epochs", expected: "one with an epoch or more")) {
      try trainingPlot(TrainingHistory())
    }
    #expect(throws: InvalidArgument("the history 'A'", is: "without epochs", expected: "one with an epoch or more")) {
      try trainingPlot(["A": TrainingHistory()])
    }
  }

  @Test func itIsDrawnInEveryForm() throws {
    let chart = try trainingPlot(
      history(
        [4, 2, .nan, 0.1], heldOut: [5, 3, nil, 0.2], metrics: ["accuracy": [0, 0.5, 0.75, 1]], rates: [1, 2],
        failures: [1]))
    #expect(chart.svg().contains("held out") && chart.text().contains("accuracy"))
    _ = chart.vegaLite
  }
}
