import Nadir
import Synchronization
import Testing

/// What an algorithm asks for decides which of the user's functions is called, and none is called twice at a point.
@Suite struct DemandTests {
  /// The points at which each function was called.
  private final class Log: Sendable {
    private let calls = Mutex<[String: [[Double]]]>([:])

    func note(_ function: String, _ x: [Double]) { calls.withLock { $0[function, default: []].append(x) } }
    func points(_ function: String) -> [[Double]] { calls.withLock { $0[function, default: []] } }
    func isOnce(_ function: String) -> Bool { Set(points(function)).count == points(function).count }
  }

  private static func value(_ x: [Double]) -> Double {
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return a * a + 100 * b * b
  }

  private static func gradient(_ x: [Double]) -> [Double] {
    let b = x[1] - x[0] * x[0]
    return [-2 * (1 - x[0]) - 400 * b * x[0], 200 * b]
  }

  private func separate(_ log: Log) -> Objective<[Double]> {
    Objective(
      value: { x in
        log.note("value", x)
        return Self.value(x)
      },
      gradient: { x in
        log.note("gradient", x)
        return Self.gradient(x)
      })
  }

  private func together(_ log: Log) -> Objective<[Double]> {
    Objective(
      value: { x in
        log.note("value", x)
        return Self.value(x)
      },
      valueAndGradient: { x in
        log.note("both", x)
        return (Self.value(x), Self.gradient(x))
      })
  }

  @Test(arguments: [Workers.inline, .threads(2)]) func gradientsAreAskedForWithTheirValues(_ workers: Workers)
    async throws
  {
    for algorithm in [BFGS(), LBFGSB()] as [any Algorithm] {
      func run(_ algorithm: some Algorithm & AlgorithmChoice) async throws {
        let two = Log()
        let first = try await minimize(separate(two), from: [-1.2, 1], using: algorithm, on: workers)
        #expect(two.points("value") == two.points("gradient") && two.isOnce("value"))
        #expect(two.points("value").count == first.counts.evaluations && first.value < 1e-8)

        let one = Log()
        let second = try await minimize(together(one), from: [-1.2, 1], using: algorithm, on: workers)
        #expect(one.points("value").isEmpty && one.isOnce("both"))
        #expect(one.points("both") == two.points("value") && second.best == first.best)
      }
      try await run(algorithm)
    }
  }

  @Test func valuesAreAskedForAlone() async throws {
    for objective in [separate, together] {
      let log = Log()
      let outcome = try await minimize(objective(log), from: [-1.2, 1], using: .nelderMead())
      #expect(log.points("gradient").isEmpty && log.points("both").isEmpty)
      #expect(log.points("value").count == outcome.counts.evaluations)
    }
  }

  @Test func hessiansAreNotAskedForAnythingElse() async throws {
    let log = Log()
    let objective = separate(log).with(hessian: { x in
      log.note("hessian", x)
      return try Matrix(rows: [[2 - 400 * (x[1] - 3 * x[0] * x[0]), -400 * x[0]], [-400 * x[0], 200]])
    })
    _ = try await hessian(of: objective, at: [1, 1])
    #expect(log.points("hessian") == [[1, 1]] && log.points("value").isEmpty && log.points("gradient").isEmpty)
    _ = try await minimize(objective, from: [-1.2, 1], using: .lbfgsb())
    #expect(log.points("hessian").count == 1)
  }
}
