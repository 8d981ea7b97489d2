import NadirLinear
import Testing
import _TestSupport

@Suite struct QuasidefiniteFactorizationTests {
  @Test(arguments: 1...12) func solvesRandomSystems(_ half: Int) throws {
    let seed: UInt64 = 11
    var generator = SeededGenerator(seed: seed + UInt64(half))
    let n = 2 * half
    func random() -> Double { .random(in: -1...1, using: &generator) }
    // [−E Aᵀ; A F] with E = GGᵀ + I and F = HHᵀ + I.
    func definite() -> [[Double]] {
      let g = (0..<half).map { _ in (0..<half).map { _ in random() } }
      return (0..<half).map { i in
        (0..<half).map { j in zip(g[i], g[j]).reduce(i == j ? 1 : 0) { $0 + $1.0 * $1.1 } }
      }
    }
    let e = definite()
    let f = definite()
    let a = (0..<half).map { _ in (0..<half).map { _ in random() } }
    var matrix = [Double](repeating: 0, count: n * n)
    for i in 0..<half {
      for j in 0..<half {
        matrix[i * n + j] = -e[i][j]
        matrix[(half + i) * n + half + j] = f[i][j]
        matrix[(half + i) * n + j] = a[i][j]
        matrix[j * n + half + i] = a[i][j]
      }
    }
    let x = (0..<n).map { _ in random() }
    let b = (0..<n).map { i in (0..<n).reduce(0) { $0 + matrix[i * n + $1] * x[$1] } }
    let factorization = try #require(QuasidefiniteFactorization(matrix, order: n, negative: half), "seed \(seed)")
    let error = maximumNorm(difference(factorization.solve(b), x))
    #expect(error < 1e-10, "seed \(seed)")
  }

  @Test func refusesWhatIsNotQuasidefinite() {
    #expect(QuasidefiniteFactorization([1, 0, 0, 1], order: 2, negative: 1) == nil)
    #expect(QuasidefiniteFactorization([-1, 0, 0, 0], order: 2, negative: 1) == nil)
    #expect(QuasidefiniteFactorization([-1, 0, 0, .nan], order: 2, negative: 1) == nil)
    #expect(QuasidefiniteFactorization([], order: 0, negative: 0)?.solve([]) == [])
  }
}
