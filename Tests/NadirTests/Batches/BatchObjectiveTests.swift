import Nadir
import NadirLinear
import NadirProblems
import Synchronization
import Testing
import _TestSupport

/// The numbers of points of each launch.
final class LaunchLog: Sendable {
  private let counts = Mutex<[Int]>([])

  var launches: [Int] { counts.withLock { $0 } }

  func note(_ count: Int) { counts.withLock { $0.append(count) } }
}

/// What must be the same in two runs.
func expectSame<Shape: Equatable>(
  _ outcome: Outcome<Shape>, _ reference: Outcome<Shape>, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(outcome.best == reference.best, sourceLocation: sourceLocation)
  #expect(outcome.value.bitPattern == reference.value.bitPattern, sourceLocation: sourceLocation)
  #expect(outcome.termination == reference.termination, sourceLocation: sourceLocation)
  #expect(outcome.counts == reference.counts, sourceLocation: sourceLocation)
  #expect(outcome.history.map(\.parameters) == reference.history.map(\.parameters), sourceLocation: sourceLocation)
  func events(_ outcome: Outcome<Shape>) -> [[Int]] {
    outcome.history.map {
      [
        Int(truncatingIfNeeded: $0.record.value.bitPattern), $0.record.evaluation, $0.record.round,
        $0.record.isBest ? 1 : 0,
      ]
    }
  }
  #expect(events(outcome) == events(reference), sourceLocation: sourceLocation)
}

@Suite struct BatchObjectiveTests {
  @Test(arguments: AlgorithmCatalog.all, [TestProblems.rosenbrock(5), TestProblems.hs38, TestProblems.bard])
  func aBatchIsTheClosure(_ algorithm: any Algorithm, _ problem: TestProblem) async throws {
    let traits = type(of: algorithm).traits
    guard problem.box.isUnbounded || traits.handlesBounds else { return }
    guard traits.needs.isDisjoint(with: [.residuals, .contributions]) || problem.residuals != nil else { return }
    func outcome(
      _ objective: some ObjectiveSource<[Double]>, _ algorithm: some Algorithm, on workers: Workers = .inline
    ) async throws -> Outcome<[Double]> {
      try await minimize(
        objective, from: problem.start, using: algorithm, on: workers,
        bounds: Bounds(lower: problem.box.lower, upper: problem.box.upper), budget: Budget(evaluations: 400))
    }
    let log = LaunchLog()
    if let residuals = problem.residuals {
      let reference = try await outcome(Objective(residuals: residuals), algorithm)
      let batch = BatchObjective<[Double]>(residuals: { points in
        log.note(points.count)
        return points.map(residuals)
      })
      expectSame(try await outcome(batch, algorithm), reference)
      #expect(
        log.launches.count == reference.counts.rounds && log.launches.reduce(0, +) == reference.counts.evaluations)
      expectSame(try await outcome(batch, algorithm, on: .threads(3)), reference)
      let awaited = BatchObjective<[Double]>(residuals: { points async in points.map(residuals) })
      expectSame(try await outcome(awaited, algorithm), reference)
    } else {
      let reference = try await outcome(Objective { x in problem.value(x) }, algorithm)
      let batch = BatchObjective<[Double]>(batch: { points in
        log.note(points.count)
        return points.map(problem.value)
      })
      expectSame(try await outcome(batch, algorithm), reference)
      #expect(
        log.launches.count == reference.counts.rounds && log.launches.reduce(0, +) == reference.counts.evaluations)
      expectSame(try await outcome(batch, algorithm, on: .threads(3)), reference)
      let flat = BatchObjective<[Double]>(flat: { points in (0..<points.count).map { problem.value(points[$0]) } })
      expectSame(try await outcome(flat, algorithm), reference)
      let awaited = BatchObjective<[Double]>(batch: { points async in points.map(problem.value) })
      expectSame(try await outcome(awaited, algorithm, on: .threads(2)), reference)
    }
  }

  @Test func shorthandsStandAtTheFrontDoor() async throws {
    let plain = try await minimize(.batch { points in points.map { x in (x[0] - 1) * (x[0] - 1) } }, from: [3.0])
    #expect(abs(plain.best[0] - 1) < 1e-6)
    let flat = try await minimize(
      .batch(flat: { points in points.coordinates.map { ($0 - 1) * ($0 - 1) } }), from: [3.0], using: .nelderMead())
    #expect(abs(flat.best[0] - 1) < 1e-3)
    let named = try await maximize(
      .batch { points in points.map { p in -abs(p["a", default: 0]) } }, from: ["a": 2.0], using: .nelderMead())
    #expect(abs(named.best["a"] ?? 1) < 1e-3 && named.value <= 0)
    let awaited = try await minimize(
      .batch { points in
        await Task.yield()
        return points.map { x in x[0] * x[0] }
      }, from: [3.0])
    #expect(abs(awaited.best[0]) < 1e-6)
    let both = try await minimize(
      .batch(valuesAndGradients: { points in (points.map { $0[0] * $0[0] }, points.map { [2 * $0[0]] }) }), from: [3.0])
    #expect(both.counts.evaluations == both.counts.rounds && abs(both.best[0]) < 1e-6)
    let squares = try await minimize(
      .batch(
        residuals: { points in points.map { [$0[0] - 1, 10 * ($0[1] + 2)] } },
        jacobians: { points in points.map { _ in Matrix(rowCount: 2, elements: [1, 0, 0, 10]) } }),
      from: [3.0, 3])
    #expect(
      abs(squares.best[0] - 1) < 1e-6 && abs(squares.best[1] + 2) < 1e-6 && squares.algorithm == "Levenberg-Marquardt")
  }

  private struct Model: Codable, Equatable {
    var rate = 0.5
    var weights = [0.2, 0.3, 0.5]
    var steps = 3
    var offset = 1.0
  }

  private static func value(_ model: Model) -> Double {
    let w = model.weights
    return (model.rate - 2) * (model.rate - 2) + Double(model.steps) * (w[0] - 0.6) * (w[0] - 0.6) + w[1] * w[1]
      + (model.offset - model.rate) * (model.offset - model.rate)
  }

  private static func gradient(_ model: Model) -> Model {
    var gradient = Model()
    gradient.rate = 2 * (model.rate - 2) - 2 * (model.offset - model.rate)
    gradient.weights = [2 * Double(model.steps) * (model.weights[0] - 0.6), 2 * model.weights[1], 0]
    gradient.offset = 2 * (model.offset - model.rate)
    return gradient
  }

  /// Shapes, fixed parameters, bounds, scales and constraints are the same as for a closure.
  @Test func shapesAndConstraintsAreThoseOfTheClosure() async throws {
    func outcome(_ objective: some ObjectiveSource<Model>, on workers: Workers = .inline) async throws -> Outcome<Model>
    {
      try await minimize(
        objective, from: Model(), on: workers, bounds: ["rate": 0...1.5], fixed: ["offset"],
        scale: ["rate": 2], constraints: [.simplex("weights")])
    }
    let values = try await outcome(Objective { Self.value($0) })
    expectSame(try await outcome(BatchObjective(batch: { $0.map(Self.value) })), values)
    expectSame(try await outcome(BatchObjective(batch: { $0.map(Self.value) }), on: .threads(4)), values)
    let numbers = BatchObjective<Model>(flat: { points in
      (0..<points.count).map { i in
        let x = points[i]
        return Self.value(Model(rate: x[0], weights: Array(x[1...3]), offset: x[4]))
      }
    })
    expectSame(try await outcome(numbers), values)

    let gradients = try await outcome(Objective(value: { Self.value($0) }, gradient: { Self.gradient($0) }))
    let batch = BatchObjective<Model>(valuesAndGradients: { points in
      (points.map(Self.value), points.map(Self.gradient))
    })
    expectSame(try await outcome(batch), gradients)
    let flat = BatchObjective<Model>(flatValuesAndGradients: { points in
      let models = (0..<points.count).map { i in
        Model(rate: points[i][0], weights: Array(points[i][1...3]), offset: points[i][4])
      }
      return (models.map(Self.value), models.map(Self.gradient).flatMap { [$0.rate] + $0.weights + [$0.offset] })
    })
    expectSame(try await outcome(flat), gradients)
  }

  @Test func failuresAreThoseOfPointsOrOfLaunches() async throws {
    struct Overheated: Error {}
    let space = try ParameterSpace(from: [1.0, 2])
    let points = [[1.0, 1], [-1, 1], [2, 2], [3, 3]]
    let nan = BatchObjective<[Double]>(batch: { points in points.map { ($0[0] * $0[1]).squareRoot() } })
    #expect(try await nan.values(at: points, in: space, on: .inline).map { try? $0.get() } == [1, nil, 2, 3])
    let throwing = BatchObjective<[Double]>(batch: { points in
      if points.contains(where: { $0[0] < 0 }) { throw Overheated() }
      return points.map { $0[0] }
    })
    #expect(try await throwing.values(at: points, in: space, on: .inline).allSatisfy { (try? $0.get()) == nil })
    let parts = try await throwing.values(at: points, in: space, on: .threads(2))
    #expect(parts.map { try? $0.get() } == [nil, nil, 2, 3])
    func message<Value>(_ result: Result<Value, EvaluationFailure>) -> String? {
      if case .failure(let failure) = result, failure.kind == .unreadable { failure.message } else { nil }
    }
    let short = BatchObjective<[Double]>(batch: { points in [1, 2] })
    let results = try await short.values(at: points, in: space, on: .inline)
    #expect(results.map(message) == Array(repeating: "the objective gave 2 values for 4 points", count: 4))
    let gradients = BatchObjective<[Double]>(flatValuesAndGradients: { points in
      ((0..<points.count).map(Double.init), [1])
    })
    let missing = try await gradients.values(at: points, in: space, on: .inline)
    #expect(message(missing[0]) == "the objective gave 1 components of gradients for 4 points of 2 numbers")
    await #expect(throws: OptimizationError.self) { try await short.values(at: points, in: space, on: .threads(0)) }
    await #expect(throws: OptimizationError.self) { try await minimize(short, from: [1.0, 2]) }
  }

  /// Numbers that a type refuses are no part of the launch, and fail alone.
  @Test func whatATypeRefusesIsNotLaunched() async throws {
    struct Positive: Codable, Equatable {
      var a = 1.0
      init() {}
      init(from decoder: any Decoder) throws {
        a = try decoder.container(keyedBy: CodingKeys.self).decode(Double.self, forKey: .a)
        if a <= 0 {
          throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "a ≤ 0"))
        }
      }
    }
    let log = LaunchLog()
    let objective = BatchObjective<Positive>(batch: { points in
      log.note(points.count)
      return points.map(\.a)
    })
    let space = try ParameterSpace(from: Positive())
    let values = try await objective.values(at: [[1], [-1], [3]], in: space, on: .inline)
    #expect(values.map { try? $0.get() } == [1, nil, 3] && log.launches == [2])
    _ = try await objective.values(at: [[-1]], in: space, on: .inline)
    #expect(log.launches == [2])
  }

  @Test func allPointsOfALaunchHaveTheSameSpan() async throws {
    let outcome = try await minimize(
      .batch { points in points.map { x in x[0] * x[0] + x[1] * x[1] } }, from: [3.0, 1])
    let rounds = Dictionary(grouping: outcome.history.records, by: \.round)
    #expect(rounds.count > 2)
    for records in rounds.values {
      #expect(Set(records.map(\.start)).count == 1 && Set(records.map(\.end)).count == 1)
      #expect(records.allSatisfy { $0.worker == 0 })
    }
  }

  @Test func lossesEnterResiduals() async throws {
    let data = [1.0, 1.1, 0.9, 40]
    let residuals: @Sendable ([Double]) -> [Double] = { x in data.map { $0 - x[0] } }
    let reference = try await minimize(
      try Objective(residuals: residuals).with(loss: .huber(scale: 0.2)), from: [0.0], on: .inline)
    let batch = try BatchObjective<[Double]>(residuals: { $0.map(residuals) }).with(loss: .huber(scale: 0.2))
    expectSame(try await minimize(batch, from: [0.0]), reference)
    #expect(reference.best[0] < 2)
    #expect(throws: InvalidArgument.self) {
      try BatchObjective<[Double]>(batch: { $0.map { $0[0] } }).with(loss: .cauchy(scale: 1))
    }
    #expect(throws: InvalidArgument.self) { try batch.with(loss: .huber(scale: -1)) }
  }

  @Test func gradientsAreChecked() async throws {
    let run = try Run(.minimize, in: try ParameterSpace(from: [1.0, 2]))
    let right = BatchObjective<[Double]>(valuesAndGradients: { points in
      (points.map { $0[0] * $0[0] * $0[1] }, points.map { [2 * $0[0] * $0[1], $0[0] * $0[0]] })
    })
    #expect(try await right.checkGradient(of: run, randomPoints: 2).agrees)
    let wrong = BatchObjective<[Double]>(valuesAndGradients: { points in
      (points.map { $0[0] * $0[0] * $0[1] }, points.map { [2 * $0[0] * $0[1], -$0[0] * $0[0]] })
    })
    #expect(try await !wrong.checkGradient(of: run).agrees)
    let values = BatchObjective<[Double]>(batch: { points in points.map { $0[0] * $0[0] * $0[1] } })
    #expect(try await values.checkGradient(of: run, on: .threads(2)).agrees)
    await #expect(throws: DerivativeError.self) { try await values.checkGradient(of: run, on: .threads(0)) }
  }
}
