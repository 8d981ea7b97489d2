import NadirEvaluation
import Testing

@testable import NadirAlgorithms

@Suite struct BasinMapTests {
  private let scale = CoordinateScale(Box(lower: [-5, 0], upper: [5, 1000]))

  @Test func nearRunsOfEqualValueShareABasin() {
    var map = BasinMap(scale)
    map.add(1, at: [0, 500], 3)
    map.add(2, at: [0.09, 509], 2.99999)
    map.add(3, at: [0.2, 500], 3)
    map.add(4, at: [0.01, 500], 3.1)
    map.add(5, at: [0.09, 509], 2.99998)
    #expect(map.basins.map(\.runs) == [[1, 2, 5], [3], [4]])
    // The best of a basin stands for it.
    #expect(map.basins[0].point == [0.09, 509] && map.basins[0].value == 2.99998)
    #expect(map.sorted.map(\.runs) == [[1, 2, 5], [3], [4]])
  }

  /// Of two minima at the same distance the first is taken, and of equal values the first stands first.
  @Test func equalNeighborsAreToldApartByTheirOrder() {
    var map = BasinMap(scale)
    map.add(1, at: [0.1, 0], 7)
    map.add(2, at: [-0.0625, 0], 7)
    #expect(map.basins.count == 2)
    map.add(3, at: [0.01875, 0], 7)
    #expect(map.basins.map(\.runs) == [[1, 3], [2]] && map.sorted.map(\.runs) == [[1, 3], [2]])
    map.add(4, at: [4, 0], 6)
    #expect(map.sorted.map(\.runs) == [[4], [1, 3], [2]])
  }

  /// Values in the thousands may differ by more than those around 1.
  @Test func valuesAreComparedRelativeToTheirSize() {
    var map = BasinMap(scale)
    map.add(1, at: [0, 0], 1e6)
    map.add(2, at: [0, 0], 1e6 + 99)
    map.add(3, at: [0, 0], 1e6 + 102)
    #expect(map.basins.map(\.runs) == [[1, 2], [3]])
  }

  @Test func endedRunsBelongWhereTheyWent() {
    var map = BasinMap(scale)
    map.add(1, at: [0, 0], 1)
    map.add(2, at: [1, 0], 2)
    map.add(3, at: [1.3, 0], 2.5, repeating: 2)
    map.add(4, at: [1, 0], 2.5, repeating: 9)
    #expect(map.basins.map(\.runs) == [[1], [2, 3]] && map.basins[1].point == [1, 0])
  }

  /// Units are widths; without any, sizes.
  @Test func distancesAreSharesOfTheRegion() {
    #expect(scale.distance([0, 0], [1, 0]) == 0.1)
    #expect(scale.distance([0, 0], [1, 500]) == 0.5)
    let flat = CoordinateScale(Box(lower: [3, 0.5], upper: [3, 0.5]))
    #expect(flat.distance([3, 0], [6, 0]) == 1 && flat.distance([0, 0], [0, 2]) == 2)
    #expect(
      CoordinateScale(around: [[0, 7], [4, 7], [2, 7]]) == CoordinateScale(Box(lower: [0, 7], upper: [4, 7])))
    #expect(CoordinateScale(around: []).distance([], []) == 0)
  }
}
