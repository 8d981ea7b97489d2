import NadirScalars
import NadirDerivatives
import NadirLinear
import RealModule
import Testing

@Suite struct DualEdgesTests {
  private typealias Pair = Dual<SIMD2<Double>>

  /// The derivative at x, given that x′ = 1.
  private func slope(_ f: (Dual1) -> Dual1, at x: Double) -> Double { Forward.derivative(at: x, of: f) }

  private func x(_ value: Double) -> Pair { Pair(value, partials: [1, 0]) }
  private func y(_ value: Double) -> Pair { Pair(value, partials: [0, 1]) }

  @Test func branchPointsHaveTheLimit() {
    #expect(slope({ sqrt($0) }, at: 0) == .infinity)
    #expect(slope({ log($0) }, at: 0) == .infinity)
    #expect(slope({ log(onePlus: $0) }, at: -1) == .infinity)
    #expect(slope({ asin($0) }, at: 1) == .infinity && slope({ acos($0) }, at: -1) == -.infinity)
    #expect(slope({ acosh($0) }, at: 1) == .infinity && slope({ atanh($0) }, at: 1) == .infinity)
    #expect(slope({ root($0, 3) }, at: 0) == .infinity && slope({ root($0, 1) }, at: 0) == 1)
    #expect(slope({ abs($0) }, at: 0) == 0 && slope({ abs($0) }, at: -0.0) == 0)
  }

  @Test func infinitiesHaveTheLimit() {
    #expect(slope({ exp($0) }, at: -.infinity) == 0 && slope({ exp($0) }, at: .infinity) == .infinity)
    #expect(slope({ tanh($0) }, at: .infinity) == 0 && slope({ tanh($0) }, at: -800) == 0)
    #expect(slope({ atan($0) }, at: .infinity) == 0 && slope({ atan($0) }, at: 1e200) == 0)
    #expect(slope({ erf($0) }, at: .infinity) == 0 && slope({ erfc($0) }, at: -.infinity) == 0)
    #expect(slope({ log($0) }, at: .infinity) == 0 && slope({ sqrt($0) }, at: .infinity) == 0)
    #expect(slope({ asinh($0) }, at: 1e300) == 1e-300 && slope({ acosh($0) }, at: 1e300) == 1e-300)
    #expect(slope({ 1 / $0 }, at: .infinity) == 0)
  }

  @Test func powersAtZero() {
    #expect(slope({ pow($0, 2) }, at: 0) == 0 && slope({ pow($0, 1) }, at: 0) == 1)
    #expect(slope({ pow($0, 0) }, at: 0) == 0 && slope({ pow($0, -1) }, at: 2) == -0.25)
    #expect(slope({ pow($0, 2.0) }, at: 0) == 0 && slope({ pow($0, 1.0) }, at: 0) == 1)
    #expect(slope({ pow($0, 0.5) }, at: 0) == .infinity)
    #expect(slope({ pow(0, $0) }, at: 1) == 0 && slope({ pow(0, $0) }, at: 0.5) == 0)
    #expect(slope({ pow($0, $0) }, at: 1) == 1)
    #expect(slope({ pow(-2 * $0, 3) }, at: 1) == -24)
    #expect(pow(x(-1), 0.5).value.isNaN && pow(x(0), 0.0).value == 1, "as in C")
    #expect(pow(x(-2), 2.0).value == 4 && slope({ pow($0, 2.0) }, at: -2) == -4)
    #expect(pow(x(-2), -3.0).value == -0.125 && slope({ pow($0, 3.0) }, at: -2) == 12)
    #expect(pow(x(1), Int.min).value == 1 && pow(x(1), Int.min).partials[0] == -0x1p63)
    #expect(pow(x(1), Int.max).partials[0] == 0x1p63)
    #expect(root(x(1), Int.min).value == 1 && root(x(2), 0).value == Double.root(2, 0))
    // The second derivative of x² at 0, through the general power.
    let hessian = Forward.hessian(at: [0]) { (x: [SecondOrderDual]) in pow(x[0], 2.0) }
    #expect(hessian[0, 0] == 2)
    // An exponent whose first derivative is zero, but not its second: x^(y²) at y = 0 is 1 + y² log x + ….
    let mixed = Forward.hessian(at: [3, 0]) { (x: [SecondOrderDual]) in pow(x[0], x[1] * x[1]) }
    #expect(mixed[1, 1] == 2 * Double.log(3) && mixed[0, 1] == 0)
  }

  @Test func functionsOfTwoNumbers() {
    #expect(hypot(x(0), y(0)).partials == [0, 0])
    #expect(hypot(x(3), y(-4)).partials == [0.6, -0.8])
    #expect(abs(hypot(x(3e200), y(4e200)).partials[0] - 0.6) < 1e-15)
    #expect(hypot(x(-.infinity), y(1)).partials == [-1, 0])
    #expect(atan2(y(4e200), x(3e200)).partials[1] > 0, "no overflow")
    #expect(atan2(y(0), x(-1)).value == .pi && atan2(y(0), x(-1)).partials == [0, -1])
    #expect(atan2(y(0), x(0)).partials[0].isNaN)
    #expect(max(x(1), y(1)).partials == [0, 1] && min(x(1), y(1)).partials == [1, 0], "ties")
    #expect(max(x(1), y(2)).partials == [0, 1] && min(x(1), y(2)).partials == [1, 0])
    #expect(gamma(x(0)).value == .infinity && gamma(x(0)).partials[0].isNaN && gamma(x(0)).partials[1] == 0)
  }

  /// A derivative of zero stays zero, however steep the function.
  @Test func zeroTimesInfinityIsZero() {
    let length = sqrt(x(0) * x(0) + y(0) * y(0))
    #expect(length.value == 0 && length.partials == [0, 0])
    #expect((sqrt(Pair(0)) + x(2)).partials == [1, 0])
    #expect((x(1) / Pair(0)).partials == [.infinity, 0])
    #expect(log(Pair(-1)).partials == [0, 0] && log(Pair(-1)).value.isNaN)
  }

  @Test func signsOfZeroAreThoseOfDouble() {
    #expect((-x(0)).value.sign == .minus)
    var zero = x(0)
    zero.negate()
    #expect(zero.value.sign == .minus && zero.partials == [-1, -0.0])
    #expect(abs(x(-0.0)).value.sign == .plus)
  }

  @Test func comparisonsLookAtTheValue() {
    #expect(x(1) == y(1) && x(1) < y(2) && x(2) > y(1) && x(1) <= y(1) && x(1) >= y(1))
    let nan = Pair(Double.nan)
    #expect(nan != nan && !(nan < nan) && !(nan <= nan) && !(nan > nan) && !(nan >= nan))
  }

  @Test func integersAreExactOrNothing() {
    #expect(Pair(exactly: 12)?.value == 12 && Pair(exactly: Int.max) == nil)
    let literal: Pair = 3
    #expect(literal.value == 3 && literal.partials == [0, 0])
    #expect(x(4).reciprocal?.partials == [-0.0625, 0])
    #expect("\(Dual1(2, partials: Slope(3)))".hasPrefix("2.0"))
  }
}
