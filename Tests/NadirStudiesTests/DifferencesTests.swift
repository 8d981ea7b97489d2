import Nadir
import NadirStudies
import Testing
import _TestSupport

/// Parameters with units, fixed ones, equal ones and one under a transform; the free coordinates are a, b, rate and the
/// two weights of each layer.
private let head = """
  objective: {shell: 'true'}
  parameters:
    a: {start: 20, scale: 10}
    held: {start: 5, fixed: true}
    b: 3
    twin: 3
    net: {rate: {start: 4, scale: 0.5}, layers: [[1, 2], [6, 7]]}
  constraints:
    - equal: [b, twin]

  """

private func study(_ differences: String) throws -> Study {
  try Study(yaml: head + "differences: " + differences, file: "a.yaml")
}

/// What the differences are for the free coordinates.
private func differences(_ text: String) throws -> Differences {
  let study = try study(text)
  let space = try study.parameters.space()
  return try study.differences.differences(in: space).coordinates(of: space)
}

@Suite struct DifferencesTests {
  @Test func wordsAreRead() throws {
    let words: [(String, Differences)] = [
      ("forward", .forward), ("backward", .backward), ("central", .central), ("richardson", .richardson),
      ("ridders", .ridders),
    ]
    for (word, expected) in words { #expect(try differences(word) == expected, "\(word)") }
    #expect(try differences("{}") == .forward)
    #expect(try differences("") == .forward)
    #expect(try differences("{method: backward, relative: null}") == .backward)
    #expect(try study("ridders").differences == .ridders && study("richardson").differences == .richardson)
  }

  @Test func oneNumberIsForAll() throws {
    #expect(try differences("{relative: 1e-5}") == Differences(step: .relative(1e-5)))
    #expect(try differences("{noise: 1e-6}") == Differences(step: .noise(1e-6)))
    #expect(
      try differences("{method: central, absolute: 0.01}")
        == Differences(.central, step: .absolute([0.01 / 10, 0.01, 0.01 / 0.5, 0.01, 0.01, 0.01, 0.01])))
    #expect(
      try differences("{typical: 100}")
        == Differences(step: .relative.scaled(by: [10, 100, 200, 100, 100, 100, 100])))
  }

  @Test func numbersByPathAreThoseOfTheFreeCoordinates() throws {
    #expect(
      try differences(#"{relative: {net.rate: 1e-4, "net.layers[*][1]": 1e-6}}"#)
        == Differences(step: .relative([nil, nil, 1e-4, nil, 1e-6, nil, 1e-6])))
    #expect(
      try differences("{absolute: {a: 2, net: 0.25}}")
        == Differences(step: .absolute([0.2, nil, 0.5, 0.25, 0.25, 0.25, 0.25])))
    #expect(
      try differences("{typical: {a: 5}, relative: 0.5}")
        == Differences(step: .relative(0.5).scaled(by: [0.5, nil, nil, nil, nil, nil, nil])))
  }

  @Test func equalParametersHaveOneStepAndFixedOnesNone() throws {
    #expect(try differences("{absolute: {held: 2, twin: 3}}") == differences("{absolute: {b: 3}}"))
    #expect(
      try differences("{absolute: {held: 2}}")
        == Differences(step: .absolute([Double?](repeating: nil, count: 7))))
  }

  @Test func whatComesLaterCounts() throws {
    #expect(
      try differences(#"{relative: {"*": 1e-4, net: 1e-5, net.rate: 1e-6, "net.layers[0][0]": null}}"#)
        == Differences(step: .relative([1e-4, 1e-4, 1e-6, 1e-5, 1e-5, 1e-5, 1e-5])))
  }

  /// d²f/dy² is u² d²f/dx² and d³f/dy³ is u³ d³f/dx³, for x = u y.
  @Test func derivativesChangeTheirUnits() throws {
    #expect(
      try differences("{noise: 1e-3, derivative: {a: 2, net.rate: 8}}")
        == Differences(step: .noise(1e-3, derivatives: [200, nil, 2, nil, nil, nil, nil])))
    #expect(
      try differences("{method: central, noise: 1e-3, derivative: {a: 2, net.rate: 8}}")
        == Differences(.central, step: .noise(1e-3, derivatives: [2000, nil, 1, nil, nil, nil, nil])))
    #expect(
      try differences("{method: backward, noise: 1e-3, derivative: 4}")
        == Differences(.backward, step: .noise(1e-3, derivatives: [400, 4, 1, 4, 4, 4, 4])))
  }

  @Test func extrapolationsAreRead() throws {
    #expect(try differences("{extrapolation: ridders}") == .ridders)
    #expect(try differences("{method: central, extrapolation: richardson}") == .richardson)
    #expect(
      try differences("{method: forward, extrapolation: ridders}") == Differences(.forward, extrapolation: .ridders))
    #expect(
      try differences("{extrapolation: {levels: 8, ratio: 1.5}, absolute: {b: 2}}")
        == Differences(
          .central, step: .absolute([nil, 2, nil, nil, nil, nil, nil]),
          extrapolation: Extrapolation(.best, levels: 8, ratio: 1.5)))
    #expect(
      try differences("{extrapolation: {name: richardson, levels: 30}, noise: 1e-3}")
        == Differences(.central, step: .noise(1e-3), extrapolation: Extrapolation(.last, levels: 30)))
  }

  /// One factor for all is one for coordinates that are no parameters, too.
  @Test func aFactorForAllIsForTransformedOnesToo() throws {
    let head = "objective: {shell: 'true'}\nparameters: {w: {start: [0.5, 0.5], transform: simplex}, x: 1}\n"
    let study = try Study(yaml: head + "differences: {relative: 1e-3}", file: "a.yaml")
    #expect(try study.differences.differences(in: study.parameters.space()) == Differences(step: .relative(1e-3)))
    let some = try Study(yaml: head + "differences: {absolute: {x: 1e-3}}", file: "a.yaml")
    let space = try some.parameters.space()
    #expect(
      try some.differences.differences(in: space).coordinates(of: space) == Differences(step: .absolute([nil, 1e-3])))
  }

  /// Steps are made for the parameters that are free when the run is made.
  @Test func runsUseThem() async throws {
    var study = try study("{absolute: {b: 0.25, net.rate: 0.5, a: 5}}")
    func displaced() async throws -> [[Double]] {
      let run = try study.run()
      let evaluator = RecordingEvaluator { _ in 1 }
      _ = try await run(on: evaluator)
      let start = run.space.startNumbers
      return evaluator.points.dropFirst().prefix(run.space.dimension).map { point in
        zip(run.space.numbers(at: point), start).map { $0 - $1 }
      }
    }
    let all = try await displaced()
    #expect(all.count == 7)
    #expect(all.first?.prefix(5) == [5, 0, 0, 0, 0])
    #expect(all[1].prefix(5) == [0, 0, 0.25, 0.25, 0])
    #expect(all[2].prefix(5) == [0, 0, 0, 0, 0.5])
    #expect(all[3][5] > 0 && all[3][5] < 1e-7)

    study.fixed += ["a", "net.layers"]
    let fewer = try await displaced()
    #expect(fewer.map { $0.prefix(5) } == [[0, 0, 0.25, 0.25, 0], [0, 0, 0, 0, 0.5]])
  }

  @Test func pathsThatMeanNothingAreToldByTheRunToo() throws {
    var study = try study("central")
    study.differences = SpecifiedDifferences(step: .absolute(["c": 1]))
    let error = #expect(throws: OptimizationError.self) { try study.run() }
    #expect("\(try #require(error))".contains("a difference step is 'c', but must be the name or path of a parameter"))
    study.differences = SpecifiedDifferences(step: .absolute(-1.0))
    #expect(throws: OptimizationError.self) { try study.run() }
  }

  @Test func theyAreKeptWithAnotherAlgorithm() throws {
    var study = try study("central")
    let isKnown = study.useAlgorithm(named: "nelder-mead")
    #expect(isKnown && study.differences == .central)
    _ = try study.run()
  }
}
