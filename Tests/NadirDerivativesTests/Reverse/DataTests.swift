import NadirScalars
import NadirDerivatives
import RealModule
import Testing

/// Numbers together with data in `Double`.
@Suite struct DataTests {
  /// The sum of squares of a decay a exp(−b t) + c against data.
  private func misfit<Number: RealScalar>(_ p: [Number], times: [Double], data: [Double]) -> Number {
    var sum: Number = 0
    for (t, y) in zip(times, data) {
      let residual = p[0] * .exp(-p[1] * Number(t)) + p[2] - Number(y)
      sum += residual * residual / 2
    }
    return sum
  }

  @Test func fits() {
    let (times, data) = ([0.0, 0.5, 1, 2], [2.1, 1.6, 1.2, 0.9])
    let p = [1.5, 0.7, 0.4]
    let result = valueAndGradient(at: p) { misfit($0, times: times, data: data) }
    #expect(result.value == misfit(p, times: times, data: data))
    for i in p.indices {
      let expected = extrapolatedDerivative(at: p[i], step: 0.05) { x in
        var moved = p
        moved[i] = x
        return misfit(moved, times: times, data: data)
      }
      #expect(abs(result.gradient[i] - expected) < 1e-10)
    }
  }
}
