import Nadir
import Testing
import _TestSupport

/// Programs that give residuals, or series that are compared with data.
@Suite(.alone) struct ExternalLeastSquaresTests {
  private typealias External = ExternalObjective<[String: Double]>

  /// A program that prints this JSON, with awk's expressions for the `%.17g` in it.
  private static func printing(_ json: String, _ expressions: String) -> Program {
    let format = json.replacing("\"", with: "\\\"").replacing("%", with: "%.17g")
    return Program(arguments: ["awk", "BEGIN { printf \"\(format)\\n\", \(expressions) }"])
  }

  /// r = (10 (b − a²), 1 − a), the function of Rosenbrock.
  private static let valley = "10 * ({b} - {a} * {a}), 1 - {a}"
  private static let start = ["a": -1.2, "b": 1.0]

  private func expectOnes(_ outcome: Outcome<[String: Double]>) {
    #expect(outcome.success, "\(outcome)")
    for name in ["a", "b"] { #expect(abs(outcome.best[name, default: .nan] - 1) < 1e-6, "\(outcome)") }
  }

  @Test func residualsAreFittedByLeastSquares() async throws {
    let objective = External.command(
      Self.printing(#"{{"residuals": [%, %]}}"#, Self.valley), provides: .residuals)
    let outcome = try await minimize(objective, from: Self.start, on: .threads(3))
    expectOnes(outcome)
    #expect(outcome.algorithm == "Levenberg-Marquardt")
    #expect(outcome.counts.evaluations == 3 * outcome.counts.rounds)
    let residuals = try #require(outcome.residuals)
    #expect(residuals.count == 2 && outcome.value == residuals.reduce(0) { $0 + $1 * $1 })
  }

  @Test func aJacobianMakesRoundsOfOne() async throws {
    let objective = External.command(
      Self.printing(
        #"{{"residuals": [%, %], "jacobian": [{{"a": %, "b": 10}}, [-1, 0]]}}"#, Self.valley + ", -20 * {a}"),
      provides: [.residuals, .jacobian])
    let outcome = try await minimize(objective, from: Self.start)
    expectOnes(outcome)
    #expect(outcome.counts.evaluations == outcome.counts.rounds)
    // 2Jᵀr, for an algorithm that knows nothing of residuals.
    let other = try await minimize(objective, from: Self.start, using: .lbfgsb())
    #expect(other.success && other.counts.evaluations == other.counts.rounds, "\(other)")
  }

  /// A program may give a value, too: the gradient is still 2Jᵀr and not one by differences.
  @Test func aJacobianBesideAValueIsUsed() async throws {
    let objective = External.command(
      Self.printing(
        #"{{"value": %, "residuals": [%, %], "jacobian": [[%, 10], [-1, 0]]}}"#,
        "100 * ({b} - {a} * {a})^2 + (1 - {a})^2, " + Self.valley + ", -20 * {a}"),
      provides: [.value, .residuals, .jacobian])
    let outcome = try await minimize(objective, from: Self.start, using: .bfgs(), budget: Budget(evaluations: 8))
    #expect(outcome.counts.evaluations == 8 && outcome.counts.rounds == 8, "\(outcome)")
  }

  /// The columns of what does not move are left out, and the others in the units of the parameters.
  @Test func aJacobianIsThatOfTheFreeParameters() async throws {
    let objective = External.command(
      Self.printing(#"{{"residuals": [%, %], "jacobian": [[0, 2, 1], {{"a": 1}}]}}"#, "2 * {b} + {c} - 8, {a} - {c}"),
      provides: [.residuals, .jacobian])
    let outcome = try await minimize(objective, from: ["a": 0.0, "b": 1, "c": 2], fixed: ["b", "c"])
    #expect(outcome.success && abs(outcome.best["a", default: .nan] - 2) < 1e-8, "\(outcome)")
    #expect(outcome.residuals?[0] == -4)
  }

  @Test(arguments: [
    (#"[[1, 2]]"#, "its jacobian has 1 rows, but there are 2 residuals"),
    (#"[[1, 2], [3, 4, 5]]"#, "row 1 of the jacobian: the gradient has 3 elements, but there are 2 parameters"),
    (#"[[1, 2], {"a": 1}]"#, "row 1 of the jacobian: the gradient has no component 'b'"),
    (#"[[1, 2], [3, "NaN"]]"#, "element (1, 1) of the Jacobian is nan"),
  ])
  func jacobiansOfAnotherShape(jacobian: String, message: String) async throws {
    let text = jacobian.replacing("{", with: "{{").replacing("}", with: "}}")
    let objective = External.command(
      Self.printing(#"{{"residuals": [%, %], "jacobian": \#(text)}}"#, Self.valley), provides: [.residuals, .jacobian])
    let error = await #expect(throws: OptimizationError.self) { try await minimize(objective, from: Self.start) }
    #expect(error?.failure?.message.contains(message) == true, "\(String(describing: error))")
  }

  /// r = (x − 3, 1), and beyond 2.5 something that no sum can be made of.
  @Test(arguments: [
    ("%, 1, 1", "there are 3 residuals, but there were 2 before"), ("%, NaN", "number 1 of the residuals is nan"),
    ("", "its residuals are an empty array"),
  ])
  func residualsThatChangeAreFailures(odd: String, message: String) async throws {
    let script = try Script(
      """
      import sys
      x = float(sys.argv[1])
      inner = "%, 1" if x < 2.5 else "\(odd)"
      print('{"residuals": [' + inner.replace("%", repr(x - 3)) + ']}')
      """)
    let objective = External.command(Program(arguments: [python, script.path, "{x}"]), provides: .residuals)
    let outcome = try await minimize(objective, from: ["x": 0], using: .levenbergMarquardt())
    #expect(outcome.best["x", default: .nan] < 2.5 && outcome.best["x", default: .nan] > 2, "\(outcome)")
    #expect(outcome.counts.failures > 0 && outcome.residuals?.count == 2)
    #expect(
      outcome.history.compactMap(\.failure).allSatisfy { $0.contains(message) },
      "\(outcome.history.compactMap(\.failure))")
  }

  @Test func seriesAreComparedWithData() async throws {
    let objective = External.command(Self.printing(#"{{"m": [%, %, %, 7]}}"#, "{a}, {a} + {b}, {a} + 2 * {b}"))
      .comparing(with: [try ObservedSeries("m", observed: [1, 3, 6, nil], errors: [1, 1, 0.5, 1])])
    let outcome = try await minimize(objective, from: ["a": 0, "b": 0])
    // Weighted linear regression, by its normal equations.
    #expect(outcome.success && outcome.algorithm == "Levenberg-Marquardt")
    let (a, b) = (outcome.best["a", default: .nan], outcome.best["b", default: .nan])
    #expect(abs(a - 17.0 / 21) < 1e-6 && abs(b - 18.0 / 7) < 1e-6, "\(outcome)")
    #expect(outcome.residuals?.count == 3)
  }

  /// The mean of 1, 2, 3 and 100 under Huber's loss: a 100 has no more say than the scale.
  @Test func aLossKeepsOutliersFromDeciding() async throws {
    let data = try ObservedSeries("m", observed: [1, 2, 3, 100])
    let objective = External.command(Self.printing(#"{{"m": [%, %, %, %]}}"#, "{x}, {x}, {x}, {x}"))
      .comparing(with: [data])
    let mean = try await minimize(objective, from: ["x": 5])
    #expect(abs(mean.best["x", default: .nan] - 26.5) < 1e-5)
    // Σ (x − dᵢ) over the inner three equals the scale 3.
    let robust = try await minimize(objective.with(loss: .huber(scale: 3)), from: ["x": 5])
    #expect(abs(robust.best["x", default: .nan] - 3) < 1e-4, "\(robust)")
    // The residuals are told as they are.
    #expect(robust.residuals?.last.map { abs($0 + 97) < 1e-3 } == true)
    #expect(abs(robust.value - (4 + 1 + 0 + 9 * (2 * 97.0 / 3 - 1))) < 1e-2)
  }

  @Test func misuseIsToldBeforeTheStart() async throws {
    let values = External.command(Program(arguments: ["echo", "{x}"]))
    func message(_ objective: External, _ algorithm: some AlgorithmChoice = .automatic) async -> String? {
      await #expect(throws: OptimizationError.self) {
        try await minimize(objective, from: ["x": 1], using: algorithm)
      }?.description
    }
    #expect(
      await message(values, .levenbergMarquardt())
        == "the objective is without residuals, but must be one that gives residuals, as Objective(residuals:) and programs "
        + "that provide 'residuals' do; Levenberg-Marquardt minimizes the sum of their squares")
    #expect(
      await message(values.with(loss: .huber(scale: 1)))
        == "the objective is a command without residuals, but must be one that provides residuals, or is compared with "
        + "data; the loss is of residuals")
    let residuals = External.command(Program(arguments: ["echo", "{x}"]), provides: .residuals)
    #expect(
      await message(residuals.with(loss: .huber(scale: -1)))
        == "the scale of the loss is -1.0, but must be a number above 0")
    let error = await #expect(throws: OptimizationError.self) {
      try await maximize(residuals, from: ["x": 1], using: .levenbergMarquardt())
    }
    #expect(error?.description.contains("must be one that can maximize") == true)
  }
}
