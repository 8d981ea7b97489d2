import Testing
import _TestSupport

@testable import NadirParameters

@Suite struct NamedLayoutTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func numbersAreOrderedByTheirNamesAndComeBack(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var start: [String: Double] = [:]
    for i in 0..<Int.random(in: 1...60, using: &generator) {
      start["n\(Int.random(in: 0...999, using: &generator)).\(i)"] = Double(i)
    }
    let layout = NamedLayout(start)
    let keys = start.keys.sorted()
    #expect(try layout.coordinates(of: start) == keys.map { start[$0] }, "seed \(seed)")
    let numbers = keys.map { _ in Double.random(in: -1...1, using: &generator) }
    let made = layout.parameters(numbers)
    #expect(made == Dictionary(uniqueKeysWithValues: zip(keys, numbers)), "seed \(seed)")
    #expect(try layout.coordinates(of: made) == numbers, "seed \(seed)")
    #expect(layout.paths == layout.tree.paths.map(\.description))
    #expect(layout.paths == start.paths && start.coordinates == keys.map { start[$0] })
  }

  @Test func otherNamesAreAnotherShape() {
    let layout = NamedLayout(["a": 1, "b": 2])
    #expect(throws: ShapeMismatch(path: "b", found: "nothing", expected: "a number")) {
      try layout.coordinates(of: ["a": 1])
    }
    #expect(throws: ShapeMismatch(path: "c", found: "a number", expected: "nothing")) {
      try layout.coordinates(of: ["a": 1, "b": 2, "c": 3])
    }
  }
}
