import NadirScalars
import NadirDerivatives
import NadirLinear
import Testing
import _TestSupport

private struct Model: DifferentiableFunction {
  func callAsFunction<Number: RealScalar>(_ x: [Number]) -> Number {
    var sum: Number = 0
    for i in 0..<x.count - 1 {
      let (a, b) = (1 - x[i], x[i + 1] - x[i] * x[i])
      sum += a * a + 100 * b * b + sin(x[i]) * exp(x[i + 1])
    }
    return sum
  }
}

@Suite struct ForwardOverReverseTests {
  /// The columns of the Hessian that nested duals give.
  @Test(arguments: 1...10 as ClosedRange<UInt64>) func productsAreThoseOfTheHessian(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let n = Int.random(in: 2...7, using: &generator)
    let x = (0..<n).map { _ in Double.random(in: -1...1, using: &generator) }
    let hessian = try Forward.hessian(at: x, of: Model())
    for j in 0..<n {
      let unit = (0..<n).map { $0 == j ? 1.0 : 0 }
      let (value, gradient, product) = try valueGradientAndHessianProduct(at: x, along: unit, of: Model())
      #expect(abs(value - Model()(x)) <= 1e-14 * abs(value), "seed \(seed)")
      let expected = try Forward.gradient(at: x, of: Model())
      for i in 0..<n {
        #expect(abs(gradient[i] - expected[i]) <= 1e-12 * max(1, abs(expected[i])), "seed \(seed)")
        #expect(abs(product[i] - hessian[i, j]) <= 1e-11 * max(1, abs(hessian[i, j])), "seed \(seed)")
      }
    }
    let both = try valueAndGradient(at: x, of: Model())
    let forward = try Forward.gradient(at: x, of: Model())
    #expect(zip(both.gradient, forward).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }, "seed \(seed)")
  }
}
