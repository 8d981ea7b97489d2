import Nadir
import Testing

@Suite struct BasinTableTests {
  private func table(
    _ counts: [Int], of runs: Int, direction: Direction = .minimize, dimension: Int = 2, fixed: Set<Int> = [],
    endings: [Termination] = [.stopped(.hopeless), .failed(.start)]
  ) -> BasinTable {
    var next = 1
    let basins = counts.enumerated().map { i, count in
      defer { next += count }
      return RunRecord.Basin(
        best: (0..<dimension).map { Double(10 * i + $0) }, value: Double(i) / 3, runs: Array(next..<next + count))
    }
    return BasinTable(
      basins,
      of: (0..<runs).map {
        ($0 < next - 1 ? .converged(.value) : endings[$0 % endings.count], $0 < next - 1 ? 0 : nil)
      },
      direction: direction,
      parameters: (0..<dimension).map { (path: "p\($0)", isFixed: fixed.contains($0)) })
  }

  @Test(arguments: [
    ([31, 8, 4], 50, Direction.minimize, "43 of 50 runs came to 3 minima, 31 of them to the best"),
    ([40, 10], 50, .maximize, "all 50 runs came to 2 maxima, 40 of them to the best"),
    ([43], 50, .minimize, "43 of 50 runs came to the same minimum"),
    ([2], 2, .maximize, "all 2 runs came to the same maximum"),
    ([1], 50, .minimize, "1 of 50 runs came to a minimum"),
    ([], 50, .minimize, "none of 50 runs came to a minimum"),
    ([1], 1, .minimize, "the run came to a minimum"),
    ([], 1, .maximize, "the run came to no maximum"),
  ])
  func theHeadlineCountsRuns(counts: [Int], runs: Int, direction: Direction, text: String) {
    #expect(table(counts, of: runs, direction: direction).headline == text)
  }

  @Test func whyRunsCameToNoneIsTold() {
    #expect(
      table([31, 8, 4], of: 50).others == [
        "4 did not: the evaluation at the start failed",
        "3 did not: earlier runs were far better by then",
      ])
    #expect(table([3, 1], of: 4).others == [])
    #expect(
      table([2], of: 3, endings: [.stopped(.evaluations)]).others == [
        "1 did not: its share of the evaluations was spent"
      ])
    #expect(table([], of: 2).others.count == 2)
    // That of the search says it.
    #expect(table([], of: 1).others == [])
  }

  @Test func aMinimumIsARowWithItsFirstParameters() {
    let small = table([3, 1], of: 4)
    #expect(small.header == ["minimum", "runs", "p0", "p1"])
    #expect(small.rows == [["0", "3", "0", "1"], ["0.33333333", "1", "10", "11"]])
    // Fixed parameters are the same everywhere.
    let large = table([3, 1], of: 4, dimension: 7, fixed: [1])
    #expect(large.header == ["minimum", "runs", "p0", "p2", "p3", "p4", "…"])
    #expect(large.rows[1] == ["0.33333333", "1", "10", "12", "13", "14", "…"])
  }
}
