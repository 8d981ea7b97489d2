import Nadir
import NadirCharts

/// What trainings have been through, in the making.
struct TrainingChart {
  let histories: [(name: String, history: TrainingHistory)]
  let cost: TrainingCost
  let scale: Axis.Scale?

  func chart() throws(InvalidArgument) -> Chart {
    guard !histories.isEmpty else {
      throw InvalidArgument("the histories", is: "none", expected: "one or more")
    }
    for (name, history) in histories where history.epochs.isEmpty {
      throw InvalidArgument(
        name.isEmpty ? "the history" : "the history '\(name)'", is: "without epochs",
        expected: "one with an epoch or more")
    }
    let metrics = Set(histories.flatMap { $0.history.metricNames }).sorted().map { name in metric(name) }
    return Chart(panels: [losses] + metrics + [learningRates].compactMap(\.self))
  }

  private var isComparison: Bool { histories.count > 1 || histories.first?.name.isEmpty == false }

  private var losses: Panel {
    let layers = histories.indices.flatMap { i in losses(of: i) }
    let failed = histories.flatMap { named in failures(of: named.history, named: named.name) }
    let rug = failed.isEmpty ? [] : [Layer("failed batches", .rug(failed), in: .alarm)]
    let suited = Axis.Scale.suiting(layers.flatMap(\.mark.heights), from: 20)
    let hasBoth = isComparison && histories.contains { $0.history.epochs.contains { $0.validationLoss != nil } }
    let title = hasBoth ? "loss held out, thin: in training" : "loss"
    return Panel(x: cost.axis, y: Axis(title, scale: scale ?? suited), layers: layers + rug)
  }

  /// The losses of one history, what is held out over that of the training.
  private func losses(of i: Int) -> [Layer] {
    let (name, history) = histories[i]
    let isHeldOut = history.epochs.contains { $0.validationLoss != nil }
    let training = isComparison ? Layer.Color.series(i) : .series(0)
    let heldOut = isComparison ? Layer.Color.series(i) : .series(1)
    var layers = [
      Layer(
        isComparison ? name : "training",
        .line(points(of: history, name, \.trainingLoss), isComparison && isHeldOut ? .thin : .solid), in: training)
    ]
    if isHeldOut {
      let points = points(of: history, name) { $0.validationLoss ?? .nan }
      layers.append(Layer(isComparison ? name : "held out", .line(points), in: heldOut))
    }
    if let best = history.best {
      let note = "\(name.isEmpty ? "" : "\(name): ")the best epoch, \(best.number): \(best.monitoredLoss)"
      let star = Point(cost.value(of: best), best.monitoredLoss, note: note)
      layers.append(
        Layer(isComparison ? name : "best epoch", .points([star], .star), in: isHeldOut ? heldOut : training))
    }
    return layers
  }

  /// A metric, which is measured of what is held out and has its color.
  private func metric(_ metric: String) -> Panel {
    let layers = histories.indices.flatMap { i -> [Layer] in
      let (name, history) = histories[i]
      guard history.metricNames.contains(metric) else { return [] }
      let color = Layer.Color.series(isComparison ? i : 1)
      let points = points(of: history, name) { $0.metrics[metric] ?? .nan }
      let best = history.best.map { Point(cost.value(of: $0), $0.metrics[metric] ?? .nan, note: "the best epoch") }
      return [
        Layer(isComparison ? name : "held out", .line(points), in: color),
        Layer(isComparison ? name : "best epoch", .points([best].compactMap(\.self), .star), in: color),
      ]
    }
    return Panel(x: cost.axis, y: Axis(metric), layers: layers)
  }

  /// The learning rates; `nil` where none changed.
  private var learningRates: Panel? {
    let isConstant = histories.allSatisfy { _, history in
      history.epochs.allSatisfy { $0.learningRate == history.epochs[0].learningRate }
    }
    guard !isConstant else { return nil }
    let layers = histories.enumerated().map { i, named in
      Layer(
        isComparison ? named.name : "", .line(points(of: named.history, named.name, \.learningRate)), in: .series(i))
    }
    let suited = Axis.Scale.suiting(layers.flatMap(\.mark.heights), from: 20)
    return Panel(x: cost.axis, y: Axis("learning rate", scale: suited), layers: layers)
  }

  private func points(
    of history: TrainingHistory, _ name: String, _ value: (TrainingEpoch) -> Double
  ) -> [Point] {
    history.epochs.map { epoch in
      let note = cost == .epochs ? name : "\(name.isEmpty ? "" : "\(name), ")epoch \(epoch.number)"
      return Point(cost.value(of: epoch), value(epoch), note: note)
    }
  }

  private func failures(of history: TrainingHistory, named name: String) -> [Point] {
    history.epochs.filter { $0.failures > 0 }.map { epoch in
      let batches = "\(epoch.failures) \(epoch.failures == 1 ? "batch" : "batches")"
      return Point(cost.value(of: epoch), 0, note: name.isEmpty ? batches : "\(name): \(batches)")
    }
  }
}
