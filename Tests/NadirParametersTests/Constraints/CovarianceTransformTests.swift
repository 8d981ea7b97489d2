import NadirLinear
import Testing

@testable import NadirParameters

@Suite struct CovarianceTransformTests {
  static let storages = [CovarianceTransform.Storage.lowerTriangle, .square]

  /// L with a diagonal in e^±½ and other elements up to 0.5 gives Σ a condition below 10⁴, and the rounding errors of
  /// Cholesky's factor are at most about that times n²ε: 10⁻¹¹. The errors of LLᵀ are not magnified.
  @Test(arguments: 1...5, storages) func theLaws(_ order: Int, _ storage: CovarianceTransform.Storage) throws {
    let transform = CovarianceTransform(order: order, storage: storage)
    #expect(transform.coordinateCount == order * (order + 1) / 2)
    #expect(transform.valueCount == (storage == .square ? order * order : order * (order + 1) / 2))
    try expectRoundTrips(transform, coordinates: -0.5...0.5, seed: 141, tolerance: 1e-11)
    expectPullback(transform, seed: 142)
  }

  @Test func valuesAreFiniteAndSymmetricEverywhere() {
    let transform = CovarianceTransform(order: 3, storage: .square)
    for y in extremes(6, seed: 143) {
      let v = transform.values(at: y)
      #expect(v.allSatisfy { $0.isFinite }, "\(y)")
      #expect(v[1] == v[3] && v[2] == v[6] && v[5] == v[7])
      #expect(v[0] > 0 && v[4] > 0 && v[8] > 0)
    }
  }

  /// By hand: L = [2 0; 1 3], Σ = [4 2; 2 10], log 2 and log 3.
  @Test func twoByTwo() throws {
    let y = [0.6931471805599453, 1, 1.0986122886681098]
    let triangle = CovarianceTransform(order: 2, storage: .lowerTriangle)
    let square = CovarianceTransform(order: 2, storage: .square)
    #expect(areClose(triangle.values(at: y), [4, 2, 10]))
    #expect(areClose(square.values(at: y), [4, 2, 2, 10]))
    #expect(areClose(try triangle.coordinates(of: [4, 2, 10]), y))
    #expect(areClose(try square.coordinates(of: [4, 2, 2, 10]), y))
    // Σ₁₁ = ℓ₁₁², Σ₂₁ = ℓ₂₁ℓ₁₁, Σ₂₂ = ℓ₂₁² + ℓ₂₂².
    #expect(areClose(triangle.pullback([1, 0, 0], at: y), [8, 0, 0]))
    #expect(areClose(triangle.pullback([0, 1, 0], at: y), [2, 2, 0]))
    #expect(areClose(triangle.pullback([0, 0, 1], at: y), [0, 2, 18]))
    #expect(areClose(square.pullback([0, 1, 0, 0], at: y), [2, 2, 0]))
    #expect(areClose(square.pullback([0, 1, 1, 0], at: y), [4, 4, 0]))
  }

  @Test func oneVariance() throws {
    for storage in Self.storages {
      let transform = CovarianceTransform(order: 1, storage: storage)
      #expect(areClose(try transform.coordinates(of: [9]), [1.0986122886681098]))
      #expect(areClose(transform.values(at: [1.0986122886681098]), [9]))
    }
  }

  @Test func roundingMayBreakTheSymmetry() throws {
    let transform = CovarianceTransform(order: 2, storage: .square)
    let y = try transform.coordinates(of: [1, 0.5 + 1e-9, 0.5 - 1e-9, 1])
    #expect(areClose(y, try transform.coordinates(of: [1, 0.5, 0.5, 1])))
    #expect(try transform.coordinates(of: [1, 1e-17, 0, 1]).count == 3)
  }

  @Test func violations() {
    let square = CovarianceTransform(order: 2, storage: .square)
    let expected = " / a symmetric positive definite matrix"
    #expect(refusal(square, [1, 2, 3, 10]) == "3.0 at [1][0], but 2.0 at [0][1]" + expected)
    #expect(refusal(square, [1, 1e-6, 0, 1]) == "0.0 at [1][0], but 1e-06 at [0][1]" + expected)
    let triangle = CovarianceTransform(order: 2, storage: .lowerTriangle)
    #expect(
      refusal(triangle, [1, 2, 1]) == "a matrix that leaves row 1 the variance -3.0 given the rows before it" + expected
    )
    #expect(refusal(triangle, [-1, 0, 1]) == "a matrix that leaves row 0 the variance -1.0" + expected)
    #expect(
      refusal(triangle, [1, 1, 1])
        == "a matrix that leaves row 1 no variance given the rows before it, at the rim" + expected)
    #expect(refusal(triangle, [0, 0, 1]) == "a matrix that leaves row 0 no variance, at the rim" + expected)
    #expect(refusal(triangle, [1, .nan, 1]) == "nan at [1]" + expected)
  }
}
