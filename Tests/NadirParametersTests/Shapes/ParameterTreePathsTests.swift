import NadirParameters
import Testing
import _TestSupport

@Suite struct ParameterTreePathsTests {
  @Test func pathsAreNested() {
    #expect(
      ParameterTree(paths: ["rate", "beta[0]", "beta[1]", "net.w[0][0]", "net.w[1][0]", "net.w[1][1]", "net.bias"])
        == .mapping([
          .init("rate", .number(0)), .init("beta", .numbers(1..<3)),
          .init(
            "net",
            .mapping([.init("w", .sequence([.numbers(3..<4), .numbers(4..<6)])), .init("bias", .number(6))])),
        ]))
    #expect(ParameterTree(paths: ["[0]", "[1]", "[2]"]) == .numbers(0..<3))
    #expect(ParameterTree(paths: ["[0].a", "[1]"]) == .sequence([.mapping([.init("a", .number(0))]), .number(1)]))
    #expect(ParameterTree(paths: ["[\"a.b\"]"]) == .mapping([.init("a.b", .number(0))]))
    #expect(ParameterTree(paths: []) == .mapping([]))
  }

  @Test(arguments: [
    ["a", "a"], ["a", "a.b"], ["a.b", "a"], ["a[0]", "a.b"], ["a[1]", "a[0]"], ["a[1]"], ["a[0]", "a[2]"],
    ["a.x", "b", "a.y"], ["a[", "b"], ["*"], ["a[00]"], ["", "a"], ["[0]", "a"],
  ])
  func pathsThatAreNoPlacesAreNames(paths: [String]) {
    #expect(
      ParameterTree(paths: paths) == .mapping(paths.enumerated().map { .init($1, .number($0)) }))
  }

  /// A random tree without constants and empty parts, which are in no path.
  private func random(
    _ depth: Int, _ count: inout Int, using generator: inout SeededGenerator
  ) -> ParameterTree {
    let size = Int.random(in: 1...4, using: &generator)
    switch depth > 0 ? Int.random(in: 0...3, using: &generator) : 0 {
    case 0:
      count += 1
      return .number(count - 1)
    case 1:
      count += size
      return .numbers(count - size..<count)
    case 2:
      // The first element is not a number: a sequence of nothing else reads as an array of numbers.
      return .sequence(
        [.mapping([.init("k", random(0, &count, using: &generator))])]
          + (1..<size + 1).map { _ in random(depth - 1, &count, using: &generator) })
    default: return .mapping((0..<size).map { .init("k.\($0)", random(depth - 1, &count, using: &generator)) })
    }
  }

  @Test(arguments: UInt64(0)..<200)
  func treesComeBackFromTheirPaths(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var count = 0
    let tree = ParameterTree.mapping([.init("root", random(4, &count, using: &generator))])
    #expect(tree.paths.count == count, "seed \(seed)")
    #expect(ParameterTree(paths: tree.paths.map(\.description)) == tree, "seed \(seed)")
  }
}
