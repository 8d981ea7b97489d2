import NadirRandom
import Testing

@Suite struct LatinHypercubeTests {
  @Test(arguments: [1, 2, 7, 100]) func everyPartHoldsOnePoint(count: Int) {
    var generator = SplitMix64(seed: 5)
    let points = latinHypercube(count: count, dimension: 200, using: &generator)
    for j in 0..<200 {
      let parts = points.map { Int($0[j] * Double(count)) }
      #expect(parts.sorted() == Array(0..<count), "coordinate \(j)")
    }
  }

  /// The order of one coordinate says nothing of that of another: the correlations of many pairs have the variance 1/(N − 1).
  @Test func coordinatesAreIndependent() {
    let (count, dimension) = (64, 130)
    let points = evenSample(count: count, dimension: dimension, seed: 11)
    var sum = 0.0
    for j in 1..<dimension {
      let products = points.map { ($0[j] - 0.5) * ($0[j - 1] - 0.5) }
      let correlation = 12 * products.reduce(0, +) / Double(count)
      sum += correlation * correlation
    }
    let variance = sum / Double(dimension - 1)
    #expect((0.5...1.7).contains(variance * Double(count - 1)), "\(variance)")
  }

  @Test func wholeNumbersAreUniform() {
    var generator = SplitMix64(seed: 3)
    var counts = [0, 0, 0]
    for _ in 0..<30_000 { counts[Int(generator.next(below: 3))] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 }, "\(counts)")
    #expect((0..<100).allSatisfy { _ in generator.next(below: 1) == 0 })
  }
}
