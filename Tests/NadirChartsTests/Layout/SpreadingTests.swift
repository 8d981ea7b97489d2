import Testing

@testable import NadirCharts

@Suite struct SpreadingTests {
  @Test func whatIsApartStays() {
    #expect(spread([1, 20, 40], gap: 10, in: 0...50) == [1, 20, 40])
    #expect(spread([], gap: 10, in: 0...50) == [])
  }

  @Test func whatIsCloseMovesByEqualParts() {
    #expect(spread([20, 20], gap: 10, in: 0...50) == [15, 25])
    #expect(spread([49, 50], gap: 10, in: 0...50) == [40, 50])
  }

  @Test func whatHasNoRoomIsNotPlaced() {
    #expect(spread([1, 2, 3], gap: 30, in: 0...50) == nil)
  }

  @Test(arguments: [UInt64(1), 2])
  func gapsAndRangeAreKept(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    for _ in 0..<100 {
      let wanted = (0..<12).map { _ in 200 * random.unit() }.sorted()
      let places = try #require(spread(wanted, gap: 14, in: 0...200))
      #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 14 - 1e-9 }, "seed \(seed)")
      #expect(places.allSatisfy { -1e-9 <= $0 && $0 <= 200 + 1e-9 }, "seed \(seed)")
    }
  }
}
