import NadirEvaluation
import NadirParameters
import Testing

@Suite struct ScaleTests {
  @Test func coordinatesAreDividedByTheScale() throws {
    let space = try ParameterSpace(
      from: [200, 3, 0.5], bounds: Bounds(lower: [100, -.infinity, 0], upper: [400, .infinity, 1]), fixed: [1],
      scale: .typical([100, 7, 0.1]))
    #expect(!space.isIdentity)
    #expect(space.startCoordinates == [2, 5])
    #expect(space.box == Box(lower: [1, 0], upper: [4, 10]))
    #expect(space.lower == [100, -.infinity, 0])
    #expect(try space.parameters(at: [3, 2.5]) == [300, 3, 0.25])
  }

  @Test func gradientsAreMultipliedAndDividedBack() throws {
    let space = try ParameterSpace(from: [1, 2, 3], fixed: [1], scale: .typical([10, 1, 0.5]))
    #expect(try space.freeCoordinates(ofGradient: [1, 5, 4], at: [0, 0]) == [10, 2])
    let gradient = try #require(space.gradient([10, 2], at: [0, 0]))
    #expect(gradient[0] == 1)
    #expect(gradient[1].isNaN)
    #expect(gradient[2] == 4)
  }

  /// 0.1 / 3 · 3 is not 0.1 for most scales; the start and the bounds still come back as they are.
  @Test func startAndBoundsComeBackExactly() throws {
    for i in 1...200 {
      let scale = Double(i) / 7
      let space = try ParameterSpace(
        from: ["a": 0.1], bounds: ["a": -0.3...1.7], scale: ["a": scale])
      #expect(try space.parameters(at: space.startCoordinates) == ["a": 0.1])
      #expect(try space.parameters(at: space.box.lower) == ["a": -0.3])
      #expect(try space.parameters(at: space.box.upper) == ["a": 1.7])
      let below = try space.parameters(at: [space.box.upper[0].nextDown])["a"] ?? .nan
      #expect(below <= 1.7)
    }
  }

  @Test(arguments: [0, -1, .infinity, .nan])
  func aScaleIsPositiveAndFinite(scale: Double) {
    #expect(throws: InvalidArgument.self) { try ParameterSpace(from: [1.0], scale: .typical([scale])) }
  }

  @Test func aScaleHasTheShapeOfTheStart() {
    #expect(throws: InvalidArgument.self) { try ParameterSpace(from: ["a": 1.0], scale: .typical(["b": 1.0])) }
  }
}
