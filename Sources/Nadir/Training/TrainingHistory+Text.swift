import NadirJSON

extension TrainingHistory {
  /// The epochs as comma-separated values with a line of names, as pandas, R and spreadsheets read them.
  ///
  ///     epoch,training_loss,validation_loss,learning_rate,gradient_norm,steps,failures,seconds,accuracy
  ///     1,1.0986122886681098,1.05,0.01,0.75,4,0,0.0125,0.36
  ///     2,0.9512,0.93,0.01,0.5,8,0,0.021,0.68
  ///
  /// The columns are these eight, and one for each metric by name; a metric that has one of their names has `metrics.`
  /// before it. What is missing is empty; numbers and texts are written as in ``HistoryColumns/csv``.
  public var csv: String {
    let metrics = metricNames
    var bytes = TextCell.csvHead(columnNames(metrics))
    for epoch in epochs {
      for (column, cell) in cells(of: epoch, metrics).enumerated() {
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        cell.writeCSV(to: &bytes)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The epochs as JSON Lines: an object on each line, with the columns of ``csv`` as members, in their order.
  ///
  ///     {"epoch":1,"training_loss":1.0986122886681098,"validation_loss":1.05,"learning_rate":0.01,"gradient_norm":0.75,"steps":4,"failures":0,"seconds":0.0125,"accuracy":0.36}
  ///
  /// What is missing is `null`, and so is what is no finite number.
  public var jsonLines: String {
    let metrics = metricNames
    let leads = TextCell.jsonLeads(columnNames(metrics))
    var bytes: [UInt8] = []
    for epoch in epochs {
      for (lead, cell) in zip(leads, cells(of: epoch, metrics)) {
        bytes.append(contentsOf: lead)
        cell.json.write(to: &bytes)
      }
      bytes.append(contentsOf: "}\n".utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The names of all metrics, in alphabetic order.
  public var metricNames: [String] { Set(epochs.flatMap(\.metrics.keys)).sorted() }

  private func columnNames(_ metrics: [String]) -> [String] {
    let own = [
      "epoch", "training_loss", "validation_loss", "learning_rate", "gradient_norm", "steps", "failures", "seconds",
    ]
    return TextCell.names(own: own, others: metrics, prefix: "metrics.")
  }

  private func cells(of epoch: TrainingEpoch, _ metrics: [String]) -> [TextCell] {
    [
      .integer(epoch.number), .number(epoch.trainingLoss), epoch.validationLoss.map { .number($0) } ?? .missing,
      .number(epoch.learningRate), .number(epoch.gradientNorm), .integer(epoch.steps), .integer(epoch.failures),
      .number(epoch.seconds),
    ] + metrics.map { name in epoch.metrics[name].map { .number($0) } ?? .missing }
  }
}

extension TrainingHistory: CustomStringConvertible {
  /// A table of the epochs, with a star at the best one. Of more than twenty it has the first and the last, the best, and
  /// some at equal distances between them.
  public var description: String {
    guard !epochs.isEmpty else { return "no epochs" }
    let metrics = metricNames
    let isHeldOut = epochs.contains { $0.validationLoss != nil }
    let best = best?.number
    let head =
      ["epoch", "training loss"] + (isHeldOut ? ["held-out loss"] : []) + metrics
      + ["learning rate", "gradient norm", "steps", "failures", "time"]
    let rows = shownEpochs.map { epoch -> [String] in
      let heldOut = isHeldOut ? [epoch.validationLoss?.text(digits: 5) ?? ""] : []
      return ["\(epoch.number)\(epoch.number == best ? " *" : "")", epoch.trainingLoss.text(digits: 5)] + heldOut
        + metrics.map { epoch.metrics[$0]?.text(digits: 4) ?? "" }
        + [
          epoch.learningRate.text(digits: 3), epoch.gradientNorm.text(digits: 3), "\(epoch.steps)",
          "\(epoch.failures)", epoch.seconds.timeText,
        ]
    }
    return aligned([head] + rows).joined(separator: "\n")
  }

  private var shownEpochs: [TrainingEpoch] {
    let most = 20
    guard epochs.count > most else { return epochs }
    let last = Double(epochs.count - 1)
    let positions = (0..<most).map { Int((Double($0) * last / Double(most - 1)).rounded()) }
    let bestPosition = best.flatMap { epochs.firstIndex(of: $0) }
    return Set(positions + [bestPosition].compactMap(\.self)).sorted().map { epochs[$0] }
  }
}
