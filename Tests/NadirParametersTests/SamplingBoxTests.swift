import NadirEvaluation
import Testing

@testable import NadirParameters

@Suite struct SamplingBoxTests {
  @Test func softBoundsAreThatOfCoordinates() throws {
    let space = try ParameterSpace(
      from: [0, 1, 2, 5], bounds: Bounds(lower: [-1, 0, 0, 0], upper: [1, 9, 8, 6]),
      softBounds: ["[1]": 0.5...(.infinity), "[2]": -3...3], fixed: ["[3]"], scale: ["[1]": 10])
    let box = try space.samplingBox()
    #expect(box.lower == [-1, 0.05, 0] && box.upper == [1, 0.9, 3])
    let plain = try ParameterSpace(from: [0, 1], bounds: Bounds(lower: [-1, 0], upper: [1, 2]))
    #expect(try plain.samplingBox() == plain.box)
    let fixed = try ParameterSpace(from: [3.0], fixed: ["[0]"])
    #expect(try fixed.samplingBox().dimension == 0)
  }

  @Test func rangesThatAreNotFiniteAreNamed() throws {
    let space = try ParameterSpace(from: ["a": 1.0, "rate": 2], bounds: ["a": 0...3, "rate": 0...(.infinity)])
    #expect(
      throws: InvalidArgument(
        "the range of 'rate'", is: "0.0...inf",
        expected:
          "finite, as starts are sampled from it: give it bounds, or soft bounds in a ParameterSpace (in a study "
          + "'lower' and 'upper', or 'soft_lower' and 'soft_upper')")
    ) { try space.samplingBox() }
  }

  /// Coordinates of transforms are sampled around the start's, and their soft bounds count where they have a meaning.
  @Test func transformsAreSampledAroundTheStart() throws {
    let space = try ParameterSpace(
      from: [0.2, 0.3, 0.5, 4, 9, 1, 2], bounds: ["[4]": 1...(.infinity)],
      softBounds: ["[4]": 2...50],
      constraints: [
        .simplex("[0]", "[1]", "[2]"), .positive("[3]"), .positive("[4]"), .linear(["[5]": 1, "[6]": 1], equals: 3),
      ])
    let (box, start) = (try space.samplingBox(), space.startCoordinates)
    #expect(box.dimension == 5)
    for i in [0, 1, 2, 4] { #expect(box.lower[i] == start[i] - 3 && box.upper[i] == start[i] + 3) }
    let (low, high) = (space.numbers(at: box.lower), space.numbers(at: box.upper))
    #expect(abs(low[4] - 2) < 1e-12 && abs(high[4] - 50) < 1e-12)
    #expect(abs(low[3] - 4 * 0.049787068367863944) < 1e-12)
    #expect(space.box.contains(box.lower) && space.box.contains(box.upper))
  }

  /// A side that is given holds, though the start is on the other side of it.
  @Test func aStartMayBeOutside() throws {
    let space = try ParameterSpace(
      from: [1e6], softBounds: ["[0]": 0...10], constraints: [.positive("[0]")])
    let box = try space.samplingBox()
    #expect(box.lower[0] <= box.upper[0] && abs(space.numbers(at: box.upper)[0] - 10) < 1e-9)
  }
}
