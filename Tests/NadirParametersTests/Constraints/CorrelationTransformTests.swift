import NadirLinear
import Testing

@testable import NadirParameters

@Suite struct CorrelationTransformTests {
  /// The condition is that of the covariances' tests.
  @Test(arguments: 1...5) func theLaws(_ order: Int) throws {
    let transform = CorrelationTransform(order: order)
    #expect(transform.valueCount == order * (order + 1) / 2)
    try expectRoundTrips(transform, coordinates: -0.5...0.5, seed: 151, tolerance: 1e-11)
    expectPullback(transform, coordinates: -1...1, seed: 152)
  }

  /// The same point is a covariance with the same coordinates.
  @Test func coordinatesAreThoseOfTheCovariance() throws {
    let (s, r) = ([2.0, 0.5, 3], [0.3, -0.2, 0.6])
    let covariance = CovarianceTransform(order: 3, storage: .lowerTriangle)
    let sigma = [4, s[1] * s[0] * r[0], 0.25, s[2] * s[0] * r[1], s[2] * s[1] * r[2], 9]
    let y = try CorrelationTransform(order: 3).coordinates(of: s + r)
    #expect(areClose(y, try covariance.coordinates(of: sigma)))
    #expect(areClose(covariance.values(at: y), sigma))
  }

  /// By hand: s = (2, 5), r = 0.6, L = [2 0; 3 4].
  @Test func twoByTwo() throws {
    let transform = CorrelationTransform(order: 2)
    let y = [0.6931471805599453, 3, 1.3862943611198906]
    #expect(areClose(try transform.coordinates(of: [2, 5, 0.6]), y))
    #expect(areClose(transform.values(at: y), [2, 5, 0.6]))
    // s₂ = √(ℓ₂₁² + ℓ₂₂²) and r = ℓ₂₁/s₂.
    #expect(areClose(transform.pullback([0, 1, 0], at: y), [0, 0.6, 3.2]))
    #expect(areClose(transform.pullback([0, 0, 1], at: y), [0, 16.0 / 125, -48.0 / 125]))
  }

  @Test func valuesStayInsideEverywhere() {
    let transform = CorrelationTransform(order: 3)
    for y in extremes(6, seed: 153) {
      let v = transform.values(at: y)
      #expect(v[..<3].allSatisfy { $0 > 0 && $0.isFinite }, "\(y)")
      #expect(v[3...].allSatisfy { $0.magnitude < 1 }, "\(y)")
    }
  }

  @Test func violations() {
    let transform = CorrelationTransform(order: 2)
    let expected = " / standard deviations and the correlations of a positive definite matrix"
    #expect(refusal(transform, [1, -1, 0.5]) == "-1.0 at [1]" + expected)
    #expect(refusal(transform, [1, 0, 0.5]) == "0.0 at [1], at the rim" + expected)
    #expect(refusal(transform, [1, 1, 1.5]) == "1.5 at [2]" + expected)
    #expect(refusal(transform, [1, 1, -1]) == "-1.0 at [2], at the rim" + expected)
    #expect(refusal(transform, [1, 1, .nan]) == "nan at [2]" + expected)
    let three = CorrelationTransform(order: 3)
    #expect(
      refusal(three, [1, 1, 1, 0.5, 0.5, -0.75]).hasPrefix(
        "a matrix that leaves row 2 the variance -0.58333333333333"))
    #expect(refusal(three, [1, 1, 1, 0.5, 0.5, -0.5]).contains("no variance given the rows before it, at the rim"))
  }
}
