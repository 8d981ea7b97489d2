import Testing
import _TestSupport

@testable import NadirLinear

@Suite struct ReflectionTests {
  /// Lengths with and without a rest after fours, and up to twice four columns with a rest.
  @Test(arguments: [1, 2, 4, 5, 8, 11, 30], 0..<10)
  func reflectsColumnsTogetherToTheBitsOfEachAlone(m: Int, count: Int) {
    let seed: UInt64 = 17
    var generator = SeededGenerator(seed: seed)
    let stride = m + 2
    var v = (0..<m).map { _ in Double.random(in: -1...1, using: &generator) }
    let tau = v.withUnsafeMutableBufferPointer { Reflection.make(of: $0) }
    var together = (0..<stride * count + 1).map { _ in Double.random(in: -1...1, using: &generator) }
    var alone = together
    v.withUnsafeBufferPointer { v in
      together.withUnsafeMutableBufferPointer { x in
        guard let start = x.baseAddress else { return }
        Reflection.apply(v, tau: tau, toColumns: start, count: count, stride: stride)
      }
      alone.withUnsafeMutableBufferPointer { x in
        for j in 0..<count {
          Reflection.apply(v, tau: tau, to: UnsafeMutableBufferPointer(rebasing: x[j * stride..<j * stride + m]))
        }
      }
    }
    #expect(together.map(\.bitPattern) == alone.map(\.bitPattern), "seed \(seed)")
  }
}
