import Testing
import _TestSupport

@testable import NadirParameters

@Suite struct MemoryImageTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func tenNumbersAreRebuiltAndRead(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let numbers = (0..<10).map { _ in Double.random(in: -1e3...1e3, using: &generator) }
    let image = try #require(
      MemoryImage(start: Ten(numbers), coordinates: numbers, unitRoundoffs: []) { Ten($0) }, "seed \(seed)")
    #expect(image.coversAllBytes && !image.checksNumbers)
    for _ in 0..<100 {
      let others = (0..<10).map { _ in Double(bitPattern: .random(in: 0...(.max), using: &generator)) }
      #expect(image.shape(others).numbers.map(\.bitPattern) == others.map(\.bitPattern), "seed \(seed)")
      #expect(image.coordinates(of: Ten(others)).map(\.bitPattern) == others.map(\.bitPattern), "seed \(seed)")
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func numbersLieBetweenConstantsOfOtherTypes(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func random() -> Mixed {
      Mixed(
        single: .random(in: -9...9, using: &generator), count: 7, flag: true,
        double: .random(in: -9...9, using: &generator),
        maybe: .random(in: -9...9, using: &generator), nothing: nil, kind: .second,
        last: .random(in: -9...9, using: &generator))
    }
    let start = random()
    let image = try #require(
      MemoryImage(start: start, coordinates: start.numbers, unitRoundoffs: Mixed.unitRoundoffs) {
        start.with($0)
      }, "seed \(seed)")
    #expect(!image.coversAllBytes, "seed \(seed)")
    for _ in 0..<100 {
      let other = random()
      #expect(image.shape(other.numbers) == other, "seed \(seed)")
      #expect(image.coordinates(of: other) == other.numbers, "seed \(seed)")
    }
  }

  @Test func numbersAreRoundedToTheirFormat() throws {
    let start = Mixed(single: 1, count: 7, flag: true, double: 1, maybe: 1, nothing: nil, kind: .first, last: 1)
    let image = try #require(
      MemoryImage(start: start, coordinates: start.numbers, unitRoundoffs: Mixed.unitRoundoffs) { start.with($0) })
    #expect(image.shape([0.1, 0.1, 0.1, 0.1]).numbers == [Double(Float(0.1)), 0.1, 0.1, Double(Float(0.1))])
  }

  @Test func structsAreNestedAndPadded() throws {
    struct Layer: Equatable {
      var scale: Float
      var weight: Double
    }
    struct Net: Equatable {
      var first: Layer
      var bias: Float
      var second: Layer
      var pair: (Float, Float)

      static func == (a: Net, b: Net) -> Bool {
        a.first == b.first && a.bias == b.bias && a.second == b.second && a.pair == b.pair
      }
    }
    func net(_ x: [Double]) -> Net {
      Net(
        first: Layer(scale: Float(x[0]), weight: x[1]), bias: Float(x[2]),
        second: Layer(scale: Float(x[3]), weight: x[4]), pair: (Float(x[5]), Float(x[6])))
    }
    let double = Double.ulpOfOne
    let single = Double(Float.ulpOfOne)
    let image = try #require(
      MemoryImage(
        start: net([1, 1, 1, 1, 1, 2, 2]), coordinates: [1, 1, 1, 1, 1, 2, 2],
        unitRoundoffs: [single, double, single, single, double, single, single], rebuild: net))
    #expect(image.coversAllBytes, "padding is no part of a value")
    #expect(image.shape([1, 2, 3, 4, 5, 6, 7]) == net([1, 2, 3, 4, 5, 6, 7]))
    #expect(image.coordinates(of: net([1, 2, 3, 4, 5, 6, 7])) == [1, 2, 3, 4, 5, 6, 7])
  }

  @Test func vectorsAndInlineArraysAreTrivial() throws {
    struct Fields: Sendable {
      var vector: SIMD4<Double>
      var array: InlineArray<3, Double>
    }
    func fields(_ x: [Double]) -> Fields {
      Fields(vector: SIMD4(x[0], x[1], x[2], x[3]), array: [x[4], x[5], x[6]])
    }
    let image = try #require(
      MemoryImage(
        start: fields([0, 0, 0, 0, 0, 0, 0]), coordinates: [0, 0, 0, 0, 0, 0, 0], unitRoundoffs: [],
        rebuild: fields))
    #expect(image.coversAllBytes)
    let shape = image.shape([1, 2, 3, 4, 5, 6, 7])
    #expect(shape.vector == SIMD4(1, 2, 3, 4))
    #expect([shape.array[0], shape.array[1], shape.array[2]] == [5, 6, 7])
    #expect(image.coordinates(of: shape) == [1, 2, 3, 4, 5, 6, 7])
  }

  #if !(os(macOS) && arch(x86_64))
    @Test func halvesAreFound() throws {
      struct Halves {
        var a: Float16
        var b: Float16
      }
      func halves(_ x: [Double]) -> Halves { Halves(a: Float16(x[0]), b: Float16(x[1])) }
      let half = Double(Float16.ulpOfOne)
      let image = try #require(
        MemoryImage(start: halves([1, 1]), coordinates: [1, 1], unitRoundoffs: [half, half], rebuild: halves))
      #expect(image.shape([2, 0.5]).a == 2)
      #expect(image.coordinates(of: halves([3, 0.1])) == [3, Double(Float16(0.1))])
    }
  #endif

  @Test(arguments: [
    0, -0.0, 1, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity, Double(nan: 5, signaling: false),
  ])
  func allNumbersOfAStartMayBeTheSame(number: Double) throws {
    let numbers = [Double](repeating: number, count: 10)
    let image = try #require(MemoryImage(start: Ten(numbers), coordinates: numbers, unitRoundoffs: []) { Ten($0) })
    let others = (1...10).map(Double.init)
    #expect(image.shape(others).numbers == others)
    #expect(image.shape(numbers).numbers.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test func propertiesThatDependOnNumbersRefuseTheImage() {
    struct Cached: Sendable {
      var a: Double
      var b: Double
      var cache: Double
    }
    struct Counted: Sendable {
      var a: Double
      var b: Int
    }
    struct Flagged: Sendable {
      var a: Double
      var flag: Bool
    }
    #expect(image(from: [1, 2]) { Cached(a: $0[0], b: $0[1], cache: $0[0] * $0[1]) } == nil)
    #expect(image(from: [1, 2]) { Cached(a: $0[0], b: $0[1], cache: $0[0]) } == nil, "a copy")
    #expect(image(from: [1]) { Counted(a: $0[0], b: Int($0[0])) } == nil)
    #expect(image(from: [1]) { Flagged(a: $0[0], flag: $0[0] > 0) } == nil)
    #expect(image(from: [1]) { Flagged(a: $0[0], flag: $0[0] > 1.5) } == nil)
    #expect(image(from: [1, 2]) { Cached(a: $0[0], b: $0[1], cache: 3) } != nil)
  }

  @Test func numbersInAnotherFormRefuseTheImage() {
    #expect(image(from: [1, 2]) { Pair(a: Float($0[0]), b: $0[1] / $0[0]) } == nil, "normalized")
    #expect(image(from: [1, 2]) { Pair(a: Float($0[0]), b: max(0, $0[1])) } == nil, "clamped below")
    #expect(image(from: [1, 2]) { Pair(a: Float($0[0]), b: min($0[1], 3)) } == nil, "clamped above")
    #expect(image(from: [1, 2]) { Pair(a: Float($0[0]), b: $0[1] * $0[1]) } == nil, "squared")
    // Half of what is in memory is encoded.
    #expect(
      MemoryImage(start: Pair(a: 1, b: 2), coordinates: [1, 1], unitRoundoffs: Pair.unitRoundoffs) {
        Pair(a: Float($0[0]), b: $0[1])
      } == nil)
  }

  /// The start may lie at either end of what the type takes.
  @Test(arguments: [0, 0.5, 1])
  func aTypeThatChecksItsNumbersKeepsItsImage(number: Double) throws {
    let checking = try #require(
      image(from: [number, number]) { x in
        x.allSatisfy { (0...1).contains($0) } ? Pair(a: Float(x[0]), b: x[1]) : nil
      })
    #expect(checking.checksNumbers)
    #expect(checking.shape([0.25, 0.75]) == Pair(a: 0.25, b: 0.75))
    let unchecking = try #require(image(from: [number, number]) { Pair(a: Float($0[0]), b: $0[1]) })
    #expect(!unchecking.checksNumbers)
  }

  @Test func aTypeThatRefusesEvenItsNeighboursHasNoImage() {
    #expect(image(from: [1, 2]) { $0 == [1, 2] ? Pair(a: 1, b: 2) : nil } == nil)
    #expect(image(from: [1, 2]) { _ -> Pair? in nil } == nil)
  }

  @Test func casesThatDependOnNumbersRefuseTheImage() {
    let sometimes = image(from: [1]) { x -> Double?? in .some(x[0] > 0 ? x[0] : nil) }
    #expect(sometimes == nil)
    let always = image(from: [1]) { x -> Double?? in .some(x[0]) }
    #expect(always?.coversAllBytes == false)
    #expect(always?.shape([2]) == 2)
  }

  @Test func onlyTrivialTypesHaveAnImage() {
    #expect(MemoryImage(start: [1.0], coordinates: [1], unitRoundoffs: []) { $0 } == nil)
    #expect(MemoryImage(start: ["a": 1.0], coordinates: [1], unitRoundoffs: []) { ["a": $0[0]] } == nil)
    #expect(MemoryImage(start: 1, coordinates: [], unitRoundoffs: []) { _ in 1 } == nil)
    #expect(MemoryImage(start: 1.0, coordinates: [1], unitRoundoffs: []) { $0[0] }?.coversAllBytes == true)
  }

  /// An image of a type whose start is made of its numbers; `Pair` has a number of single precision.
  private func image<Shape: Sendable>(
    from numbers: [Double], rebuild: ([Double]) -> Shape?
  ) -> MemoryImage<Shape>? {
    rebuild(numbers).flatMap {
      MemoryImage(
        start: $0, coordinates: numbers, unitRoundoffs: Shape.self == Pair.self ? Pair.unitRoundoffs : [],
        rebuild: rebuild)
    }
  }
}

private struct Pair: Equatable {
  var a: Float
  var b: Double

  static let unitRoundoffs = [Double(Float.ulpOfOne), .ulpOfOne]
}

private struct Ten {
  var a, b, c, d, e, f, g, h, i, j: Double

  init(_ x: [Double]) {
    (a, b, c, d, e) = (x[0], x[1], x[2], x[3], x[4])
    (f, g, h, i, j) = (x[5], x[6], x[7], x[8], x[9])
  }

  var numbers: [Double] { [a, b, c, d, e, f, g, h, i, j] }
}

private struct Mixed: Equatable {
  enum Kind { case first, second, third }

  var single: Float
  let count: Int
  let flag: Bool
  var double: Double
  var maybe: Double?
  let nothing: Double?
  let kind: Kind
  var last: Float

  static let unitRoundoffs = [Double(Float.ulpOfOne), .ulpOfOne, .ulpOfOne, Double(Float.ulpOfOne)]

  var numbers: [Double] { [Double(single), double, maybe ?? .nan, Double(last)] }

  func with(_ x: [Double]) -> Mixed {
    Mixed(
      single: Float(x[0]), count: count, flag: flag, double: x[1], maybe: x[2], nothing: nothing, kind: kind,
      last: Float(x[3]))
  }
}

extension MemoryImage {
  /// Formats by their unit roundoffs; none for doubles.
  fileprivate convenience init?(
    start: Shape, coordinates: [Double], unitRoundoffs: [Double], rebuild: ([Double]) -> Shape?
  ) {
    let formats = coordinates.indices.map { i in
      NumberFormat.allCases.first { unitRoundoffs.isEmpty || $0.unitRoundoff == unitRoundoffs[i] } ?? .double
    }
    self.init(start: start, coordinates: coordinates, formats: formats, rebuild: rebuild)
  }
}
