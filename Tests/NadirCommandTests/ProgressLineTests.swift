import Nadir
import Testing

@testable import NadirCommand

@Suite struct ProgressLineTests {
  private let now = Progress.Snapshot(
    run: 1, iterations: 12, rounds: 40, best: 3.25, evaluations: 200, busy: 3, seconds: 10)
  private let many = Multistart(.sampled(runs: 50, samples: 500), width: 8)

  @Test func everythingIsTold() {
    let line = ProgressLine(workers: 4, budget: Budget(evaluations: 1000, time: .seconds(100)))
    #expect(
      line.text(now, width: 200)
        == "iteration 12  best 3.25  200 evaluations in 40 rounds  20/s  3 of 4 busy  40 s left")
  }

  @Test func aBatchHasAnEndInSight() {
    let line = ProgressLine(workers: 4, budget: .unlimited)
    let text = line.text(Progress.Snapshot(evaluations: 200, total: 500, busy: 4, seconds: 10), width: 200)
    #expect(text == "200 of 500 evaluations  20/s  4 of 4 busy  15 s left")
  }

  @Test func manyRunsAreTold() {
    let line = ProgressLine(workers: 8, budget: Budget(time: .seconds(66)), multistart: many)
    var now = Progress.Snapshot(
      run: 12, iterations: 200, rounds: 310, best: 0.0023, evaluations: 4872, busy: 8, seconds: 6)
    #expect(
      line.text(now, width: 200)
        == "run 12 of 50  best 0.0023  4872 evaluations in 310 rounds  812/s  8 of 8 busy  1:00 left")
    now = Progress.Snapshot(evaluations: 120, busy: 8, seconds: 6)
    #expect(line.text(now, width: 200) == "sampling 500 points  120 evaluations  20/s  8 of 8 busy  1:00 left")
    // The sample is done, and no run has told anything yet.
    now.evaluations = 503
    #expect(line.text(now, width: 30) == "run 1 of 50  503 evaluations")
  }

  private func counts(_ iterations: Int, _ rounds: Int) -> Counts {
    var counts = Counts()
    counts.iterations = iterations
    counts.rounds = rounds
    return counts
  }

  @Test func runsTellWhatTheyHaveSpent() {
    let progress = Progress(.maximize, multistart: Multistart(.sampled(runs: 9, samples: 90), width: 2))
    #expect(progress.snapshot.run == nil && progress.snapshot.best == nil)
    progress.note(.nan, after: counts(1, 3), of: 2)
    #expect(progress.snapshot.best == nil)
    progress.note(1, after: counts(2, 4), of: 1)
    progress.note(5, after: counts(4, 7), of: 2)
    progress.note(3, after: counts(3, 5), of: 1)
    progress.note(2, after: counts(1, 1), of: 3)
    let now = progress.snapshot
    #expect(now.run == 3)
    #expect(now.iterations == 8)
    // The sample and run 2, or the sample, run 1 and run 3.
    #expect(now.rounds == 1 + 7)
    #expect(now.best == 5)
  }

  /// Runs tell of themselves at the same time.
  @Test func runsTellAtTheSameTime() async {
    let progress = Progress(multistart: Multistart(.sampled(runs: 16, samples: 16), width: 16))
    await withTaskGroup { group in
      for run in 1...16 {
        group.addTask {
          for i in 1...500 { progress.note(Double(run) - Double(i), after: counts(i, 2 * i), of: run) }
        }
      }
    }
    let now = progress.snapshot
    #expect(now.run == 16)
    #expect(now.iterations == 16 * 500)
    #expect(now.rounds == 1 + 1000)
    #expect(now.best == -499)
  }

  /// A chain of runs takes as long as its rounds, and a long one beside it hides it.
  @Test(arguments: [(1, 1 + 4 + 2 + 9 + 1 + 3), (2, 1 + 4 + 9 + 3), (3, 1 + 9), (5, 1 + 9)])
  func roundsAreThoseOfTheLongestChain(width: Int, expected: Int) {
    var path = CriticalPath(Multistart(.sampled(runs: 5, samples: 5), width: width))
    for (i, count) in [4, 2, 9, 1, 3].enumerated() {
      for rounds in 1...count { path.note(rounds, ofRun: i + 1) }
    }
    #expect(path.rounds == expected)
    // The same where runs tell of themselves in another order, as far as they may.
    var other = CriticalPath(Multistart(.sampled(runs: 5, samples: 5), width: width))
    for first in stride(from: 0, to: 5, by: width) {
      for i in (first..<min(5, first + width)).reversed() { other.note([4, 2, 9, 1, 3][i], ofRun: i + 1) }
    }
    #expect(other.rounds == expected)
    var given = CriticalPath(Multistart(.given([[0], [1]]), width: 1))
    given.note(3, ofRun: 2)
    #expect(given.rounds == 3)
    var single = CriticalPath(nil)
    single.note(3, ofRun: 1)
    #expect(single.rounds == 3)
  }

  @Test func theLineFits() {
    let line = ProgressLine(workers: 4, budget: Budget(time: .seconds(100)))
    for width in 0...80 { #expect(line.text(now, width: width).count <= width) }
    #expect(line.text(now, width: 30) == "iteration 12  best 3.25")
  }

  @Test func nothingIsKnownAtFirst() {
    let line = ProgressLine(workers: 4, budget: .unlimited)
    let text = line.text(Progress.Snapshot(), width: 200)
    #expect(text == "iteration 0  0 evaluations  0/s  0 of 4 busy")
  }

  @Test(arguments: [
    (0.12345, "0.123 s"), (59.5, "59.5 s"), (61, "1:01"), (3725, "1:02:05"), (.infinity, "?"),
  ])
  func timesAreShort(seconds: Double, text: String) { #expect(seconds.timeText == text) }
}
