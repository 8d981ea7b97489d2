import NadirEvaluation
import NadirParameters
import Testing

@Suite struct ParameterSpaceTests {
  @Test func dictionariesAreOrderedByKey() throws {
    let space = try ParameterSpace(from: ["b": 2, "a": 1, "c": 3])
    #expect(space.paths == ["a", "b", "c"])
    #expect(space.startCoordinates == [1, 2, 3])
    #expect(try space.parameters(at: [4, 5, 6]) == ["a": 4, "b": 5, "c": 6])
  }

  @Test func fixedParametersLeaveTheProblem() throws {
    let space = try ParameterSpace(
      from: ["a": 1, "b": 2, "c": 3], bounds: ["c": 3...3, "a": 0...5], fixed: ["b"])
    #expect(space.free == [0])
    #expect(space.box == Box(lower: [0], upper: [5]))
    #expect(try space.parameters(at: [4]) == ["a": 4, "b": 2, "c": 3])
    #expect(try space.freeCoordinates(ofGradient: ["a": 7, "b": 8, "c": 9], at: [4]) == [7])
    let gradient = try #require(space.gradient([7], at: [4]))
    #expect(gradient["a"] == 7 && gradient["b"]?.isNaN == true)
    #expect(throws: EvaluationFailure.self) {
      try space.freeCoordinates(ofGradient: ["a": 1, "x": 2, "c": 3], at: [4])
    }
  }

  @Test func boundsComeInEveryForm() throws {
    let start = [1.0, 2]
    func box(_ bounds: Bounds<[Double]>) throws -> Box { try ParameterSpace(from: start, bounds: bounds).box }
    #expect(try box(.none).isUnbounded)
    #expect(try box(Bounds(lower: [0, 0], upper: [3, .infinity])) == Box(lower: [0, 0], upper: [3, .infinity]))
    #expect(try box(Bounds(lower: 0)) == Box(lower: [0, 0], upper: [.infinity, .infinity]))
    #expect(try box(Bounds(upper: 2)) == Box(lower: [-.infinity, -.infinity], upper: [2, 2]))
    #expect(try box([1: 0...3]) == Box(lower: [-.infinity, 0], upper: [.infinity, 3]))
    #expect(try box(["[0]": 0...3]) == Box(lower: [0, -.infinity], upper: [3, .infinity]))
  }

  @Test func wrongInputIsNamedWithItsValue() {
    func message(
      _ start: [String: Double], _ bounds: Bounds<[String: Double]> = .none, fixed: [ParameterReference] = []
    ) -> String {
      do {
        _ = try ParameterSpace(from: start, bounds: bounds, fixed: fixed)
        return ""
      } catch {
        return error.description
      }
    }
    #expect(message([:]) == "the start is empty, but must be one parameter or more")
    #expect(message(["a": .nan]).contains("'a' is nan"))
    #expect(
      message(["a": 5], ["a": 0...1]).contains("the start of 'a' is 5.0, but must be within its bounds 0.0...1.0"))
    #expect(message(["a": 5], Bounds(lower: 6, upper: 1)).contains("the range of 'a' is 6.0...1.0"))
    #expect(message(["rate": 5], ["rat": 0...1]).contains("did you mean 'rate'?"))
    #expect(message(["rate": 5], fixed: ["size"]).contains("'size'"))
    #expect(message(["rate": 5], fixed: [3]).contains("3"))
    #expect(
      message(["a": 5], Bounds(lower: ["b": 1]))
        == "'a' of the lower bounds is nothing, but must be a number, as in the start")
    #expect(message(["a": 5], Bounds(lower: .nan)).contains("nan"))
    #expect(message(["a": 5], Bounds(lower: .infinity)).contains("inf"))
  }

  @Test func misspelledNamesFindTheirNeighbours() {
    #expect(Spelling.nearest(to: "tansmission", among: ["recovery", "transmission"]) == "transmission")
    #expect(Spelling.nearest(to: "Beta", among: ["alpha", "beta"]) == "beta")
    #expect(Spelling.nearest(to: "xyz", among: ["transmission"]) == nil)
    #expect(Spelling.nearest(to: "x", among: []) == nil)
  }
}
