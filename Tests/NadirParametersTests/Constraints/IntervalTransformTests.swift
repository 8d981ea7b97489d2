import Testing

@testable import NadirParameters

@Suite struct IntervalTransformTests {
  static let ranges: [ClosedRange<Double>] = [0...1, -1...1, 2...2.5, -7...(-3), 1e10...1.1e10, -1e308...1.7e308]
  /// Ranges with few numbers inside.
  static let narrow: [ClosedRange<Double>] = [
    0...(.leastNormalMagnitude / 8), (-Double.leastNonzeroMagnitude)...(.leastNonzeroMagnitude), 1...1.0.nextUp.nextUp,
  ]

  /// With |y| ≤ 3 the nearer end is 0.04 of the width away; the ends are at most 11 widths from zero, so what rounding
  /// does to that distance is 11ε/0.04, some 10⁻¹³.
  @Test(arguments: ranges) func theLaws(_ range: ClosedRange<Double>) throws {
    let transform = IntervalTransform(range: range, count: 3)
    try expectRoundTrips(transform, seed: 111)
    if range.upperBound < 1e300 { expectPullback(transform, seed: 112) }
  }

  @Test(arguments: ranges + narrow)
  func valuesStayStrictlyInside(_ range: ClosedRange<Double>) {
    let transform = IntervalTransform(range: range, count: 4)
    for y in extremes(4, seed: 113) {
      let values = transform.values(at: y)
      #expect(values.allSatisfy { $0 > range.lowerBound && $0 < range.upperBound }, "\(y)")
      #expect(transform.pullback([1, 1, 1, 1], at: y).allSatisfy { $0 >= 0 && $0.isFinite })
    }
  }

  /// Next to an end at zero the distance keeps all its digits, on either side.
  @Test func tailsKeepTheirDigits() throws {
    let upper = IntervalTransform(range: 0...1, count: 1)
    let lower = IntervalTransform(range: -1...0, count: 1)
    for y in stride(from: -700.0, through: -10, by: 10) {
      let v = upper.values(at: [y])
      #expect((upper.coordinate(of: v[0]) - y).magnitude <= 1e-15 * y.magnitude)
      #expect(lower.values(at: [-y]) == [-v[0]])
      #expect((lower.coordinate(of: -v[0]) + y).magnitude <= 1e-15 * y.magnitude)
    }
  }

  /// σ(log 3) = 3/4.
  @Test func knownValues() {
    let transform = IntervalTransform(range: 10...14, count: 1)
    #expect(areClose(transform.values(at: [1.0986122886681098]), [13]))
    #expect(areClose([transform.coordinate(of: 13)], [1.0986122886681098]))
    #expect(transform.values(at: [0]) == [12])
    #expect(transform.slope(at: 0) == 1)
    #expect(transform.coordinate(of: 10) == -.infinity)
    #expect(transform.coordinate(of: 9) == -.infinity)
    #expect(transform.coordinate(of: 14) == .infinity)
    #expect(transform.coordinate(of: .infinity) == .infinity)
  }

  @Test func violations() {
    let one = IntervalTransform(range: 0...1, count: 1)
    let two = IntervalTransform(range: 0...1, count: 2)
    #expect(refusal(one, [1.5]) == "1.5 / a number strictly between 0.0 and 1.0")
    #expect(refusal(one, [1]) == "1.0, at the rim / a number strictly between 0.0 and 1.0")
    #expect(refusal(two, [0.5, 0]) == "0.0 at [1], at the rim / numbers strictly between 0.0 and 1.0")
    #expect(refusal(two, [.nan, 0.5]) == "nan at [0] / numbers strictly between 0.0 and 1.0")
    #expect(refusal(IntervalTransform(range: 2...2, count: 1), [2]).contains("at the rim"))
  }
}
