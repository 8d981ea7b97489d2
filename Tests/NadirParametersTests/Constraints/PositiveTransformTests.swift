import Testing

@testable import NadirParameters

@Suite struct PositiveTransformTests {
  @Test(arguments: 1...4) func theLaws(_ count: Int) throws {
    let transform = PositiveTransform(count: count)
    try expectRoundTrips(transform, seed: 101)
    // log v is exact up to ε|y|, which is the relative error of v.
    try expectRoundTrips(transform, coordinates: -700...700, seed: 102, valueTolerance: 1e-12)
    expectPullback(transform, seed: 103)
  }

  @Test func valuesStayPositiveAndFinite() {
    let transform = PositiveTransform(count: 3)
    for y in extremes(3, seed: 104) {
      #expect(transform.values(at: y).allSatisfy { $0 > 0 && $0.isNormal }, "\(y)")
    }
    #expect(transform.values(at: [-800, 0, 800]) == [.leastNormalMagnitude, 1, .greatestFiniteMagnitude])
  }

  @Test func boundsAreCarriedOver() {
    let transform = PositiveTransform(count: 1)
    #expect(transform.coordinate(of: 1) == 0)
    #expect(transform.coordinate(of: 0) == -.infinity)
    #expect(transform.coordinate(of: -2) == -.infinity)
    #expect(transform.coordinate(of: .infinity) == .infinity)
    #expect(transform.slope(at: 0) == 1)
  }

  @Test func violations() {
    let one = PositiveTransform(count: 1)
    let three = PositiveTransform(count: 3)
    #expect(refusal(one, [-1]) == "-1.0 / a positive number")
    #expect(refusal(one, [0]) == "0.0, at the rim / a positive number")
    #expect(refusal(three, [1, 2, -3]) == "-3.0 at [2] / positive numbers")
    #expect(refusal(three, [1, .nan, 3]) == "nan at [1] / positive numbers")
    #expect(refusal(three, [.infinity, 2, 3]) == "inf at [0] / positive numbers")
  }
}
