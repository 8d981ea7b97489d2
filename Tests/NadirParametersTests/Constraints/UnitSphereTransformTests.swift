import NadirLinear
import Testing
import _TestSupport

@testable import NadirParameters

@Suite struct UnitSphereTransformTests {
  private func pole(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in .random(in: -1...1, using: &generator) }
  }

  @Test(arguments: [1, 2, 3, 10], [1, 1e-3, 250]) func theLaws(_ count: Int, _ radius: Double) throws {
    let transform = UnitSphereTransform(pole: pole(count, seed: 161), radius: radius)
    #expect(transform.coordinateCount == count - 1)
    try expectRoundTrips(transform, seed: 162)
    // Toward the antipode the angle that is left is 4/|y|, so that y is exact up to ε|y|².
    try expectRoundTrips(transform, coordinates: -300...300, seed: 163, tolerance: 1e-10)
    expectPullback(transform, seed: 164)
  }

  @Test(arguments: [2, 3, 10]) func theNormIsTheRadiusEverywhere(_ count: Int) {
    let transform = UnitSphereTransform(pole: pole(count, seed: 165), radius: 3)
    for y in extremes(count - 1, seed: 166) + [[Double](repeating: 1e200, count: count - 1)] {
      #expect((euclideanNorm(transform.values(at: y)) - 3).magnitude <= 4e-15, "\(y)")
      #expect(transform.pullback(pole(count, seed: 167), at: y).allSatisfy { $0.isFinite })
    }
  }

  /// At the pole y is 0 and a step in y is an angle: the columns of the Jacobian are orthogonal and of length r.
  @Test(arguments: [[3.0, 4], [-3, 4], [0, 0, 1], [-1, 0, 0], [1, 2, 2]])
  func theStartIsTheOrigin(_ start: [Double]) throws {
    let radius = euclideanNorm(start)
    let transform = UnitSphereTransform(pole: start, radius: radius)
    let zero = [Double](repeating: 0, count: start.count - 1)
    #expect(maximumNorm(try transform.coordinates(of: start)) < 1e-15)
    #expect(areClose(transform.values(at: zero), start))
    let columns = start.indices.map { i in
      transform.pullback(start.indices.map { $0 == i ? 1 : 0 }, at: zero)
    }
    for j in zero.indices {
      for k in zero.indices {
        let product = columns.reduce(0) { $0 + $1[j] * $1[k] }
        #expect((product - (j == k ? radius * radius : 0)).magnitude < 1e-14 * radius * radius)
      }
      #expect(zip(columns, start).reduce(0) { $0 + $1.0[j] * $1.1 }.magnitude < 1e-14 * radius * radius)
    }
  }

  /// On the circle y = 2·tan(θ/2): a right angle away from the pole is y = ±2.
  @Test func theCircle() throws {
    let transform = UnitSphereTransform(pole: [1, 0])
    #expect(areClose(try transform.coordinates(of: [0, 1]).map(\.magnitude), [2]))
    #expect(areClose(transform.values(at: [2]).map(\.magnitude), [0, 1]))
  }

  @Test func normsWithinTheToleranceAreScaled() throws {
    let transform = UnitSphereTransform(pole: [1, 2, 2], radius: 3)
    let y = try transform.coordinates(of: [2, 1, 2])
    #expect(areClose(try transform.coordinates(of: [2, 1, 2].map { $0 * (1 - 5e-9) }), y))
  }

  @Test func violations() {
    let transform = UnitSphereTransform(pole: [0.6, 0.8])
    let expected = " / numbers of Euclidean norm 1.0"
    #expect(refusal(transform, [3, -4]) == "√(3.0² + 4.0²) = 5.0" + expected)
    #expect(refusal(transform, [0, 0]) == "√(0.0² + 0.0²) = 0.0" + expected)
    #expect(refusal(transform, [.nan, 1]) == "nan at [0]" + expected)
    let antipode = "the antipode of the pole, at the rim / numbers of Euclidean norm 1.0, but not opposite to the pole"
    #expect(refusal(transform, [-0.6, -0.8]) == antipode)
    let long = pole(30, seed: 168)
    let norm = euclideanNorm(long)
    #expect(refusal(UnitSphereTransform(pole: long), long.map { -$0 / norm }) == antipode)
    #expect(refusal(UnitSphereTransform(pole: [2], radius: 2), [-2]).hasPrefix("the antipode"))
  }
}
