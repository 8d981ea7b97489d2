import NadirLinear
import Testing
import _TestSupport

@testable import NadirParameters

/// y → v → y and v → y → v, at random coordinates.
///
/// - Parameters:
///   - tolerance: For coordinates, relative to the larger of 1 and the largest of them.
///   - valueTolerance: For values, relative to the largest of them.
func expectRoundTrips(
  _ transform: some CoordinateTransform, coordinates range: ClosedRange<Double> = -3...3, seed: UInt64,
  tolerance: Double = 1e-12, valueTolerance: Double = 1e-13, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var generator = SeededGenerator(seed: seed)
  for _ in 0..<20 {
    let y = (0..<transform.coordinateCount).map { _ in Double.random(in: range, using: &generator) }
    let v = transform.values(at: y)
    #expect(v.count == transform.valueCount, sourceLocation: sourceLocation)
    let again = try transform.coordinates(of: v)
    try #require(again.count == y.count, sourceLocation: sourceLocation)
    let error = maximumNorm(difference(again, y))
    #expect(error <= tolerance * max(1, maximumNorm(y)), "seed \(seed), y \(y)", sourceLocation: sourceLocation)
    let valueError = maximumNorm(difference(transform.values(at: again), v))
    #expect(valueError <= valueTolerance * maximumNorm(v), "seed \(seed), y \(y)", sourceLocation: sourceLocation)
  }
}

/// Jᵀg against the derivative of gᵀv(y), by central differences with h = 10⁻³ and h/2, extrapolated: their error is
/// h⁴ times a fifth derivative, and that of rounding ε/h, some 10⁻¹² both.
func expectPullback(
  _ transform: some CoordinateTransform, coordinates range: ClosedRange<Double> = -2...2, seed: UInt64,
  tolerance: Double = 1e-9, sourceLocation: SourceLocation = #_sourceLocation
) {
  var generator = SeededGenerator(seed: seed)
  for _ in 0..<10 {
    let y = (0..<transform.coordinateCount).map { _ in Double.random(in: range, using: &generator) }
    let g = (0..<transform.valueCount).map { _ in Double.random(in: -1...1, using: &generator) }
    func slope(_ i: Int, _ h: Double) -> Double {
      func value(_ h: Double) -> Double {
        var moved = y
        moved[i] += h
        return dot(g, transform.values(at: moved))
      }
      return (value(h) - value(-h)) / (2 * h)
    }
    let expected = y.indices.map { (4 * slope($0, 5e-4) - slope($0, 1e-3)) / 3 }
    let pullback = transform.pullback(g, at: y)
    #expect(pullback.count == y.count, sourceLocation: sourceLocation)
    let size = maximumNorm(transform.values(at: y)) + maximumNorm(expected)
    let error = maximumNorm(difference(pullback, expected))
    #expect(error <= tolerance * size, "seed \(seed), y \(y), g \(g)", sourceLocation: sourceLocation)
  }
}

/// Corners of coordinate space, far out: all coordinates ±50 or ±800, in random and in equal signs.
func extremes(_ count: Int, seed: UInt64) -> [[Double]] {
  var generator = SeededGenerator(seed: seed)
  return [50.0, 800].flatMap { size in
    [(0..<count).map { _ in size }, (0..<count).map { _ in -size }]
      + (0..<20).map { _ in (0..<count).map { _ in Bool.random(using: &generator) ? size : -size } }
  }
}

/// What a transform says about values.
func refusal(_ transform: some CoordinateTransform, _ values: [Double]) -> String {
  do {
    return "accepted: \(try transform.coordinates(of: values))"
  } catch {
    return "\(error.found) / \(error.expected)"
  }
}

/// Whether numbers agree up to a fraction of the largest.
func areClose(_ x: [Double], _ y: [Double], _ tolerance: Double = 1e-14) -> Bool {
  x.count == y.count && maximumNorm(difference(x, y)) <= tolerance * max(maximumNorm(x), maximumNorm(y))
}
