import NadirLinear
import Testing

@Suite struct VectorArithmeticTests {
  @Test(arguments: 0...13) func innerProductsAreSums(_ n: Int) {
    let x = (0..<n).map { Double($0 + 1) }
    let y = (0..<n).map { Double(2 * $0 - 3) }
    #expect(dot(x, y) == zip(x, y).reduce(0) { $0 + $1.0 * $1.1 })
  }

  @Test func normsSurviveTheEndsOfTheRange() {
    #expect(abs(euclideanNorm([3e200, 4e200]) - 5e200) < 1e186)
    #expect(abs(euclideanNorm([3e-200, 4e-200]) - 5e-200) < 1e-214)
    #expect(euclideanNorm([0, 0]) == 0)
    #expect(euclideanNorm([]) == 0)
    #expect(euclideanNorm([1, .infinity]) == .infinity)
    #expect(euclideanNorm([1, .nan]).isNaN)
    #expect(maximumNorm([1, -3, 2]) == 3)
    #expect(maximumNorm([1, .nan, 2]).isNaN)
  }

  @Test func linesAndDifferences() {
    #expect(point(from: [1, 2], along: [3, 4], by: 0.5) == [2.5, 4])
    #expect(difference([1, 2], [3, 5]) == [-2, -3])
    var y = [1.0, 1]
    add(2, times: [1, 2], to: &y)
    #expect(y == [3, 5])
  }
}
