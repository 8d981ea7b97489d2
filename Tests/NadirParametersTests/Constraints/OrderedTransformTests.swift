import Testing

@testable import NadirParameters

@Suite struct OrderedTransformTests {
  /// The values are below 3 + 5e³ ≈ 100, so a gap of e⁻³ ≈ 0.05 has a relative error of some 100ε/0.05 ≈ 5·10⁻¹³.
  @Test(arguments: 1...6) func theLaws(_ count: Int) throws {
    let transform = OrderedTransform(count: count)
    try expectRoundTrips(transform, seed: 121)
    expectPullback(transform, seed: 122)
  }

  private func increase(_ values: [Double]) -> Bool {
    zip(values, values.dropFirst()).allSatisfy { $0 < $1 } && values.allSatisfy { $0.isFinite }
  }

  @Test func valuesIncreaseStrictlyEverywhere() {
    let transform = OrderedTransform(count: 5)
    for y in extremes(5, seed: 123) + [[1e308, 800, 800, -800, 800], [-1.7e308, 800, -800, 0, 800]] {
      #expect(increase(transform.values(at: y)), "\(y)")
      #expect(transform.pullback([0, 0, 0, 0, 0], at: y) == [0, 0, 0, 0, 0])
    }
    #expect(transform.values(at: [1, -800, -800, 0, 0])[1] == 1.0.nextUp)
  }

  @Test func knownValues() throws {
    let transform = OrderedTransform(count: 3)
    #expect(transform.values(at: [-2, 0, 0]) == [-2, -1, 0])
    #expect(areClose(try transform.coordinates(of: [5, 6, 9]), [5, 0, 1.0986122886681098]))
    #expect(try transform.coordinates(of: [-1.7e308, 0, 1.7e308]).allSatisfy { $0.isFinite })
  }

  @Test func violations() {
    let transform = OrderedTransform(count: 3)
    #expect(refusal(transform, [1, 3, 2]) == "3.0 > 2.0 at [1] and [2] / strictly increasing numbers")
    #expect(refusal(transform, [1, 1, 2]) == "1.0 = 1.0 at [0] and [1], at the rim / strictly increasing numbers")
    #expect(refusal(transform, [1, .nan, 2]) == "nan at [1] / strictly increasing numbers")
    #expect(refusal(transform, [1, 2, .infinity]) == "inf at [2] / strictly increasing numbers")
  }
}
