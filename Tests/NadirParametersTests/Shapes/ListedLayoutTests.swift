import NadirEvaluation
import Testing

@testable import NadirParameters

@Suite struct ListedLayoutTests {
  @Test func arraysAreNumbers() throws {
    let layout = ListedLayout([1.0, 2, 3])
    #expect(layout.tree == .numbers(0..<3))
    #expect(layout.paths == ["[0]", "[1]", "[2]"])
    #expect(layout.unitRoundoffs.isEmpty)
    #expect(try layout.coordinates(of: [4, 5, 6]) == [4, 5, 6])
    #expect(layout.parameters([4, 5, 6]) == [4, 5, 6])
    #expect(throws: ShapeMismatch(path: "", found: "an array of 1 numbers", expected: "an array of 3 numbers")) {
      try layout.coordinates(of: [1])
    }
  }

  @Test func otherShapesAreComparedByTheirPaths() throws {
    let layout = ListedLayout(["b": 1.0, "a": 2])
    #expect(layout.tree == .mapping([.init("a", .number(0)), .init("b", .number(1))]))
    #expect(try layout.coordinates(of: ["a": 3, "b": 4]) == [3, 4])
    #expect(layout.parameters([5, 6]) == ["a": 5, "b": 6])
    func expect(_ path: String, _ found: String, _ expected: String, in parameters: [String: Double]) {
      #expect(throws: ShapeMismatch(path: path, found: found, expected: expected)) {
        try layout.coordinates(of: parameters)
      }
    }
    expect("b", "nothing", "a number", in: ["a": 1])
    expect("a", "nothing", "a number", in: ["b": 1, "c": 2])
    expect("c", "a number", "nothing", in: ["a": 1, "b": 2, "c": 3])
    expect("aa", "a number", "nothing", in: ["a": 1, "aa": 2, "b": 3])
  }
}
