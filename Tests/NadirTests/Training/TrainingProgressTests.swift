import Synchronization
import Testing

@testable import Nadir

@Suite struct TrainingProgressTests {
  private func epoch(_ number: Int, heldOut: Double? = 0.25, metrics: [String: Double] = ["accuracy": 0.96])
    -> TrainingEpoch
  {
    TrainingEpoch(
      number: number, trainingLoss: 0.125, validationLoss: heldOut, metrics: metrics, learningRate: 0.01,
      gradientNorm: 1,
      steps: 10 * number)
  }

  /// After a batch of ten in an epoch of a hundred.
  private func moment(_ epoch: Int, _ batch: Int, last: TrainingEpoch? = nil) -> TrainingProgress.Moment {
    TrainingProgress.Moment(
      epochs: 100, epoch: epoch, batch: batch, batches: 10, loss: 1.0 / 3,
      last: last ?? (epoch > 1 ? self.epoch(epoch - 1) : nil))
  }

  @Test func aTerminalShowsHowFarItIs() {
    var progress = TrainingProgress()
    #expect(
      progress.drawing(moment(1, 1), at: 1, width: 200) == "epoch 1 of 100  ░░░░░░░░░░  loss 0.3333")
    // 100 batches in 2 s, and 899 to come.
    #expect(
      progress.drawing(moment(11, 1), at: 3, width: 200)
        == "epoch 11 of 100  █░░░░░░░░░  loss 0.3333  held out 0.25  accuracy 0.96  18 s left  50 steps/s")
    // After the last epoch the bar is full, and nothing is left.
    let last = progress.drawing(moment(100, 10, last: epoch(100)), at: 21, width: 200, isEnd: true)
    #expect(
      last == "epoch 100 of 100  ██████████  loss 0.3333  held out 0.25  accuracy 0.96  50 steps/s")
  }

  @Test func aTrainingThatGoesOnIsJudgedFromThere() {
    var progress = TrainingProgress()
    _ = progress.drawing(moment(51, 1), at: 0.5, width: 200)
    // 100 batches in 1 s; of 499 behind the first one 399 are left.
    let line = progress.drawing(moment(61, 1), at: 1.5, width: 200)
    #expect(line?.hasSuffix("  3.99 s left  100 steps/s") == true)
  }

  @Test func drawingsAreNotTooManyAndFitTheTerminal() {
    var progress = TrainingProgress()
    #expect(progress.drawing(moment(2, 1), at: 1, width: 80) != nil)
    #expect(progress.drawing(moment(2, 2), at: 1.05, width: 80) == nil)
    // The time that is left is more than the bar, and both are more than the steps.
    let whole = "epoch 2 of 100  ░░░░░░░░░░  loss 0.3333  held out 0.25  accuracy 0.96  1:39 left"
    #expect(progress.drawing(moment(2, 3), at: 1.2, width: whole.count) == whole)
    #expect(
      progress.drawing(moment(2, 3), at: 1.31, width: 75)
        == "epoch 2 of 100  loss 0.3333  held out 0.25  accuracy 0.96  2:28 left")
    #expect(
      progress.drawing(moment(2, 3), at: 1.42, width: 60) == "epoch 2 of 100  loss 0.3333  held out 0.25  3:17 left")
    #expect(progress.drawing(moment(2, 4), at: 1.53, width: 10) == "epoch 2 of")
    #expect(progress.drawing(moment(2, 5), at: 1.7, width: 0) == "")
    // The last one comes at once.
    #expect(progress.drawing(moment(2, 6), at: 1.71, width: 80, isEnd: true) != nil)
  }

  @Test func linesComeWithGrowingGaps() {
    var progress = TrainingProgress()
    var lines: [Double] = []
    // An epoch each half second, for an hour.
    for number in 1...7_200 {
      let seconds = 0.5 * Double(number)
      let moment = TrainingProgress.Moment(
        epochs: 7_200, epoch: number, batch: 10, batches: 10, loss: 1, last: epoch(number))
      if progress.line(moment, at: seconds, isEnd: number == 7_200) != nil { lines.append(seconds) }
    }
    #expect(lines.prefix(8) == [0.5, 1, 3, 7, 15, 31, 63, 123])
    #expect(lines.last == 3_600 && lines.count < 70)
  }

  @Test func aLineHasTheTimeAndNoBar() {
    var progress = TrainingProgress()
    #expect(progress.line(moment(1, 1), at: 0.1) == nil)
    #expect(
      progress.line(moment(1, 10, last: epoch(1, heldOut: nil, metrics: ["b": 2, "a": .nan])), at: 0.55)
        == "0.55 s  epoch 1 of 100  loss 0.3333  a nan  b 2  49.5 s left  20 steps/s")
    // A long epoch is told of before it ends.
    #expect(progress.line(moment(2, 5), at: 90)?.hasPrefix("1:30  epoch 2 of 100  loss 0.3333") == true)
  }

  @Test func theObserverDrawsOneLineOnATerminal() async throws {
    let (written, outcome) = try await watched(width: 79)
    #expect(outcome.history.epochs.count == 3)
    #expect(written.hasPrefix("\repoch 1 of 3  ░░░░░░"))
    #expect(written.hasSuffix("steps/s\u{1B}[K\n") && written.count { $0 == "\n" } == 1)
    #expect(written.contains("\repoch 3 of 3  ██████████  loss "))
    #expect(!written.split(separator: "\r").contains { $0.count > 79 + 4 })
  }

  @Test func theObserverWritesLinesElsewhere() async throws {
    let (written, _) = try await watched(width: nil)
    let lines = written.split(separator: "\n")
    #expect(!written.contains("\r") && !written.contains("█") && lines.last?.contains("epoch 3 of 3") == true)
    #expect(lines.first?.contains("epoch 1 of 3") == true)
  }

  /// What is written of a training of three epochs of four batches, with a second between any two looks at the clock.
  private func watched(width: Int?) async throws -> (String, TrainingOutcome<[Double], GradientDescent<Double>>) {
    let (text, seconds) = (Shared(""), Shared(0.0))
    let observer = TrainingObserver<[Double]>.printing(
      width: { width },
      seconds: {
        seconds.change {
          $0 += 1; return $0
        }
      }, write: { piece in text.change { $0 += piece } })
    let outcome = try await train(
      [0.5, 0.5], data: (0..<8).map(Double.init),
      loss: { (x: [Variable], t: Double) in
        let error = x[0] + x[1] * Variable(t / 8) - Variable(t)
        return error * error
      }, with: .gradientDescent(learningRate: 0.1), batchSize: 2, epochs: 3, observers: [observer])
    return (text.change { $0 }, outcome)
  }
}

/// Something that a closure changes.
private final class Shared<Value: Sendable>: Sendable {
  private let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }

  func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result { value.withLock { body(&$0) } }
}
