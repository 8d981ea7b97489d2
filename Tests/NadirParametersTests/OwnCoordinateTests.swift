import NadirEvaluation
import NadirParameters
import Testing

@Suite struct OwnCoordinateTests {
  private let names: ParameterNames = ["fixed", "a", "b", "copy", "w0", "w1", "rate", "x", "y", "last"]

  private func space() throws -> ParameterSpace<[Double]> {
    try ParameterSpace(
      from: [9, 1, 2, 2, 0.5, 0.5, 3, 4, 5, 6], fixed: ["fixed"], scale: ["a": 10, "b": 0.5, "copy": 7],
      constraints: [
        .equal("b", "copy"), .simplex("w0", "w1"), .positive("rate"), .linear(["x": 1, "y": 1], equals: 9),
      ], names: names)
  }

  private func positions(_ references: ParameterReference...) throws -> [[Int]] {
    try space().ownCoordinates(of: references, for: "a step").map { $0.map(\.index) }
  }

  @Test func everyParameterThatMovesByItselfHasOne() throws {
    // a, b, one of the simplex, rate, one along the line, last.
    #expect(try space().dimension == 6)
    #expect(try positions("a", "last", "b") == [[0], [5], [1]])
    #expect(try space().ownCoordinates(of: ["a", "b", "last"], for: "").map { $0.map(\.unit) } == [[10], [0.5], [1]])
  }

  /// A change of a coordinate by h is one of its parameter by u h.
  @Test func theUnitIsThatOfTheParameter() throws {
    let space = try space()
    for (name, number) in [("a", 1), ("copy", 3), ("last", 9)] {
      let own = try #require(try space.ownCoordinates(of: [.path(name)], for: "").first?.first)
      var x = space.startCoordinates
      x[own.index] += 0.25
      #expect(space.numbers(at: x)[number] == space.startNumbers[number] + 0.25 * own.unit, "\(name)")
    }
  }

  @Test func fixedOnesHaveNoneAndEqualOnesShareOne() throws {
    #expect(try positions("fixed", "copy", "b") == [[], [1], [1]])
    let equal = try ParameterSpace(from: ["p": [1.0, 1, 2]], constraints: [.equal("p[0]", "p[1]")])
    #expect(try equal.ownCoordinates(of: ["p", "p[*]"], for: "").map { $0.map(\.index) } == [[0, 1], [0, 1]])
    #expect(try equal.ownCoordinates(for: "").map(\.index) == [0, 1])
  }

  @Test func theIdentityHasAll() throws {
    let space = try ParameterSpace(from: [1.0, 2, 3])
    #expect(space.isIdentity)
    #expect(try space.ownCoordinates(for: "").map(\.index) == [0, 1, 2])
    #expect(try space.ownCoordinates(of: [2], for: "").map { $0.map(\.unit) } == [[1]])
  }

  @Test func whatAConstraintMovesHasNone() throws {
    for (name, constraint) in [("w1", "simplex"), ("rate", "positive"), ("y", "linear")] {
      let error = #expect(throws: InvalidArgument.self) { try positions("a", .path(name)) }
      #expect(
        error?.description
          == "a step is for '\(name)', which moves by the constraint '\(constraint)', but must be for parameters "
          + "that move by themselves")
    }
    #expect(throws: InvalidArgument.self) { try space().ownCoordinates(for: "a step") }
    // Fixed, it does not move at all.
    let held = try ParameterSpace(from: [1.0, 2], fixed: [1], constraints: [.positive(1)])
    #expect(try held.ownCoordinates(of: [0, 1], for: "").map { $0.map(\.index) } == [[0], []])
  }

  @Test func pathsThatMeanNothingAreToldWithTheNearest() {
    let error = #expect(throws: InvalidArgument.self) { try positions("lsat") }
    #expect(
      error?.description.hasPrefix(
        "a step is 'lsat', but must be the name or path of a parameter (did you mean 'last'? known: fixed, a,") == true)
  }

  @Test func referencesMeanPositionsOnce() throws {
    let paths = ["layers[0].bias", "layers[0].rate", "layers[1].bias", "rate"]
    let references: [ParameterReference] = ["rate", "layers[*].bias", "layers[0]"]
    #expect(try references.positions(among: paths, for: "a parameter") == [3, 0, 2, 1])
    #expect {
      try [ParameterReference.path("layers[*].bais")].positions(among: paths, for: "a parameter")
    } throws: { "\($0)".contains("did you mean 'layers[*].bias'?") }
  }

  @Test func namesAndPathsMeanPositionsInASpace() throws {
    let space = try ParameterSpace(from: [1.0, 2, 3], names: ["[1]": "slope"])
    #expect(try space.positions(of: ["slope", "[1]", 0], for: "a parameter") == [1, 0])
  }

  @Test func coordinatesMoveNumbersAloneOrTogether() throws {
    let space = try ParameterSpace(
      from: [1.0, 2, 2, 0.25, 0.75, 5], fixed: [5],
      constraints: [.equal(1, 2), .positive(0), .simplex(3, 4)])
    #expect(space.numbersMoved == [[0], [1], [3, 4]])
    #expect(space.leader(of: 2) == 1)
    #expect(space.leader(of: 0) == 0)
  }

  @Test func numbersHaveCoordinates() throws {
    let space = try ParameterSpace(from: [1.0, 2, 3], bounds: [0: 0...10], fixed: [1], scale: [2: 2])
    #expect(try space.coordinates(ofNumbers: [4, 2, 6]) == [4, 3])
    #expect(throws: InvalidArgument.self) { try space.coordinates(ofNumbers: [11, 2, 6]) }
    #expect(throws: InvalidArgument("the point", is: "2 numbers", expected: "3, as there are parameters")) {
      try space.coordinates(ofNumbers: [4, 6])
    }
  }
}
