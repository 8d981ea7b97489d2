import Nadir
import NadirStudies
import Testing
import _TestSupport

@Suite struct StudyParametersTests {
  private let parameters = StudyParameters([
    ("rate", .number(1)), ("beta", .numbers([2, 3])),
    ("net", .mapping([("layers", .list([.numbers([4, 5]), .list([.number(6)])])), ("bias", .number(7))])),
    ("units", .list([.mapping([("a.b", .number(8))]), .number(9)])),
  ])

  @Test func numbersStandInTheOrderOfTheFile() {
    #expect(parameters.coordinates == [1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(
      parameters.paths == [
        "rate", "beta[0]", "beta[1]", "net.layers[0][0]", "net.layers[0][1]", "net.layers[1][0]", "net.bias",
        #"units[0]["a.b"]"#, "units[1]",
      ])
  }

  @Test func theTreeHasTheShapeOfTheValues() {
    #expect(
      parameters.tree
        == .mapping([
          .init("rate", .number(0)), .init("beta", .numbers(1..<3)),
          .init(
            "net",
            .mapping([.init("layers", .sequence([.numbers(3..<5), .numbers(5..<6)])), .init("bias", .number(6))])),
          .init("units", .sequence([.mapping([.init("a.b", .number(7))]), .number(8)])),
        ]))
    #expect(ParameterLayout(parameters.tree) == ParameterLayout(paths: parameters.paths))
  }

  @Test func otherNumbersTakeTheSameShape() {
    let doubled = parameters.with(coordinates: parameters.coordinates.map { 2 * $0 })
    #expect(
      doubled.json.description == """
        {"rate":2.0,"beta":[4.0,6.0],"net":{"layers":[[8.0,10.0],[12.0]],"bias":14.0},\
        "units":[{"a.b":16.0},18.0]}
        """)
    #expect(doubled != parameters && doubled.with(coordinates: parameters.coordinates) == parameters)
  }
}

@Suite(.alone) struct NestedStudyTests {
  private let start = StudyParameters([
    ("net", .mapping([("rate", .number(3)), ("layers", .list([.numbers([1, 2]), .numbers([5])]))]))
  ])

  @Test func aCommandIsMinimizedWithNestedGradients() async throws {
    let script = try Script(
      """
      import json, sys
      net = json.load(sys.stdin)["net"]
      layers = net["layers"]
      assert layers[1] == [5.0], "the fixed parameter has moved"
      value = (net["rate"] - 1)**2 + sum((w + 1)**2 for w in layers[0])
      gradient = {"net": {"rate": 2 * (net["rate"] - 1), "layers": [[2 * (w + 1) for w in layers[0]], None]}}
      print(json.dumps({"value": value, "gradient": gradient}))
      """)
    let objective = ExternalObjective<StudyParameters>.command(
      Program(arguments: [python, script.path]), provides: [.value, .gradient])
    let outcome = try await minimize(objective, from: start, fixed: ["net.layers[1][0]"])
    #expect(outcome.success)
    #expect(zip(outcome.best.coordinates, [1, -1, -1, 5]).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(outcome.counts.evaluations == outcome.counts.rounds)
  }

  @Test func placeholdersThatNameNothingAreRefusedWithTheNearestName() async {
    let error = await #expect(throws: OptimizationError.self) {
      try await minimize(.command(["echo", "{net.rat}"]), from: start)
    }
    #expect(
      error?.description.contains("(did you mean '{net.rate}'? known: net, net.rate, net.layers, net.layers[0], ")
        == true)
  }
}
