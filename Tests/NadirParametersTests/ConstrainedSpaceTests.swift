import NadirEvaluation
import NadirParameters
import Testing
import _TestSupport

/// Constraints, bounds, fixed numbers and scales together.
@Suite struct ConstrainedSpaceTests {
  private let names: ParameterNames = [
    "rate", "share", "w0", "w1", "w2", "w3", "low", "middle", "high", "copy", "x", "y", "z", "held",
  ]
  private let start = [2, 0.3, 0.1, 0.4, 0.2, 0.3, -1, 0.5, 4, 7, 1, 2, 3, 9.0]

  private func space(scale: Scale<[Double]> = .none) throws -> ParameterSpace<[Double]> {
    try ParameterSpace(
      from: start, bounds: ["rate": 0.5...10, "copy": -8...8, 13: 0...20], fixed: ["w3", "held"], scale: scale,
      constraints: [
        .positive("rate"), .interval(0...1, "share"), .simplex("w0", "w1", "w2", "w3"),
        .ordered("low", "middle", "high"), .linear(["x": 1, "y": 2, "z": -1, "held": 1], equals: 11),
      ],
      names: names)
  }

  @Test func coordinatesAreThoseThatMove() throws {
    let space = try space()
    // rate, share, two of the simplex, three of the order, copy, two along the plane.
    #expect(space.dimension == 10)
    #expect(space.free == Array(0..<5) + Array(6..<13))
    #expect(space.numbers(at: space.startCoordinates) == start)
    #expect(space.table.map(\.transform).prefix(3) == ["positive", "interval 0.0...1.0", "simplex"])
    #expect(space.table[10].transform == "linear" && space.table[9].transform == nil)
    #expect(space.table[13].isFixed && space.table[5].isFixed)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func everyPointFulfilsTheConstraintsAndComesBack(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let space = try space(scale: seed.isMultiple(of: 2) ? .startValues() : ["copy": 3, "x": 10, "y": 0.1])
    let x = space.box.projection(
      of: space.startCoordinates.map { $0 + Double.random(in: -2...2, using: &generator) })
    let p = space.numbers(at: x)
    #expect((0.5...10).contains(p[0]) && p[1] > 0 && p[1] < 1, "seed \(seed)")
    #expect(p[2...4].allSatisfy { $0 > 0 } && p[5] == 0.3, "seed \(seed)")
    #expect(abs(p[2...5].reduce(0, +) - 1) < 1e-14, "seed \(seed)")
    #expect(p[6] < p[7] && p[7] < p[8] && (-8...8).contains(p[9]) && p[13] == 9, "seed \(seed)")
    #expect(abs(p[10] + 2 * p[11] - p[12] + 9 - 11) < 1e-13 * 100, "seed \(seed)")
    let back = try space.coordinates(of: p)
    #expect(zip(back, x).allSatisfy { abs($0 - $1) < 1e-9 * max(1, abs($1)) }, "seed \(seed)")
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func gradientsFollowTheChainRule(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let space = try space(scale: .startValues(clipping: 0.5))
    let weights = start.map { _ in Double.random(in: -1...1, using: &generator) }
    func value(_ x: [Double]) -> Double {
      zip(weights, space.numbers(at: x)).enumerated().reduce(0) { sum, term in
        sum + term.element.0 * term.element.1 * (1 + 0.1 * Double(term.offset) * term.element.1)
      }
    }
    let x = space.box.projection(of: space.startCoordinates.map { $0 + Double.random(in: 0...0.1, using: &generator) })
    let p = space.numbers(at: x)
    let gradient = zip(weights, p).enumerated().map { i, term in term.0 * (1 + 0.2 * Double(i) * term.1) }
    let pulled = try space.freeCoordinates(ofGradient: gradient, at: x)
    for i in x.indices {
      var (above, below) = (x, x)
      above[i] += 1e-5
      below[i] -= 1e-5
      let difference = (value(above) - value(below)) / 2e-5
      #expect(abs(difference - pulled[i]) < 1e-6 * max(1, abs(difference)), "seed \(seed), coordinate \(i)")
    }
    #expect(space.freeCoordinates(ofJacobian: [gradient, gradient], at: x) == [pulled, pulled])
    // What is reported is the user's own gradient, where the coordinates tell it.
    let reported = try #require(space.gradient(pulled, at: x))
    for i in [0, 1, 9] { #expect(abs(reported[i] - gradient[i]) < 1e-9 * max(1, abs(gradient[i])), "seed \(seed)") }
    for i in [2, 5, 6, 10, 13] { #expect(reported[i].isNaN) }
  }

  @Test func equalNumbersAreOneCoordinate() throws {
    let space = try ParameterSpace(
      from: ["a": 1, "b": 1, "c": 1, "d": 5], bounds: ["a": 0...9, "b": -4...3],
      constraints: [.equal("a", "b"), .equal("b", "c")])
    #expect(space.dimension == 2)
    #expect(space.box == Box(lower: [0, -.infinity], upper: [3, .infinity]))
    #expect(try space.parameters(at: [2, 6]) == ["a": 2, "b": 2, "c": 2, "d": 6])
    #expect(try space.freeCoordinates(ofGradient: ["a": 1, "b": 2, "c": 3, "d": 4], at: [2, 6]) == [6, 4])
    #expect(space.table.map(\.equals) == [nil, "a", "a", nil])
    #expect(try space.coordinates(of: ["a": 2, "b": 2, "c": 2, "d": 6]) == [2, 6])
    #expect(throws: InvalidArgument.self) { try space.coordinates(of: ["a": 2, "b": 2, "c": 1, "d": 6]) }
    #expect(throws: InvalidArgument.self) { try space.coordinates(of: ["a": 4, "b": 4, "c": 4, "d": 6]) }
    let fixed = try ParameterSpace(from: [1.0, 1, 2], fixed: [0], constraints: [.equal(0, 1)])
    #expect(fixed.free == [2] && fixed.dimension == 1)
    let positive = try ParameterSpace(from: [1.0, 1, 2], constraints: [.equal(0, 1), .positive(1)])
    #expect(try positive.parameters(at: [0, 3]) == [1, 1, 3])
  }

  @Test func pairwiseEqualityGoesThroughNodes() throws {
    let space = try ParameterSpace(
      from: [[1.0, 2], [1, 2], [3, 4]], constraints: [.pairwiseEqual("[0]", "[1]")])
    #expect(space.dimension == 4)
    #expect(try space.parameters(at: [5, 6, 7, 8]) == [[5, 6], [5, 6], [7, 8]])
  }

  @Test func wildcardsMakeOneConstraintForEachPlace() throws {
    let space = try ParameterSpace(from: [[0.5, 0.5], [0.2, 0.8], [0.9, 0.1]], constraints: [.simplex("[*]")])
    #expect(space.dimension == 3)
    for row in try space.parameters(at: [1, -2, 3]) { #expect(abs(row[0] + row[1] - 1) < 1e-15) }
  }

  @Test func aSquareMatrixOrItsTriangleIsACovariance() throws {
    let square = try ParameterSpace(from: [[[4.0, 1], [1, 9]]], constraints: [.covariance("[0]")])
    #expect(square.dimension == 3)
    let matrix = try square.parameters(at: [0.3, -2, 0.1])[0]
    #expect(matrix[0][1] == matrix[1][0] && matrix[0][0] * matrix[1][1] > matrix[0][1] * matrix[1][0])
    let triangle = try ParameterSpace(from: [4.0, 1, 9, 0.5], constraints: [.covariance(0, 1, 2)])
    #expect(triangle.dimension == 4)
    #expect(
      Array(try triangle.parameters(at: [0.3, -2, 0.1, 7])[0...2]) == [matrix[0][0], matrix[1][0], matrix[1][1]])
  }

  @Test func linearEqualitiesShareNumbers() throws {
    let space = try ParameterSpace(
      from: [1.0, 2, 3, 4], constraints: [.linear([0: 1, 1: 1], equals: 3), .linear([1: 1, 2: 1], equals: 5)])
    #expect(space.dimension == 2)
    let p = try space.parameters(at: [0.7, 6])
    #expect(abs(p[0] + p[1] - 3) < 1e-15 && abs(p[1] + p[2] - 5) < 1e-15 && p != space.start)
  }

  @Test func scalesComeFromTheStartTheBoundsOrAGradient() throws {
    func coordinates(_ scale: Scale<[Double]>) throws -> [Double] {
      try ParameterSpace(from: [50, 0.01, -4], bounds: Bounds(lower: [0, 0, -5], upper: [100, 1, 5]), scale: scale)
        .startCoordinates
    }
    #expect(try coordinates(.startValues(clipping: 0.125)) == [1, 0.08, -1])
    #expect(try coordinates(.startValues(clipping: 8)) == [1, 0.01 / 8, -0.5])
    #expect(try coordinates(.bounds) == [0.5, 0.01, 0.1])
    #expect(try coordinates(.gradient([2, 0, -0.5])) == [100, 0.01 / 10, -2])
    #expect(try coordinates([2: 0.5]) == [50, 0.01, -8])
    #expect(try coordinates(["[*]": 2]) == [25, 0.005, -2])
  }

  @Test func boundsComeForPartsOfATree() throws {
    let start = ["layers": [[1.0, 2], [3]], "other": [[4.0]]]
    let space = try ParameterSpace(
      from: start,
      bounds: Bounds(lower: 0).with("layers", upper: [[5.0, 6], [7]]).with("other[0]", lower: [-1.0]))
    #expect(space.paths == ["layers[0][0]", "layers[0][1]", "layers[1][0]", "other[0][0]"])
    #expect(space.lower == [0, 0, 0, -1] && space.upper == [5, 6, 7, .infinity])
    let each = try ParameterSpace(from: [[1.0, 2], [3, 4]], bounds: Bounds.none.with("[*]", lower: [0.0, 1]))
    #expect(each.lower == [0, 1, 0, 1])
    #expect {
      try ParameterSpace(from: start, bounds: Bounds.none.with("layers", lower: [[0.0], [0]]))
    } throws: { error in
      "\(error)".contains(
        "the lower bounds of 'layers' is given for [0][0], [1][0], but must be given for [0][0], [0][1]")
    }
  }

  @Test func samplesComeFromTheSoftBounds() throws {
    let space = try ParameterSpace(
      from: ["a": 1, "b": 2], bounds: ["a": 0...5], softBounds: ["a": -1...3, "b": 0...4])
    #expect(space.softLower == [0, 0] && space.softUpper == [3, 4])
    #expect {
      try ParameterSpace(from: ["a": 1], bounds: ["a": 0...5], softBounds: ["a": 6...7])
    } throws: { error in
      "\(error)" == "the soft range of 'a' is 6.0...7.0, but must be within its bounds 0.0...5.0"
    }
  }

  @Test func namesTakeThePlaceOfPaths() throws {
    let space = try ParameterSpace(
      from: [1, 2], bounds: ["slope": 0...9], fixed: ["[1]"], names: ["slope", "intercept"])
    #expect(space.paths == ["slope", "intercept"] && space.upper == [9, .infinity] && space.free == [0])
    let some = try ParameterSpace(from: [[1.0, 2]], names: ["[0][1]": "w"])
    #expect(some.paths == ["[0][0]", "w"])
    #expect(throws: InvalidArgument.self) { try ParameterSpace(from: [1, 2], names: ["a"]) }
    #expect(throws: InvalidArgument.self) { try ParameterSpace(from: [1, 2], names: ["a", "a"]) }
    #expect(throws: InvalidArgument.self) { try ParameterSpace(from: [[1.0, 2]], names: ["[0]": "w"]) }
  }
}
