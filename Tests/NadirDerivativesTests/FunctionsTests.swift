import NadirScalars
import Foundation
import NadirDerivatives
import RealModule
import Testing

// Foundation is imported here on purpose: functions of the same names must not get in each other's way.

private func model<Number: RealScalar>(_ x: Number) -> Number {
  let sum = exp(-x) + log(x) + sqrt(x) + sin(x) * cos(x)
  let powers = pow(x, 2) + pow(x, 0.5) + pow(2, x) + hypot(x, 1) + atan2(x, 2)
  let special = erf(x) + erfc(x) + gamma(x) + logGamma(x)
  return sum + powers + special + abs(x) + max(x, 0) + min(1, x)
}

private func root<Number: BinaryFloatingPoint>(of x: Number) -> Number { sqrt(x) }

@Suite struct FunctionsTests {
  @Test func doublesWithFoundation() {
    let (x, n) = (1.75, 3)
    #expect(exp(x) == Double.exp(x) && log(x) == Double.log(x) && sqrt(x) == x.squareRoot())
    #expect(sin(x) == Double.sin(x) && tanh(x) == Double.tanh(x) && acosh(x) == Double.acosh(x))
    #expect(pow(x, 2) == x * x && pow(x, n) == Double.pow(x, 3) && pow(x, 0.5) == Double.pow(x, 0.5))
    #expect(pow(2, x) == Double.pow(2, x) && hypot(x, 3) == Double.hypot(x, 3))
    #expect(atan2(x, 2) == Double.atan2(y: x, x: 2) && erf(x) == Double.erf(x) && logGamma(x) == Double.logGamma(x))
    #expect(max(x, 0) + min(1, x) + abs(-x) + abs(-2.5) == 1.75 + 1 + 1.75 + 2.5)
    let products: [Double] = [1, 2, 3].map { exp(-$0) * sqrt($0) }
    #expect(products[0] == exp(-1))
    #expect(sqrt(Double(n)) + log(10) + exp(1) > 0 && pow(2.0, 3.0) == 8)
  }

  @Test func otherTypesWithFoundation() {
    let (f, c): (Float, CGFloat) = (1.5, 2.5)
    #expect(sqrt(f) > 1 && pow(f, 2) == 2.25 && exp(f) > 4 && sin(f) > 0.9)
    #expect(sqrt(c) > 1 && pow(c, 2) == 6.25 && log(c) > 0)
    let eight: Decimal = pow(2, 3)
    #expect(eight == 8 && root(of: Float(4)) == 2)
  }

  @Test func modelsRunOnAllNumbers() {
    let x = 1.75
    let y = model(Dual1(x, partials: Slope(1)))
    #expect(y.value == model(x))
    let expected = extrapolatedDifference({ model($0) }, at: x, step: 0.1)
    #expect(abs(y.partials.derivative - expected) < 1e-10 * abs(expected))
  }

  @Test(arguments: Primitive.allCases) func primitivesRunOnAllNumbers(_ primitive: Primitive) {
    let x = primitive.range.lowerBound
    #expect(primitive(Dual8(x)).value == primitive(x))
    #expect(primitive(SecondOrderDual(x)).value == primitive(x))
  }
}
