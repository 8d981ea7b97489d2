import NadirScalars
import NadirDerivatives
import Testing

/// What is documented about derivatives at edges.
@Suite struct EdgeTests {
  private func slope(at x: Double, _ f: (Variable) -> Variable) -> Double {
    valueAndGradient(at: [x]) { f($0[0]) }.gradient[0]
  }

  @Test func infiniteDerivatives() {
    #expect(slope(at: 0) { .sqrt($0) } == .infinity)
    #expect(slope(at: 0) { .log($0) } == .infinity)
    #expect(slope(at: -1) { .log(onePlus: $0) } == .infinity)
    #expect(slope(at: 1) { .asin($0) } == .infinity)
    #expect(slope(at: -1) { .acos($0) } == -.infinity)
    #expect(slope(at: 1) { .acosh($0) } == .infinity)
    #expect(slope(at: 1) { .atanh($0) } == .infinity)
    #expect(slope(at: 0) { .root($0, 3) } == .infinity)
    #expect(slope(at: 0) { .pow($0, 0.5) } == .infinity)
    #expect(slope(at: 0) { 1 / $0 } == -.infinity)
  }

  @Test func derivativesAtInfinity() {
    #expect(slope(at: -.infinity) { .exp($0) } == 0)
    #expect(slope(at: .infinity) { .exp($0) } == .infinity)
    #expect(slope(at: .infinity) { .log($0) } == 0)
    #expect(slope(at: .infinity) { .atan($0) } == 0)
    #expect(slope(at: .infinity) { .tanh($0) } == 0)
    #expect(slope(at: -.infinity) { .erf($0) } == 0)
    #expect(slope(at: .infinity) { .asinh($0) } == 0)
    #expect(slope(at: .infinity) { .sqrt($0) } == 0)
    #expect(slope(at: 1e200) { .asinh($0) } == 1e-200)
    #expect(slope(at: 40) { .tanh($0) } > 0)
  }

  @Test func corners() {
    #expect(slope(at: 0) { abs($0) } == 0)
    #expect(slope(at: -0.0) { abs($0) } == 0)
    #expect(tapeGradient(0, 0) { .hypot($0[0], $0[1]) } == [0, 0])
    let far = tapeGradient(3e200, 4e200) { .hypot($0[0], $0[1]) }
    #expect(abs(far[0] - 0.6) < 1e-15 && abs(far[1] - 0.8) < 1e-15)
    let atOrigin = tapeGradient(0, 0) { .atan2(y: $0[0], x: $0[1]) }
    #expect(atOrigin[0].isNaN && atOrigin[1].isNaN)
    #expect(tapeGradient(0, -1) { .atan2(y: $0[0], x: $0[1]) } == [-1, 0])
    // Of equals, `max` and `min` choose as those of the standard library do.
    #expect(tapeGradient(1, 1) { max($0[0], $0[1]) } == [0, 1])
    #expect(tapeGradient(1, 1) { min($0[0], $0[1]) } == [1, 0])
  }

  @Test func powers() {
    #expect(tapeGradient(0, 2) { .pow($0[0], $0[1]) } == [0, 0])
    #expect(tapeGradient(0, 1) { .pow($0[0], $0[1]) } == [1, 0])
    #expect(tapeGradient(0, 0.5) { .pow($0[0], $0[1]) } == [.infinity, 0])
    #expect(slope(at: 0) { .pow($0, 0) } == 0)
    #expect(slope(at: 0) { .pow($0, 1) } == 1)
    #expect(slope(at: -2) { .pow($0, 3) } == 12)
    #expect(valueAndGradient(at: [-2.0]) { .pow($0[0], 2.5) }.value.isNaN)
    #expect(slope(at: 2) { .root($0, 1) } == 1)
  }

  @Test func polesOfGamma() {
    #expect(slope(at: 0) { .gamma($0) }.isNaN)
    #expect(slope(at: -1) { .logGamma($0) }.isNaN)
    #expect(slope(at: .infinity) { .logGamma($0) } == .infinity)
  }

  /// Zero times infinity is zero along a chain.
  @Test func whatDoesNotCount() {
    #expect(tapeGradient(0, 0) { .sqrt($0[0] * $0[0] + $0[1] * $0[1]) } == [0, 0])
    #expect(slope(at: 0) { 0 * .sqrt($0) } == 0)
    let unused = tapeGradient(-1, 2) { x in
      let (poor, good) = (Variable.log(x[0]) * x[1], x[0] * x[1])
      return poor > 0 ? poor : good
    }
    #expect(unused == [2, -1])
  }
}
