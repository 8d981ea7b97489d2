import NadirEvaluation
import Testing

@testable import NadirParameters

@Suite struct CollectionsTests {
  enum Named: String, Codable, CaseIterable { case input, hidden, output }
  enum Plain: Codable, CaseIterable { case input, hidden, output }
  enum Listed: Int, Codable, CaseIterable { case two = 2, ten = 10, one = 1 }
  enum Represented: String, Codable, CodingKeyRepresentable, CaseIterable { case beta, alpha }

  /// The same layout and numbers whatever the capacity, and so the order, of a dictionary.
  private func check<Key: Hashable & Codable & Sendable>(_ keys: [Key], paths: [String]) throws {
    let start = Dictionary(uniqueKeysWithValues: zip(keys, (0..<keys.count).map(Double.init)))
    let layout = try CodableLayout(start)
    #expect(layout.paths == paths)
    let numbers = try layout.coordinates(of: start)
    #expect(try layout.parameters(numbers) == start)
    for capacity in [1, 10, 100, 1000] {
      var same = [Key: Double](minimumCapacity: capacity)
      for key in keys.reversed() { same[key] = start[key] }
      #expect(try layout.coordinates(of: same) == numbers)
    }
    let wrapped = try CodableLayout(["d": [start]])
    #expect(try wrapped.parameters(numbers.map { -$0 }) == ["d": [start.mapValues { -$0 }]])
  }

  @Test func dictionariesAreOrderedByTheirKeys() throws {
    try check(["b", "a", "10", "9"], paths: ["10", "9", "a", "b"])
    try check([10, 9, -1], paths: ["-1", "9", "10"])
    try check([UInt8(10), 9], paths: ["9", "10"])
    try check(Named.allCases, paths: ["hidden", "input", "output"])
    try check(Plain.allCases, paths: ["hidden", "input", "output"])
    try check(Listed.allCases, paths: ["1", "2", "10"])
    try check(Represented.allCases, paths: ["alpha", "beta"])
    try check(["a.b", "c"], paths: ["[\"a.b\"]", "c"])
  }

  @Test func dictionariesHoldAnything() throws {
    let start: [Named: [String: [Double]]] = [.output: ["b": [1, 2], "a": []], .input: ["c": [3]]]
    let layout = try CodableLayout(start)
    #expect(layout.paths == ["input.c[0]", "output.b[0]", "output.b[1]"])
    #expect(try layout.parameters([4, 5, 6]) == [.output: ["b": [5, 6], "a": []], .input: ["c": [4]]])
  }

  @Test func dictionariesHaveTheKeysOfTheStart() throws {
    let layout = try CodableLayout(["a": 1.0, "c": 2])
    #expect(throws: ShapeMismatch(path: "b", found: "a number", expected: "nothing")) {
      try layout.coordinates(of: ["a": 1, "b": 2, "c": 3])
    }
    #expect(throws: ShapeMismatch(path: "c", found: "nothing", expected: "a number")) {
      try layout.coordinates(of: ["a": 1])
    }
  }

  /// What property wrappers do: they hand the coder on to what they wrap.
  struct Wrapper: Codable, Equatable {
    var rates: [String: Double]

    init(rates: [String: Double]) { self.rates = rates }

    init(from decoder: any Decoder) throws { rates = try [String: Double](from: decoder) }

    func encode(to encoder: any Encoder) throws { try rates.encode(to: encoder) }
  }

  @Test func dictionariesThatAreHandedTheCoderAreOrdered() throws {
    let keys = (0..<50).map { "key\($0)" }
    let start = Wrapper(rates: Dictionary(uniqueKeysWithValues: zip(keys, (0..<50).map(Double.init))))
    let layout = try CodableLayout(start)
    #expect(layout.paths == keys.sorted())
    #expect(try layout.parameters(try layout.coordinates(of: start)) == start)
  }

  @Test func setsOfConstantsAreCarried() throws {
    struct Tagged: Codable, Equatable {
      var rate = 1.0
      var tags: Set<String> = ["c", "a", "b"]
      var counts: Set<Int> = [10, 9, 8]
      var empty: Set<Double> = []
    }
    let layout = try CodableLayout(Tagged())
    #expect(layout.paths == ["rate"])
    #expect(try layout.parameters([2]) == Tagged(rate: 2))
    guard case .mapping(let members) = layout.tree else { return }
    #expect(members[1].value == .sequence(["a", "b", "c"].map { .constant(.text($0)) }))
    #expect(members[2].value == .sequence([8, 9, 10].map { .constant(.integer($0)) }))
  }
}
