import NadirLinear
import Testing

@testable import NadirAlgorithms

@Suite struct ClippedTests {
  /// What gradient descent of learning rate 1 sees.
  private func seen(_ gradient: [Double], _ clipping: Clipping, arrays: [Range<Int>] = []) -> [Double] {
    var optimizer = GradientDescent(learningRate: 1).clipping(clipping)
    optimizer.begin(with: arrays)
    var x = gradient.map { _ in 0.0 }
    optimizer.update(&x, along: gradient)
    return x.map { -$0 }
  }

  @Test func valuesAreBroughtBetweenTheLimits() {
    #expect(seen([3, -0.5, -7, 2], .value(2)) == [2, -0.5, -2, 2])
    #expect(seen([.infinity, -.infinity], .value(2)) == [2, -2])
  }

  @Test func normsAreOfEachArray() {
    let gradient = [3.0, 4, 0.6, 0.8, 6, 0, 8]
    let clipped = seen(gradient, .norm(1), arrays: [0..<2, 2..<4, 4..<7])
    #expect(maximumNorm(difference(clipped, [0.6, 0.8, 0.6, 0.8, 0.6, 0, 0.8])) < 1e-15)
  }

  @Test func withoutArraysAllNumbersAreOne() {
    #expect(maximumNorm(difference(seen([3, 4, 12], .norm(6.5)), [1.5, 2, 6])) < 1e-15)
  }

  @Test func theGlobalNormIsOfAllArrays() {
    let clipped = seen([3, 4, 12], .globalNorm(6.5), arrays: [0..<1, 1..<3])
    #expect(maximumNorm(difference(clipped, [1.5, 2, 6])) < 1e-15)
    #expect(seen([3, 4, 12], .globalNorm(13)) == [3, 4, 12])
    #expect(seen([0, 0], .globalNorm(1)) == [0, 0])
  }

  /// Squares that overflow or underflow do not count as infinite or 0.
  @Test func normsAreOfNumbersOfAnySize() {
    #expect(maximumNorm(difference(seen([3e200, 4e200], .globalNorm(1)), [0.6, 0.8])) < 1e-15)
    #expect(maximumNorm(difference(seen([3e-200, 4e-200], .globalNorm(1e-200)), [0.6e-200, 0.8e-200])) < 1e-215)
  }

  @Test func notANumberStays() {
    let byValue = seen([.nan, 5], .value(1))
    #expect(byValue[0].isNaN && byValue[1] == 1)
    let byNorm = seen([.nan, 5, 3, 4], .norm(1), arrays: [0..<2, 2..<4])
    #expect(byNorm[0].isNaN && byNorm[1].isNaN && (byNorm[2] - 0.6).magnitude < 1e-15)
    let infinite = seen([.infinity, 5], .globalNorm(1))
    #expect(infinite[0].isNaN && infinite[1] == 0)
  }

  /// Those of a model with more numbers or fewer; of several that were told, the last ones count.
  @Test(arguments: [[0..<1, 1..<2], [0..<9], [-4..<3], [5..<6, 0..<3], [0..<1, 1..<3, 3..<3, 0..<7]])
  func arraysOfOtherNumbersAreNone(_ arrays: [Range<Int>]) {
    #expect(seen([3, 4, 12], .norm(6.5), arrays: arrays) == seen([3, 4, 12], .norm(6.5)))
    var optimizer = GradientDescent(learningRate: 1).clipping(.norm(1))
    optimizer.begin(with: arrays)
    optimizer.begin(with: [0..<1, 1..<3])
    var x = [0.0, 0, 0]
    optimizer.update(&x, along: [-2, 0, -2])
    #expect(x == [1, 0, 1])
  }

  @Test func theArraysAreAlsoTheBaseOptimizers() {
    var optimizer = GradientDescent(learningRate: 1).clipping(.norm(1)).clipping(.value(4)).decaying(0)
    optimizer.begin(with: [0..<1, 1..<2])
    var x = [0.0, 0]
    optimizer.update(&x, along: [5, -7])
    #expect(x == [-1, 1])
  }
}
