import NadirLinear
import Testing

@testable import NadirParameters

@Suite struct SimplexTransformTests {
  @Test(arguments: [1, 2, 3, 5, 40], [1, 100, 1e-3]) func theLaws(_ count: Int, _ total: Double) throws {
    let transform = SimplexTransform(count: count, total: total)
    try expectRoundTrips(transform, seed: 131)
    expectPullback(transform, seed: 132)
  }

  @Test(arguments: [2, 3, 10], [1, 100, 1e-3]) func sumsAreTheTotalEverywhere(_ count: Int, _ total: Double) {
    let transform = SimplexTransform(count: count, total: total)
    for y in extremes(count - 1, seed: 133) + [[Double](repeating: 0.3, count: count - 1)] {
      let values = transform.values(at: y)
      #expect(values.allSatisfy { $0 > 0 && $0.isNormal }, "\(y)")
      #expect((values.reduce(0, +) - total).magnitude <= 4e-15 * total, "\(y)")
      #expect(transform.pullback(values, at: y).allSatisfy { $0.isFinite })
    }
  }

  /// √(1/2)·log(0.1/0.3) and √(2/3)·log(√(0.1·0.3)/0.6), by hand.
  @Test func knownLogRatios() throws {
    let transform = SimplexTransform(count: 3)
    let y = try transform.coordinates(of: [0.1, 0.3, 0.6])
    #expect(areClose(y, [-0.776836199212, -1.014458891738], 1e-12))
    #expect(areClose(transform.values(at: y), [0.1, 0.3, 0.6]))
    #expect(try SimplexTransform(count: 4, total: 8).coordinates(of: [2, 2, 2, 2]) == [0, 0, 0])
    // Scaling within the tolerance leaves the log-ratios alone.
    #expect(areClose(try transform.coordinates(of: [0.1, 0.3, 0.6].map { $0 * (1 + 5e-9) }), y))
  }

  /// The coordinates are isometric: the distance of two is the Aitchison distance, that of the centred logarithms.
  @Test func coordinatesAreIsometric() throws {
    let transform = SimplexTransform(count: 4)
    let centred = [0.5, -1, 0.25, 0.25]
    let values = transform.values(at: [0.4, -0.2, 1.1])
    let moved = zip(values, centred).map { $0 * (PositiveTransform(count: 1).values(at: [$1])[0]) }
    let sum = moved.reduce(0, +)
    let y = try transform.coordinates(of: moved.map { $0 / sum })
    #expect((euclideanNorm(difference(y, [0.4, -0.2, 1.1])) - euclideanNorm(centred)).magnitude < 1e-14)
  }

  @Test func oneValueHasNoCoordinates() throws {
    let transform = SimplexTransform(count: 1, total: 3)
    #expect(transform.coordinateCount == 0)
    #expect(transform.values(at: []) == [3])
    #expect(try transform.coordinates(of: [3]) == [])
    #expect(transform.pullback([5], at: []) == [])
  }

  @Test func violations() {
    let transform = SimplexTransform(count: 3)
    let expected = " / positive numbers that sum to 1.0"
    #expect(refusal(transform, [0.2, 0.3, 0.6]) == "0.2 + 0.3 + 0.6 = 1.1" + expected)
    #expect(refusal(transform, [0.2, 0.8, 0]) == "0.0 at [2], at the rim" + expected)
    #expect(refusal(transform, [0.6, 0.8, -0.4]) == "-0.4 at [2]" + expected)
    #expect(refusal(transform, [.nan, 0.8, 0.4]) == "nan at [0]" + expected)
    #expect(refusal(transform, [1e308, 1e308, 1e308]) == "1e+308 + 1e+308 + 1e+308 = inf" + expected)
    #expect(refusal(transform, [0.2, 0.3, 0.5 + 2e-8]).contains("= 1.00000001999"))
    #expect(
      refusal(SimplexTransform(count: 10), [Double](repeating: 0.5, count: 10))
        == "0.5 + 0.5 + 0.5 + 0.5 + 0.5 + 0.5 + … + 0.5 = 5.0" + expected)
  }
}
