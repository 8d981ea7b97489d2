import NadirScalars
import NadirDerivatives
import RealModule
import Testing
import _TestSupport

/// A function of one number, as variables and as `Double`s compute it.
struct UnaryPrimitive: Sendable, CustomTestStringConvertible {
  let name: String
  let domain: ClosedRange<Double>
  let variable: @Sendable (Variable) -> Variable
  let plain: @Sendable (Double) -> Double

  init(
    _ name: String, _ domain: ClosedRange<Double>, _ variable: @escaping @Sendable (Variable) -> Variable,
    _ plain: @escaping @Sendable (Double) -> Double
  ) {
    self.name = name
    self.domain = domain
    self.variable = variable
    self.plain = plain
  }

  var testDescription: String { name }

  static let all: [UnaryPrimitive] = [
    UnaryPrimitive("−x", -5...5, { -$0 }, { -$0 }),
    UnaryPrimitive("|x|", 0.2...5, { abs($0) }, { abs($0) }),
    UnaryPrimitive("|x|, x < 0", -5 ... -0.2, { abs($0) }, { abs($0) }),
    UnaryPrimitive("x + c", -5...5, { $0 + 1.5 }, { $0 + 1.5 }),
    UnaryPrimitive("c − x", -5...5, { 1.5 - $0 }, { 1.5 - $0 }),
    UnaryPrimitive("c x", -5...5, { 3 * $0 }, { 3 * $0 }),
    UnaryPrimitive("x / c", -5...5, { $0 / 7 }, { $0 / 7 }),
    UnaryPrimitive("c / x", 0.5...5, { 2 / $0 }, { 2 / $0 }),
    UnaryPrimitive("x x", -5...5, { $0 * $0 }, { $0 * $0 }),
    UnaryPrimitive("x / x²", 0.5...5, { $0 / ($0 * $0) }, { 1 / $0 }),
    UnaryPrimitive("exp", -3...3, { .exp($0) }, { .exp($0) }),
    UnaryPrimitive("expMinusOne", -3...3, { .expMinusOne($0) }, { .expMinusOne($0) }),
    UnaryPrimitive("log", 0.3...5, { .log($0) }, { .log($0) }),
    UnaryPrimitive("log1p", -0.7...5, { .log(onePlus: $0) }, { .log(onePlus: $0) }),
    UnaryPrimitive("sqrt", 0.3...5, { .sqrt($0) }, { .sqrt($0) }),
    UnaryPrimitive("sin", -5...5, { .sin($0) }, { .sin($0) }),
    UnaryPrimitive("cos", -5...5, { .cos($0) }, { .cos($0) }),
    UnaryPrimitive("tan", -1.2...1.2, { .tan($0) }, { .tan($0) }),
    UnaryPrimitive("asin", -0.8...0.8, { .asin($0) }, { .asin($0) }),
    UnaryPrimitive("acos", -0.8...0.8, { .acos($0) }, { .acos($0) }),
    UnaryPrimitive("atan", -5...5, { .atan($0) }, { .atan($0) }),
    UnaryPrimitive("sinh", -3...3, { .sinh($0) }, { .sinh($0) }),
    UnaryPrimitive("cosh", -3...3, { .cosh($0) }, { .cosh($0) }),
    UnaryPrimitive("tanh", -3...3, { .tanh($0) }, { .tanh($0) }),
    UnaryPrimitive("asinh", -5...5, { .asinh($0) }, { .asinh($0) }),
    UnaryPrimitive("acosh", 1.3...5, { .acosh($0) }, { .acosh($0) }),
    UnaryPrimitive("atanh", -0.8...0.8, { .atanh($0) }, { .atanh($0) }),
    UnaryPrimitive("pow 3", -3...3, { .pow($0, 3) }, { .pow($0, 3) }),
    UnaryPrimitive("pow −2", 0.5...3, { .pow($0, -2) }, { .pow($0, -2) }),
    UnaryPrimitive("pow 0", -3...3, { .pow($0, 0) }, { .pow($0, 0) }),
    UnaryPrimitive("x^2.5", 0.5...3, { .pow($0, 2.5) }, { .pow($0, 2.5) }),
    UnaryPrimitive("2^x", -3...3, { .pow(2, $0) }, { .pow(2, $0) }),
    UnaryPrimitive("root 3", 0.5...5, { .root($0, 3) }, { .root($0, 3) }),
    UnaryPrimitive("root 3, x < 0", -5 ... -0.5, { .root($0, 3) }, { .root($0, 3) }),
    UnaryPrimitive("root −2", 0.5...5, { .root($0, -2) }, { .pow($0, -0.5) }),
    UnaryPrimitive("erf", -2...2, { .erf($0) }, { .erf($0) }),
    UnaryPrimitive("erfc", -2...2, { .erfc($0) }, { .erfc($0) }),
    UnaryPrimitive("gamma", 0.5...6, { .gamma($0) }, { .gamma($0) }),
    UnaryPrimitive("gamma, x < 0", -1.7 ... -1.3, { .gamma($0) }, { .gamma($0) }),
    UnaryPrimitive("logGamma", 0.5...30, { .logGamma($0) }, { .logGamma($0) }),
    UnaryPrimitive("logGamma, x < 0", -3.7 ... -3.3, { .logGamma($0) }, { .logGamma($0) }),
  ]
}

/// A function of two numbers, as variables and as `Double`s compute it.
struct BinaryPrimitive: Sendable, CustomTestStringConvertible {
  let name: String
  let domain: ClosedRange<Double>
  let variable: @Sendable (Variable, Variable) -> Variable
  let plain: @Sendable (Double, Double) -> Double

  var testDescription: String { name }

  static let all: [BinaryPrimitive] = [
    BinaryPrimitive(name: "+", domain: -5...5, variable: { $0 + $1 }, plain: { $0 + $1 }),
    BinaryPrimitive(name: "−", domain: -5...5, variable: { $0 - $1 }, plain: { $0 - $1 }),
    BinaryPrimitive(name: "×", domain: -5...5, variable: { $0 * $1 }, plain: { $0 * $1 }),
    BinaryPrimitive(name: "/", domain: 0.5...5, variable: { $0 / $1 }, plain: { $0 / $1 }),
    BinaryPrimitive(name: "pow", domain: 0.5...3, variable: { .pow($0, $1) }, plain: { .pow($0, $1) }),
    BinaryPrimitive(name: "hypot", domain: 0.5...5, variable: { .hypot($0, $1) }, plain: { .hypot($0, $1) }),
    BinaryPrimitive(
      name: "atan2", domain: 0.5...5, variable: { .atan2(y: $0, x: $1) }, plain: { .atan2(y: $0, x: $1) }),
    BinaryPrimitive(
      name: "atan2, x < 0", domain: -5 ... -0.5, variable: { .atan2(y: $0, x: $1) }, plain: { .atan2(y: $0, x: $1) }),
    BinaryPrimitive(name: "max", domain: -5...5, variable: { max($0, $1) }, plain: { max($0, $1) }),
    BinaryPrimitive(name: "min", domain: -5...5, variable: { min($0, $1) }, plain: { min($0, $1) }),
  ]
}

@Suite struct PrimitiveTests {
  @Test(arguments: UnaryPrimitive.all) func oneNumber(_ primitive: UnaryPrimitive) {
    let seed = UInt64.random(in: 0...99_999)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let x = Double.random(in: primitive.domain, using: &generator)
      let expected = extrapolatedDerivative(at: x, step: 0.1, of: primitive.plain)
      // The scale makes the slope before the function other than 1.
      let result = valueAndGradient(at: [x / 2]) { primitive.variable(2 * $0[0]) }
      let plain = primitive.plain(x)
      #expect(abs(result.value - plain) <= 1e-15 * (1 + abs(plain)), "seed \(seed), x = \(x)")
      #expect(
        abs(result.gradient[0] / 2 - expected) < 1e-8 * (1 + abs(expected) + abs(plain)), "seed \(seed), x = \(x)")
      #expect(primitive.variable(Variable(x)).isConstant)
      #expect(primitive.variable(Variable(x)).value == result.value)
    }
  }

  @Test(arguments: BinaryPrimitive.all) func twoNumbers(_ primitive: BinaryPrimitive) {
    let seed = UInt64.random(in: 0...99_999)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let x = Double.random(in: primitive.domain, using: &generator)
      let y = Double.random(in: primitive.domain, using: &generator)
      guard abs(x - y) > 0.25 else { continue }
      let dx = extrapolatedDerivative(at: x, step: 0.1) { primitive.plain($0, y) }
      let dy = extrapolatedDerivative(at: y, step: 0.1) { primitive.plain(x, $0) }
      let tolerance = 1e-8 * (1 + abs(dx) + abs(dy) + abs(primitive.plain(x, y)))
      let both = valueAndGradient(at: [x / 2, y / 3]) { primitive.variable(2 * $0[0], 3 * $0[1]) }
      #expect(abs(both.gradient[0] / 2 - dx) < tolerance, "seed \(seed), (\(x), \(y))")
      #expect(abs(both.gradient[1] / 3 - dy) < tolerance, "seed \(seed), (\(x), \(y))")
      let left = tapeGradient(x) { primitive.variable($0[0], Variable(y)) }
      let right = tapeGradient(y) { primitive.variable(Variable(x), $0[0]) }
      let same = tapeGradient(x) { primitive.variable($0[0], $0[0] + Variable(y - x)) }
      #expect(abs(left[0] - dx) < tolerance && abs(right[0] - dy) < tolerance, "seed \(seed), (\(x), \(y))")
      #expect(abs(same[0] - dx - dy) < tolerance, "seed \(seed), (\(x), \(y))")
      let constant = primitive.variable(Variable(x), Variable(y))
      #expect(constant.isConstant && constant.value == primitive.plain(x, y))
    }
  }

  /// Values of ψ from Abramowitz & Stegun 1964, tables 6.1 and 6.3, and closed forms.
  @Test func digamma() {
    let euler = 0.577_215_664_901_532_86
    let values: [(Double, Double)] = [
      (1, -euler), (2, 1 - euler), (0.5, -euler - 2 * .log(2)), (0.25, -euler - .pi / 2 - 3 * .log(2)),
      (1.461_632_144_968_362_3, 0), (10, 2.251_752_589_066_721), (100, 4.600_161_852_738_087),
      (-0.5, 0.036_489_973_978_576_52), (-1.5, 0.703_156_640_645_243_2), (1e-8, -1e8 - euler), (1e20, .log(1e20)),
    ]
    for (x, expected) in values {
      #expect(abs(Double.digamma(x) - expected) <= 2e-15 * max(1, abs(expected)), "ψ(\(x))")
    }
    for pole in [0.0, -1, -2, -100] { #expect(Double.digamma(pole).isNaN) }
    #expect(Double.digamma(.infinity) == .infinity && Double.digamma(.nan).isNaN)
  }
}
