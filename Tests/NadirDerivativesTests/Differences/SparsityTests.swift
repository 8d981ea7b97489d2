import Foundation
import NadirDerivatives
import NadirEvaluation
import NadirLinear
import Testing
import _TestSupport

func randomSparsity(
  _ m: Int, _ n: Int, density: Double, isSymmetric: Bool = false, using generator: inout SeededGenerator
) throws -> Sparsity {
  var rows = [[Int]](repeating: [], count: m)
  for i in 0..<m {
    for j in 0..<n where Double.random(in: 0...1, using: &generator) < density {
      rows[i].append(j)
      if isSymmetric { rows[j].append(i) }
    }
    if isSymmetric { rows[i].append(i) }
  }
  return try Sparsity(rows: rows, columnCount: n)
}

@Suite struct SparsityTests {
  @Test func patterns() throws {
    let matrix = try Matrix(rows: [[1, 0, .nan], [0, 0, 2]])
    let pattern = Sparsity(matrix)
    #expect(pattern == (try Sparsity(rows: [[2, 0, 2], [2]], columnCount: 3)))
    #expect(pattern.count == 3 && pattern.rows(ofColumn: 2) == [0, 1] && pattern.columns(ofRow: 0) == [0, 2])
    #expect(pattern.contains(0, 2) && !pattern.contains(0, 1) && !pattern.contains(7, -1))
    let band = try Sparsity.banded(rowCount: 4, columnCount: 4, below: 1, above: 1)
    #expect(band.isSymmetric && band.count == 10 && band.longestRow == 3)
    #expect(try Sparsity.banded(rowCount: 5, columnCount: 2, below: 0, above: 1).columns(ofRow: 4) == [])
    #expect(try Sparsity.dense(rowCount: 2, columnCount: 3).count == 6)
    let blocks = try Sparsity.blocks([(1, 2), (2, 1)])
    #expect(blocks == (try Sparsity(rows: [[0, 1], [2], [2]], columnCount: 3)))
    #expect(throws: InvalidArgument.self) { try Sparsity(rows: [[3]], columnCount: 3) }
    #expect(throws: InvalidArgument.self) { try Sparsity.banded(rowCount: 1, columnCount: 1, below: -1, above: 0) }
    #expect(throws: InvalidArgument.self) { try Sparsity.blocks([(1, -1)]) }
  }

  @Test func bandsHaveAsManyGroupsAsTheBandwidth() throws {
    for n in [1, 2, 5, 17, 40] {
      for below in 0..<4 {
        for above in 0..<4 {
          let band = try Sparsity.banded(rowCount: n, columnCount: n, below: below, above: above)
          #expect(band.columnGroups.count == band.longestRow)
          if n >= 2 * (below + above) { #expect(band.columnGroups.count == below + above + 1) }
        }
      }
    }
    #expect(try Sparsity.blocks([(3, 2), (4, 5), (1, 1)]).columnGroups.count == 5)
    // A path has a star colouring with three colours, an arrow with two, of which its columns' groups are n.
    #expect(try Sparsity.banded(rowCount: 30, columnCount: 30, below: 1, above: 1).symmetricColumnGroups.count == 3)
    let arrow = try Sparsity(rows: (0..<9).map { $0 == 0 ? Array(0..<9) : [0, $0] }, columnCount: 9)
    #expect(arrow.columnGroups.count == 9 && arrow.symmetricColumnGroups.count == 2)
  }

  @Test func groupsAreStructurallyOrthogonal() throws {
    let seed: UInt64 = 31
    var generator = SeededGenerator(seed: seed)
    for round in 0..<200 {
      let (m, n) = (Int.random(in: 0...25, using: &generator), Int.random(in: 0...25, using: &generator))
      let pattern = try randomSparsity(m, n, density: Double(round) / 800, using: &generator)
      let groups = pattern.columnGroups
      #expect(groups.flatMap { $0 }.sorted() == Array(0..<n))
      for group in groups {
        let rows = group.flatMap { pattern.rows(ofColumn: $0) }
        #expect(Set(rows).count == rows.count, "seed \(seed)")
      }
    }
  }

  /// Neighbours have different colours, paths of four vertices have three: every element is told directly.
  @Test func symmetricGroupsAreStarColorings() throws {
    let seed: UInt64 = 37
    var generator = SeededGenerator(seed: seed)
    var fewer = 0
    for round in 0..<150 {
      let n = Int.random(in: 1...25, using: &generator)
      let pattern = try randomSparsity(n, n, density: Double(round) / 1000, isSymmetric: true, using: &generator)
      let groups = pattern.symmetricColumnGroups
      #expect(groups.flatMap { $0 }.sorted() == Array(0..<n) && groups.count <= pattern.columnGroups.count)
      if groups.count < pattern.columnGroups.count { fewer += 1 }
      var color = [Int](repeating: 0, count: n)
      for (k, group) in groups.enumerated() {
        for j in group { color[j] = k }
      }
      func isAlone(_ i: Int, _ j: Int) -> Bool {
        pattern.columns(ofRow: i).allSatisfy { $0 == j || color[$0] != color[j] }
      }
      for i in 0..<n {
        for j in pattern.columns(ofRow: i) {
          #expect(isAlone(i, j) || isAlone(j, i), "seed \(seed)")
          #expect(i == j || color[i] != color[j], "seed \(seed)")
        }
      }
    }
    #expect(fewer > 50, "seed \(seed)")
  }
}
