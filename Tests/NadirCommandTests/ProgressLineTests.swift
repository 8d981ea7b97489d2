import Nadir
import Testing

@testable import NadirCommand

@Suite struct ProgressLineTests {
  private let now = Progress.Snapshot(iterations: 12, best: 3.25, evaluations: 200, busy: 3, seconds: 10)

  @Test func everythingIsTold() {
    let line = ProgressLine(workers: 4, budget: Budget(evaluations: 1000, time: .seconds(100)))
    #expect(
      line.text(now, width: 200)
        == "iteration 12  best 3.25  200 evaluations  20/s  3 of 4 busy  40 s left")
  }

  @Test func aBatchHasAnEndInSight() {
    let line = ProgressLine(workers: 4, budget: .unlimited)
    let text = line.text(Progress.Snapshot(evaluations: 200, total: 500, busy: 4, seconds: 10), width: 200)
    #expect(text == "200 of 500 evaluations  20/s  4 of 4 busy  15 s left")
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
