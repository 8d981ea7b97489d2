/// How a training under way is told in one line.
///
/// On a terminal the line is drawn again and again:
///
///     epoch 12 of 100  █░░░░░░░░░  loss 0.2134  held out 0.2391  accuracy 0.96  3.41 s left  812 steps/s
///
/// Elsewhere lines follow each other with growing gaps, each after the time since the beginning.
struct TrainingProgress {
  /// What is to be told, apart from models.
  struct Moment {
    var epochs: Int
    /// The epoch that is under way, or the last one that has ended.
    var epoch: Int
    var batch: Int
    var batches: Int
    var loss: Double
    /// The last epoch that has ended.
    var last: TrainingEpoch?

    var hasEndedEpoch: Bool { last?.number == epoch }

    /// The steps of the training, one for each batch of the epoch that is under way.
    fileprivate var steps: Int { (last?.steps ?? 0) + (hasEndedEpoch ? 0 : batch) }

    /// How many batches have been done, and how many there are to be.
    fileprivate var share: (done: Double, all: Double) {
      let before = hasEndedEpoch ? epoch : epoch - 1
      return (
        Double(before) * Double(batches) + (hasEndedEpoch ? 0 : Double(batch)), Double(epochs) * Double(batches)
      )
    }
  }

  private static let secondsBetweenDrawings = 0.1
  private static let longestGap = 60.0

  /// What had been done when it was first looked at, which may be a training that goes on.
  private var begin: (seconds: Double, done: Double, steps: Int)?
  private var lastDrawing = -Double.infinity
  private var nextLine = 1.0
  private var gap = 1.0

  /// The line for a terminal; `nil` where the last drawing is too young.
  ///
  /// - Parameters:
  ///   - seconds: The time since the beginning.
  ///   - isEnd: Whether it is the last one, which is always drawn.
  mutating func drawing(_ moment: Moment, at seconds: Double, width: Int, isEnd: Bool = false) -> String? {
    note(moment, at: seconds)
    guard isEnd || seconds - lastDrawing >= Self.secondsBetweenDrawings else { return nil }
    lastDrawing = seconds
    var parts = parts(moment, at: seconds, isEnd: isEnd)
    parts.insert(Part(text: bar(moment), rank: Part.bar), at: 1)
    while parts.count > 1, Self.line(parts).count > width {
      guard let least = parts.indices.max(by: { parts[$0].rank < parts[$1].rank }) else { break }
      parts.remove(at: least)
    }
    return String(Self.line(parts).prefix(max(0, width)))
  }

  /// The line for a file or a pipe; `nil` where it is not time for one.
  mutating func line(_ moment: Moment, at seconds: Double, isEnd: Bool = false) -> String? {
    note(moment, at: seconds)
    let isFirst = lastDrawing == -.infinity && moment.hasEndedEpoch
    guard isEnd || isFirst || seconds >= nextLine else { return nil }
    lastDrawing = seconds
    if seconds >= nextLine {
      gap = min(2 * gap, Self.longestGap)
      nextLine = seconds + gap
    }
    return "\(seconds.timeText)  " + Self.line(parts(moment, at: seconds, isEnd: isEnd))
  }

  private mutating func note(_ moment: Moment, at seconds: Double) {
    if begin == nil { begin = (seconds, moment.share.done, moment.steps) }
  }

  /// A part of the line; what has the largest rank is left out first where they do not fit.
  private struct Part {
    var text: String
    var rank: Int

    static let firstMetric = 4
    static let bar = 1_000
    static let speed = 1_001
  }

  private static func line(_ parts: [Part]) -> String { parts.map(\.text).joined(separator: "  ") }

  private func parts(_ moment: Moment, at seconds: Double, isEnd: Bool) -> [Part] {
    let elapsed = seconds - (begin?.seconds ?? 0)
    let steps = Double(moment.steps - (begin?.steps ?? 0))
    let share = moment.share
    let done = share.done - (begin?.done ?? 0)
    var parts = [
      Part(text: "epoch \(moment.epoch) of \(moment.epochs)", rank: 0),
      Part(text: "loss \(moment.loss.text(digits: 4))", rank: 1),
    ]
    if let loss = moment.last?.validationLoss {
      parts.append(Part(text: "held out \(loss.text(digits: 4))", rank: 2))
    }
    for (i, metric) in (moment.last?.metrics.sorted { $0.key < $1.key } ?? []).enumerated() {
      parts.append(Part(text: "\(metric.key) \(metric.value.text(digits: 4))", rank: Part.firstMetric + i))
    }
    if !isEnd, done > 0, elapsed > 0 {
      let left = elapsed * (share.all - share.done) / done
      parts.append(Part(text: "\(left.timeText) left", rank: 3))
    }
    if steps > 0, elapsed > 0 {
      parts.append(Part(text: "\((steps / elapsed).text(digits: 3)) steps/s", rank: Part.speed))
    }
    return parts
  }

  private func bar(_ moment: Moment) -> String {
    let width = 10
    let share = moment.share
    let filled = share.all > 0 ? Int((Double(width) * min(1, share.done / share.all)).rounded(.down)) : 0
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
  }
}
