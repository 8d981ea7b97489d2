import Nadir
import Testing

/// A closure of several statements without a label is a function of numbers, beside all the other forms.
private let unlabelled = Objective<[Double]> { x in
  let a = x[0] - 1
  return a * a
}

private struct Pair: Codable, Equatable {
  var a = 0.5
  var b = [1.0, 2]
}

private struct NotHere: Error {}

/// That these compile is the test: without `ObjectiveBody` and `FunctionBody` the arithmetic is too much for the compiler,
/// and with them no other form of a closure may be.
@Suite struct ObjectiveBodyTests {
  @Test func unlabelledClosuresAreFunctionsOfNumbers() throws {
    #expect(try unlabelled.value?([3]) == 4)
  }

  @Sendable private static func rosenbrock(_ x: [Double]) -> Double {
    100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0])
  }
  private static func slopes(_ x: [Double]) throws -> [Double] {
    [-400 * x[0] * (x[1] - x[0] * x[0]) - 2 * (1 - x[0]), 200 * (x[1] - x[0] * x[0])]
  }
  private static func both(_ x: [Double]) throws -> (value: Double, gradient: [Double]) {
    (rosenbrock(x), try slopes(x))
  }

  @Test func arithmeticOfDerivatives() async throws {
    let plain = try await gradient(
      of: { x in 100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0]) }, at: [-1.2, 1])
    #expect(zip(plain.gradient, try Self.slopes([-1.2, 1])).allSatisfy { abs($0 - $1) < 1e-4 })
    let pair = try await gradient(of: { m in m.a * m.a + 3 * m.b[0] * m.b[1] - m.a }, at: Pair())
    #expect(zip(pair.components, [0, 6, 3]).allSatisfy { abs($0 - $1) < 1e-6 })
    let curvature = try await hessian(
      of: { x in 100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0]) }, at: [1, 1], by: .central
    )
    #expect(abs(curvature.hessian[0, 0] - 802) < 1e-2)
    let columns = try await jacobian(
      of: { x in [10 * (x[1] - x[0] * x[0]) * 2 * x[1] - x[0], 1 - x[0] * x[0] * 3 + x[1] * (1 - x[0])] }, at: [1, 1])
    #expect(abs(columns.jacobian[1, 0] + 7) < 1e-6)
    await #expect(throws: DerivativeError.self) {
      try await noise(of: { x in x[0] * x[0] * x[0] * 0 + 3 * x[1] * (1 - x[1]) * 0 - x[0] * 0 + 3 }, at: [0.5, 1])
    }
  }

  @Test func arithmeticOfObjectives() async throws {
    let check = try await checkGradient(
      of: Objective(
        value: { x in x[0] * x[1] + x[0] * x[0] - 3 * x[1] * 2 }, gradient: { x in [2 * x[0] + x[1], x[0] - 6] }),
      at: [1, 2])
    #expect(check.agrees)
    let separate = try await minimize(
      Objective(
        value: { x in 100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0]) },
        gradient: { x in [-400 * x[0] * (x[1] - x[0] * x[0]) - 2 * (1 - x[0]), 200 * (x[1] - x[0] * x[0])] }),
      from: [-1.2, 1])
    #expect(separate.success && abs(separate.best[0] - 1) < 1e-3)
    let together = try await minimize(
      Objective(
        value: { x in (x[0] - 1) * (x[0] - 1) + 3 * x[1] * x[1] * 2 },
        valueAndGradient: { x in ((x[0] - 1) * (x[0] - 1) + 3 * x[1] * x[1] * 2, [2 * (x[0] - 1), 12 * x[1]]) }),
      from: [5, 2])
    #expect(together.success && abs(together.best[0] - 1) < 1e-3)
    let either = try await minimize(
      Objective(
        value: { x in if x[0] > 0 { x[0] * x[0] + x[1] * x[1] * 2 } else { x[1] * x[1] * 2 - 3 * x[0] * x[0] * x[0] } },
        gradient: { x in if x[0] > 0 { [2 * x[0], 4 * x[1]] } else { [-9 * x[0] * x[0], 4 * x[1]] } }), from: [2, 2])
    #expect(either.success && abs(either.best[1]) < 1e-3)
  }

  /// Forms whose closures are not of one expression, functions, and asynchronous closures.
  @Test func otherForms() async throws {
    let waiting = Objective { (x: [Double]) in
      await Task.yield()
      return try Self.slopes(x)[0]
    }
    let short = Objective<[Double]> { x in try await Self.later(x) * x[0] * x[0] + 3 * x[1] * x[1] - 2 }
    guard case .asynchronous = waiting.call, case .asynchronous = short.call else {
      Issue.record("an asynchronous closure makes an asynchronous objective")
      return
    }
    #expect(short.value == nil)

    let objectives = [
      Objective(Self.rosenbrock), Objective(value: Self.rosenbrock, gradient: Self.slopes),
      Objective(valueAndGradient: Self.both), Objective(value: Self.rosenbrock, valueAndGradient: Self.both),
      Objective { Self.rosenbrock($0) },
      Objective<[Double]>(
        value: { x throws -> Double in
          guard x.count >= 2 else { throw NotHere() }
          var sum = 0.0
          for i in 1..<x.count { sum += Self.rosenbrock([x[i - 1], x[i]]) }
          return sum
        },
        gradient: { x in
          var slopes = x
          for (i, slope) in try Self.slopes(x).enumerated() { slopes[i] = slope }
          return slopes
        }),
      Objective<[Double]>(valueAndGradient: { x in
        let value = Self.rosenbrock(x)
        return (value, try Self.slopes(x))
      }),
      Objective<[Double]>(value: { x in Self.rosenbrock(x) }, gradient: { x in try Self.slopes(x) }),
    ]
    for objective in objectives {
      let slope = try await gradient(of: objective, at: [-1.2, 1])
      #expect(zip(slope.gradient, try Self.slopes([-1.2, 1])).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    let failing = [
      Objective<[Double]>(value: { _ in throw NotHere() }, gradient: { _ in throw NotHere() }),
      Objective<[Double]>(valueAndGradient: { _ in throw NotHere() }),
    ]
    for objective in failing {
      await #expect(throws: DerivativeError.self) { try await gradient(of: objective, at: [1, 2]) }
    }
    let never = Objective<Pair> { _ in throw NotHere() }
    await #expect(throws: DerivativeError.self) { try await gradient(of: never, at: Pair()) }
    _ = Objective<[Double]>(value: { _ in fatalError() }, gradient: { _ in fatalError() })
  }

  private static func later(_ x: [Double]) async throws -> Double { x[0] }
}
