import Testing

@testable import NadirCharts

@Suite struct ThinningTests {
  private static func walk(_ count: Int, _ random: inout SplitMix) -> [Mapped] {
    var height = 0.0
    return (0..<count).map { i in
      height += random.unit() - 0.5
      return Mapped(x: 640 * Double(i) / Double(count), y: height + (random.unit() < 0.001 ? 100 : 0), index: i)
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func linesKeepTheExtremesOfEveryColumn(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let points = ThinningTests.walk(50_000, &random)
    let kept = thinnedLine(points)
    #expect(kept.count <= 4 * 641, "seed \(seed)")
    #expect(kept.first == points.first && kept.last == points.last, "seed \(seed)")
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $0.index < $1.index }, "seed \(seed)")
    let all = Dictionary(grouping: points) { Int($0.x) }
    let some = Dictionary(grouping: kept) { Int($0.x) }
    for (column, points) in all {
      #expect(points.map(\.y).min() == some[column]?.map(\.y).min(), "seed \(seed)")
      #expect(points.map(\.y).max() == some[column]?.map(\.y).max(), "seed \(seed)")
    }
  }

  @Test func linesThatTurnBackKeepTheirWay() {
    let points = [0.0, 5, 0, 5].enumerated().map { Mapped(x: $1, y: Double($0), index: $0) }
    #expect(thinnedLine(points) == points)
  }

  @Test(arguments: [UInt64(4), 5])
  func cloudsKeepTheirExtremesAndWhatIsAlone(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var points = (0..<20_000).map { Mapped(x: 300 + 20 * random.unit(), y: 100 + 20 * random.unit(), index: $0) }
    points.append(Mapped(x: 10, y: 150, index: 20_000))
    let kept = thinnedPoints(points, most: 500)
    #expect(kept.count <= 504, "seed \(seed)")
    #expect(kept.contains { $0.index == 20_000 }, "seed \(seed)")
    for key in [\Mapped.x, \Mapped.y] {
      #expect(kept.map { $0[keyPath: key] }.min() == points.map { $0[keyPath: key] }.min(), "seed \(seed)")
      #expect(kept.map { $0[keyPath: key] }.max() == points.map { $0[keyPath: key] }.max(), "seed \(seed)")
    }
  }

  @Test func fewPointsRemainAll() {
    let points = (0..<100).map { Mapped(x: 1, y: 1, index: $0) }
    #expect(thinnedPoints(points, most: 100) == points)
  }
}

extension ThinningTests {
  @Test func intervalsOfAColumnAreOne() {
    let intervals = (0..<1000).map { Interval(Double($0), from: Double($0 % 10), to: Double($0 % 10) + 1) }
    let kept = thinnedIntervals(intervals, at: { $0 / 10 }, most: 600, column: 1)
    #expect(kept == (0..<100).map { Interval(Double(10 * $0), from: 0, to: 10) })
    #expect(thinnedIntervals(intervals, at: { $0 / 10 }, most: 1000, column: 1) == intervals)
  }

  @Test func fieldsAreThinnedToTheirEnds() {
    let xs = (0..<101).map(Double.init)
    let field = Field("", xs: xs, ys: [0, 1], values: xs + xs.map { $0 + 0.5 })
    let thin = field.thinned(columns: 10, rows: 10)
    #expect(thin.xs == stride(from: 0.0, through: 100, by: 10).map(\.self))
    #expect(thin.ys == [0, 1])
    #expect(thin.values == thin.xs + thin.xs.map { $0 + 0.5 })
    #expect(field.thinned(columns: 200, rows: 10) == field)
  }
}
