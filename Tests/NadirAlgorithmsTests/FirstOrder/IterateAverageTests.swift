import Foundation
import NadirEvaluation
import Testing

@testable import NadirAlgorithms

@Suite struct IterateAverageTests {
  private func averages(_ average: IterateAverage, of points: [Double]) -> [Double?] {
    var average = average
    return points.map { point in
      average.add([point])
      return average.average?[0]
    }
  }

  /// With d = 1/2: x₁; (x₁ + 2x₂)/3; (x₁ + 2x₂ + 4x₃)/7.
  @Test func exponentialAveragesAreCorrectedForTheirBeginning() {
    #expect(averages(.exponential(decay: 0.5), of: [8, 2, 1]) == [8, 4, 16.0 / 7])
    #expect(averages(.exponential(decay: 0), of: [8, 2, 1]) == [8, 2, 1])
  }

  @Test func polyaksAveragesAreTheMeansFromAStep() {
    #expect(averages(.polyak(), of: [8, 2, 5, 1]) == [8, 5, 5, 4])
    #expect(averages(.polyak(from: 3), of: [8, 2, 5, 1]) == [nil, nil, 5, 3])
  }

  @Test func everyNumberHasItsAverage() {
    var average = IterateAverage.polyak()
    #expect(average.average == nil)
    for point in [[1.0, 10, 100], [3, 30, 300]] { average.add(point) }
    #expect(average.average == [2, 20, 200])
  }

  @Test(arguments: [IterateAverage.exponential(decay: 0.9), .polyak(from: 2)])
  func anotherNumberBeginsAnew(_ average: IterateAverage) {
    var (used, fresh) = (average, average)
    for point in [[1.0, 2, 3], [5, 4, 3]] { used.add(point) }
    for point in [[7.0, 1], [3, 5], [4, 4]] {
      used.add(point)
      fresh.add(point)
      #expect(used == fresh)
    }
  }

  @Test(arguments: [IterateAverage.exponential(decay: 0.9), .polyak(from: 4)])
  func itGoesOnFromItsEncoding(_ average: IterateAverage) throws {
    var whole = average
    var parts = average
    for step in 1...20 {
      let point = [1 / Double(step), Double(step % 7) / 3]
      whole.add(point)
      parts.add(point)
      parts = try JSONDecoder().decode(IterateAverage.self, from: JSONEncoder().encode(parts))
      #expect(parts == whole && parts.average == whole.average)
    }
  }

  @Test(arguments: [
    (IterateAverage.exponential(decay: 1), "decay"), (.exponential(decay: -0.1), "decay"),
    (.exponential(decay: .nan), "decay"), (.polyak(from: 0), "step"),
  ])
  func badOptionsAreRefused(_ average: IterateAverage, _ name: String) throws {
    try IterateAverage.exponential().validate()
    try IterateAverage.polyak().validate()
    let error = #expect(throws: InvalidArgument.self) { try average.validate() }
    #expect("\(try #require(error))".contains(name))
  }
}
