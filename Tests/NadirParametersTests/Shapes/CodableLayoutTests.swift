import NadirEvaluation
import Testing

@testable import NadirParameters

/// Encodes a start, moves all its numbers, and rebuilds it.
private func moved<Shape: Codable & Sendable & Equatable>(_ start: Shape, by amount: Double = 0.5) throws -> Shape {
  let layout = try CodableLayout(start)
  let numbers = try layout.coordinates(of: start)
  #expect(try layout.parameters(numbers) == start)
  #expect(layout.paths.count == numbers.count && Set(layout.paths).count == numbers.count)
  let moved = numbers.map { $0 + amount }
  let value = try layout.parameters(moved)
  #expect(try layout.coordinates(of: value) == moved)
  return value
}

private func paths<Shape: Codable & Sendable>(_ start: Shape) throws -> [String] { try CodableLayout(start).paths }

@Suite struct CodableLayoutTests {
  struct Inner: Codable, Equatable {
    var width: Double
    var weights: [Double]
  }

  struct Outer: Codable, Equatable {
    var rate: Double
    var inner: Inner
    var layers: [[Double]]
    var name: String
    var steps: Int
    var isOn: Bool
    var none: Double?
    var some: Double?
    var parts: [Inner]
    var single: Float
    var singles: [Float]
  }

  @Test func structsKeepTheirConstantsAndMoveTheirNumbers() throws {
    let start = Outer(
      rate: 1, inner: Inner(width: 2, weights: [3, 4]), layers: [[5], [], [6, 7]], name: "n", steps: 3, isOn: true,
      none: nil, some: 8, parts: [Inner(width: 9, weights: []), Inner(width: 10, weights: [11])], single: 12,
      singles: [13, 14])
    #expect(
      try paths(start) == [
        "rate", "inner.width", "inner.weights[0]", "inner.weights[1]", "layers[0][0]", "layers[2][0]", "layers[2][1]",
        "some", "parts[0].width", "parts[1].width", "parts[1].weights[0]", "single", "singles[0]", "singles[1]",
      ])
    let value = try moved(start)
    #expect(value.inner == Inner(width: 2.5, weights: [3.5, 4.5]) && value.layers == [[5.5], [], [6.5, 7.5]])
    #expect(value.name == "n" && value.steps == 3 && value.isOn && value.none == nil && value.some == 8.5)
    #expect(value.single == 12.5 && value.singles == [13.5, 14.5])
  }

  @Test func numbersAndArraysAreTreesThemselves() throws {
    #expect(try paths(1.5) == ["x"])
    #expect(try moved(1.5) == 2)
    #expect(try paths([[1.0, 2], [3]]) == ["[0][0]", "[0][1]", "[1][0]"])
    #expect(try moved([[1.0, 2], [3]]) == [[1.5, 2.5], [3.5]])
    #expect(try moved(Optional(1.5)) == 2)
    #expect(try moved([1.0, nil, 2]) == [1.5, nil, 2.5])
    #expect(try paths(SIMD3(1.0, 2, 3)) == ["[0]", "[1]", "[2]"])
    #expect(try moved(SIMD3(1.0, 2, 3)) == SIMD3(1.5, 2.5, 3.5))
    #expect(try moved(1.0...2.0) == 1.5...2.5)
  }

  @Test func largeArraysAreOneNode() throws {
    let start = (0..<100_000).map(Double.init)
    let layout = try CodableLayout(["w": start])
    #expect(layout.tree == .mapping([.init("w", .numbers(0..<100_000))]))
    #expect(try layout.parameters(start.map { $0 + 1 })["w"]?.last == 100_000)
    #expect(try moved(start.map { Float($0) }).last == 99_999.5)
  }

  @Test func formatsHaveTheirRoundoff() throws {
    struct Formats: Codable, Equatable {
      var double: Double
      var single: Float
      var singles: [Float]
    }
    let start = Formats(double: 1, single: 0.1, singles: [0.2])
    let layout = try CodableLayout(start)
    #expect(layout.unitRoundoffs == [0x1p-52, 0x1p-23, 0x1p-23])
    #expect(try layout.parameters([1, 0.1, 0.2]) == start)
    #expect(try CodableLayout([1.0]).unitRoundoffs.isEmpty)
  }

  #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
    @Test func halvesAreHalves() throws {
      struct Halves: Codable, Equatable {
        var one: Float16
        var many: [Float16]
      }
      let start = Halves(one: 1, many: [2, 0.125])
      let layout = try CodableLayout(start)
      #expect(layout.unitRoundoffs == [0x1p-10, 0x1p-10, 0x1p-10])
      #expect(try layout.parameters([1e9, 2, 3]).one == .infinity)
      #expect(try moved(start).many.first == 2.5)
    }
  #endif

  @Test func numbersThatAreNotFinitePassThrough() throws {
    let layout = try CodableLayout(["a": Double.nan, "b": .infinity, "c": -.infinity])
    let value = try layout.parameters([.infinity, .nan, 0])
    #expect(value["a"] == .infinity && value["b"]?.isNaN == true && value["c"] == 0)
    #expect(try layout.coordinates(of: value)[1].isNaN)
  }

  enum Kernel: Codable, Equatable {
    case gaussian(width: Double)
    case mixture(Double, [Double])
    case none
  }

  struct Model: Codable, Equatable {
    var kind: Kernel
    var others: [Kernel]
  }

  @Test func payloadsOfEnumsAreNumbers() throws {
    let start = Model(kind: .gaussian(width: 2), others: [.mixture(1, [2, 3]), .none])
    #expect(
      try paths(start) == [
        "kind.gaussian.width", "others[0].mixture._0", "others[0].mixture._1[0]", "others[0].mixture._1[1]",
      ])
    #expect(
      try moved(start) == Model(kind: .gaussian(width: 2.5), others: [.mixture(1.5, [2.5, 3.5]), .none]))
    let layout = try CodableLayout(start)
    #expect(throws: ShapeMismatch.self) { try layout.coordinates(of: Model(kind: .none, others: start.others)) }
  }

  @Test func otherShapesAreNamedByTheirFirstDifference() throws {
    let start = Outer(
      rate: 1, inner: Inner(width: 2, weights: [3, 4]), layers: [[5]], name: "n", steps: 3, isOn: true, none: nil,
      some: 8, parts: [], single: 12, singles: [])
    let layout = try CodableLayout(start)
    func mismatch(_ change: (inout Outer) -> Void) -> ShapeMismatch? {
      var other = start
      change(&other)
      do throws(ShapeMismatch) {
        _ = try layout.coordinates(of: other)
        return nil
      } catch {
        return error
      }
    }
    #expect(mismatch { $0.name = "other" } == nil)
    #expect(mismatch { $0.some = nil } == ShapeMismatch(path: "some", found: "nothing", expected: "a number"))
    #expect(mismatch { $0.none = 1 } == ShapeMismatch(path: "none", found: "a number", expected: "nothing"))
    #expect(
      mismatch { $0.layers[0].append(1) }
        == ShapeMismatch(path: "layers[0]", found: "an array of 2 numbers", expected: "an array of 1 numbers"))
    #expect(
      mismatch { $0.parts.append($0.inner) }
        == ShapeMismatch(path: "parts", found: "an array of 1 elements", expected: "an array of 0 elements"))
    let root = try CodableLayout([1.0])
    #expect(throws: ShapeMismatch(path: "", found: "an array of 2 numbers", expected: "an array of 1 numbers")) {
      try root.coordinates(of: [1, 2])
    }
  }
}
