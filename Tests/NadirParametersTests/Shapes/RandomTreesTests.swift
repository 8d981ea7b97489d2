import NadirEvaluation
import Testing
import _TestSupport

@testable import NadirParameters

/// A value of any shape.
private indirect enum Anything: Codable, Equatable, Sendable {
  case number(Double)
  case single(Float)
  case numbers([Double])
  case rows([[Double]])
  case singleRows([[Float]])
  case constants(Int, String?, Bool)
  case sequence([Anything])
  case mapping([String: Anything])
  case maybe(Anything?)

  static func random(depth: Int, using generator: inout SeededGenerator) -> Anything {
    func children(_ generator: inout SeededGenerator) -> [Anything] {
      (0..<Int.random(in: 0...4, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) }
    }
    switch Int.random(in: depth > 0 ? 0...8 : 0...5, using: &generator) {
    case 0: return .number(.random(in: -1e3...1e3, using: &generator))
    case 1: return .single(.random(in: -1e3...1e3, using: &generator))
    case 2:
      let count = Int.random(in: 0...5, using: &generator)
      return .numbers((0..<count).map { _ in .random(in: -1...1, using: &generator) })
    case 3: return .constants(.random(in: 0...9, using: &generator), Bool.random(using: &generator) ? "t" : nil, true)
    case 4:
      let rows = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in Double.random(in: -1...1, using: &generator) }
      }
      return .rows(rows)
    case 5:
      let count = Int.random(in: 0...3, using: &generator)
      return .singleRows((0..<3).map { _ in (0..<count).map { _ in .random(in: -1...1, using: &generator) } })
    case 6: return .sequence(children(&generator))
    case 7:
      let members = children(&generator).enumerated().map { ("key \($0)", $1) }
      return .mapping(Dictionary(uniqueKeysWithValues: members))
    default: return .maybe(Bool.random(using: &generator) ? random(depth: depth - 1, using: &generator) : nil)
    }
  }
}

@Suite struct RandomTreesTests {
  @Test(arguments: UInt64(0)..<300)
  func everythingComesBack(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let start = [Anything.number(1), .random(depth: 4, using: &generator)]
    let layout = try CodableLayout(start)
    let numbers = try layout.coordinates(of: start)
    #expect(try layout.parameters(numbers) == start, "seed \(seed)")
    #expect(layout.paths.count == numbers.count && Set(layout.paths).count == numbers.count, "seed \(seed)")
    #expect(layout.paths.allSatisfy { ParameterPath($0)?.description == $0 }, "seed \(seed)")

    let (tree, flatNumbers) = try FlatTree.write(start)
    #expect("\(tree.nodes)" == "\(FlatTree(layout.tree).nodes)" && flatNumbers == numbers, "seed \(seed)")

    let others = numbers.map { _ in Double(Float.random(in: -1...1, using: &generator)) }
    #expect(try layout.coordinates(of: layout.parameters(others)) == others, "seed \(seed)")
  }
}
