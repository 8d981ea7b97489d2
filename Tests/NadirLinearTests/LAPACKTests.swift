import Dispatch
import Synchronization
import Testing
import _TestSupport

@testable import NadirLinear

@Suite(.enabled(if: LAPACK.shared != nil, "this machine has no LAPACK")) struct LAPACKTests {
  @Test(arguments: [(1, 1), (3, 2), (2, 3), (300, 40), (40, 300), (150, 150), (1000, 5)])
  func agreesWithOurOwnCode(shape: (m: Int, n: Int)) throws {
    let seed: UInt64 = 41
    let library = try #require(LAPACK.shared)
    var generator = SeededGenerator(seed: seed)
    for scale in [1, 1e-150, 1e150] {
      let a = Matrix.random(shape.m, shape.n, using: &generator).scaled(by: scale)
      let (own, theirs) = (PivotedQR(a, library: nil), PivotedQR(a, library: library))
      #expect(own.permutation == theirs.permutation, "seed \(seed)")
      #expect(own.rank == theirs.rank, "seed \(seed)")
      #expect(own.upperTriangle.distance(to: theirs.upperTriangle) < 1e-12 * scale, "seed \(seed)")
      let b = randomVector(shape.m, using: &generator)
      #expect(
        maximumNorm(difference(own.timesTransposedQ(b), theirs.timesTransposedQ(b))) < 1e-12, "seed \(seed)")
    }
  }

  @Test func manyThreadsAtOnceGetTheSameBits() throws {
    let library = try #require(LAPACK.shared)
    var generator = SeededGenerator(seed: 42)
    let matrices = [(200, 30), (60, 60), (300, 20), (30, 80)].map { Matrix.random($0.0, $0.1, using: &generator) }
    let alone = matrices.map { PivotedQR($0, library: library).factors }
    let different = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 200) { i in
      let k = i % matrices.count
      if PivotedQR(matrices[k], library: library).factors != alone[k] { different.add(1, ordering: .relaxed) }
    }
    #expect(different.load(ordering: .relaxed) == 0)
  }

  @Test func numbersThatAreNoneEndWell() throws {
    let library = try #require(LAPACK.shared)
    var generator = SeededGenerator(seed: 43)
    var a = Matrix.random(200, 140, using: &generator)
    a[17, 5] = .nan
    a[3, 100] = .infinity
    for qr in [PivotedQR(a, library: library), PivotedQR(a, library: nil)] {
      #expect(qr.permutation.sorted() == Array(0..<140))
      #expect(qr.rank <= 140)
    }
  }

  @Test func onlyLargeMatricesAreWorthIt() {
    #expect(LAPACK.worthwhile(rowCount: 100_000, columnCount: 10) == nil)
    #expect(LAPACK.worthwhile(rowCount: 10_000, columnCount: 200) === LAPACK.shared)
    #expect(LAPACK.worthwhile(rowCount: 200, columnCount: 10_000) === LAPACK.shared)
  }
}
