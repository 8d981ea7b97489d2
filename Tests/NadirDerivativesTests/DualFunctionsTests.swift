import NadirScalars
import NadirDerivatives
import RealModule
import Testing
import _TestSupport

@Suite struct DualFunctionsTests {
  private static let seed: UInt64 = 11

  private func points(_ primitive: Primitive) -> [Double] {
    var generator = SeededGenerator(seed: Self.seed)
    return (0..<50).map { _ in Double.random(in: primitive.range, using: &generator) }
  }

  @Test(arguments: Primitive.allCases) func firstDerivatives(_ primitive: Primitive) {
    for x in points(primitive) {
      let y = primitive(Dual(x, partials: Slope(1)))
      let expected = extrapolatedDifference({ primitive($0) }, at: x, step: 0.1)
      #expect(y.primal == primitive(x), "seed \(Self.seed), \(x)")
      #expect(
        abs(y.partials.derivative - expected) < 1e-10 * max(1, abs(expected)), "seed \(Self.seed), \(x): \(expected)")
    }
  }

  /// Duals over duals: f″ is the derivative of f′.
  @Test(arguments: Primitive.allCases) func secondDerivatives(_ primitive: Primitive) {
    for x in points(primitive) {
      let inner = Dual(x, partials: Slope(1.0))
      let y = primitive(Dual(inner, partials: Slope(1)))
      let slope = { (x: Double) in primitive(Dual(x, partials: Slope(1))).partials.derivative }
      let expected = extrapolatedDifference(slope, at: x, step: 0.1)
      #expect(y.value == primitive(x))
      #expect(abs(y.primal.partials.derivative - slope(x)) <= 1e-14 * max(1, abs(slope(x))))
      let second = y.partials.derivative.partials.derivative
      #expect(abs(second - expected) < 1e-9 * max(1, abs(expected)), "seed \(Self.seed), \(x): \(second), \(expected)")
    }
  }

  /// Every lane of every width is the one-lane derivative.
  @Test(arguments: Primitive.allCases) func lanes(_ primitive: Primitive) {
    func check<Lanes: PartialDerivatives & SIMD>(_: Lanes.Type, at x: Double) where Lanes.Scalar == Double {
      var partials = Lanes(repeating: 0)
      for lane in partials.indices { partials[lane] = Double(lane) - 0.5 }
      let y = primitive(Dual(x, partials: partials))
      for lane in partials.indices {
        let expected = primitive(Dual(x, partials: Slope(partials[lane]))).partials.derivative
        #expect(y.partials[lane] == expected, "\(x), lane \(lane)")
      }
      #expect(y.primal == primitive(x))
      #expect(primitive(Dual<Lanes>(x)).partials == Lanes(repeating: 0), "constants stay constant")
    }
    for x in points(primitive).prefix(5) {
      check(SIMD2<Double>.self, at: x)
      check(SIMD4<Double>.self, at: x)
      check(SIMD8<Double>.self, at: x)
    }
  }

  /// Abramowitz & Stegun 6.3.2, 6.3.3, 6.3.5, 6.3.7, and ψ(1/4) = −γ − π/2 − 3 log 2.
  @Test func digammaIsPrecise() {
    let euler = 0.5772156649015329
    let (log2, pi) = (Double.log(2), Double.pi)
    #expect(abs(digamma(1.0) + euler) < 2e-15)
    #expect(abs(digamma(0.5) + euler + 2 * log2) < 4e-15)
    #expect(abs(digamma(0.25) + euler + pi / 2 + 3 * log2) < 8e-15)
    #expect(abs(digamma(-0.5) - (2 - euler - 2 * log2)) < 4e-15)
    #expect(abs(digamma(1.4616321449683623)) < 1e-15)
    #expect(digamma(1e300) == Double.log(1e300))
    #expect(digamma(Double.infinity) == .infinity)
    #expect(digamma(0.0).isNaN && digamma(-3.0).isNaN && digamma(Double.nan).isNaN)
    #expect(digamma(-Double.infinity).isNaN)
    var generator = SeededGenerator(seed: Self.seed)
    for _ in 0..<1000 {
      let x = Double.random(in: -30...30, using: &generator)
      let (left, right) = (digamma(x + 1), digamma(x) + 1 / x)
      #expect(abs(left - right) < 1e-13 * max(1, abs(left), abs(1 / x)), "seed \(Self.seed), \(x)")
    }
  }
}
