import NadirEvaluation
import Testing

@testable import NadirAlgorithms

@Suite struct EarlyEndTests {
  private var map: BasinMap {
    var map = BasinMap(CoordinateScale(Box(lower: [0], upper: [1])))
    map.add(4, at: [0.5], 1)
    map.add(6, at: [0.9], 2)
    return map
  }

  /// Returns after how many of these moves a run is taken to repeat, and which.
  private func repeated(_ moves: [(Double, Double)]) -> [Int]? {
    var test = RepeatedRun(map)
    for (i, (x, value)) in moves.enumerated() {
      if let run = test.look(at: [x], value) { return [i + 1, run] }
    }
    return nil
  }

  @Test func runsThatApproachAMinimumRepeatIt() {
    #expect(repeated([(0.7, 9), (0.509, 4), (0.503, 2), (0.5009, 1.1), (0.5, 1.01)]) == [4, 4])
    #expect(repeated([(0.905, 9), (0.904, 4), (0.9005, 2.5)]) == [3, 6])
    // Iterations that do not move are neither nearer nor further away.
    #expect(repeated([(0.509, 4), (0.503, 2), (0.503, 2), (0.503, 2), (0.5009, 1.1)]) == [5, 4])
  }

  @Test func otherRunsGoOn() {
    // Not near enough, not long enough, on the way past, and to a better value.
    #expect(repeated([(0.509, 4), (0.506, 3), (0.504, 2), (0.503, 1.9), (0.502, 1.8)]) == nil)
    #expect(repeated([(0.7, 4), (0.5009, 3), (0.5008, 2)]) == nil)
    #expect(repeated([(0.5009, 4), (0.5008, 3), (0.5009, 2.5), (0.5008, 2), (0.509, 1.9)]) == nil)
    #expect(repeated([(0.509, 4), (0.503, 2), (0.5009, 0.999), (0.5008, 0.99), (0.5007, 0.98)]) == nil)
    #expect(repeated([(0.509, 4), (.nan, .nan), (0.503, 2), (0.5009, 1.5)]) == nil)
  }

  @Test func placesOfATraceDoubleEveryFourth() {
    #expect(
      (0..<17).map(ValueTrace.evaluations) == [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40])
    #expect((4..<400).allSatisfy { ValueTrace.evaluations(at: $0) > ValueTrace.evaluations(at: $0 - 1) || $0 >= 240 })
    #expect((8..<200).allSatisfy { ValueTrace.evaluations(at: $0) == 2 * ValueTrace.evaluations(at: $0 - 4) })
  }

  @Test func tracesKeepTheBestValueAtEachPlace() {
    var trace = ValueTrace()
    #expect(trace.note(9, after: 3, before: .infinity) == 3)
    #expect(trace.note(7, after: 3, before: 9) == 0)
    #expect(trace.note(5, after: 9, before: 7) == 5)
    #expect(trace.note(4, after: 10, before: 5) == 1)
    #expect(trace.values == [.infinity, .infinity, 9, 7, 7, 7, 7, 7, 4])
    #expect(trace.value(at: 3) == 7 && trace.value(at: 100) == 4)
  }

  /// A run of 100 evaluations with these best values at each of them.
  private func trace(_ value: (Int) -> Double) -> ValueTrace {
    var trace = ValueTrace()
    for e in 1...100 { _ = trace.note(value(e), after: e, before: value(e - 1)) }
    return trace
  }

  private func isHopeless(_ value: @escaping (Int) -> Double, among earlier: [ValueTrace]) -> Bool {
    let best = earlier.map { $0.value(at: 100) }.min() ?? .infinity
    let test = HopelessRun(earlier, evaluations: earlier.map { _ in 100 }, best: best)
    let trace = trace(value)
    return trace.values.indices.contains { place in
      var soFar = ValueTrace()
      for e in 1...ValueTrace.evaluations(at: place) { _ = soFar.note(value(e), after: e, before: value(e - 1)) }
      return test?.includes(soFar, at: place) ?? false
    }
  }

  @Test func runsThatStayFarBehindAreHopeless() {
    let earlier = (0..<5).map { i in trace { Double(i) + 100 / Double(max(1, $0)) } }
    // It stands still, far above the others.
    #expect(isHopeless({ _ in 50 }, among: earlier))
    #expect(!isHopeless({ _ in 50 }, among: Array(earlier.prefix(4))))
    // It is better than the median, or gains as fast as it has to.
    #expect(!isHopeless({ 1.5 + 100 / Double(max(1, $0)) }, among: earlier))
    #expect(!isHopeless({ 300 - 3 * Double($0) }, among: earlier))
    // Among runs of which none found anything better, none is hopeless.
    #expect(!isHopeless({ _ in 3 }, among: (0..<7).map { _ in trace { _ in 3 } }))
  }

  /// Not before half as many evaluations as the others made.
  @Test func beginningsAreNotCompared() {
    let earlier = (0..<9).map { _ in self.trace { _ in 1 } }
    let test = HopelessRun(earlier, evaluations: earlier.map { _ in 100 }, best: 1)
    var trace = ValueTrace()
    for e in 1...60 { _ = trace.note(8, after: e, before: 8) }
    #expect(test?.includes(trace, at: 16) == false && ValueTrace.evaluations(at: 16) == 40)
    #expect(test?.includes(trace, at: 18) == true && ValueTrace.evaluations(at: 18) == 56)
  }
}
