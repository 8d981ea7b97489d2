import Nadir
import Testing
import _TestSupport

/// Parameters of any shape, with constants, as programs see them.
@Suite(.alone) struct NestedProgramTests {
  private let layout = ParameterLayout(
    .mapping([
      .init("steps", .constant(.integer(.max))), .init("seed", .constant(.unsigned(.max))),
      .init("verbose", .constant(.boolean(false))), .init("name", .constant(.text("a \"b\""))),
      .init(
        "net", .mapping([.init("rate", .number(0)), .init("layers", .sequence([.numbers(1..<3), .numbers(3..<4)]))])),
    ]))

  private func evaluate(_ program: Program, for demand: Demand) async throws -> Evaluation<[Double]> {
    let codec = ParameterCodec(
      encode: { [layout] x in layout.json(x) },
      decodeGradient: { [layout] json, _ throws(EvaluationFailure) in try layout.coordinates(of: json) })
    let evaluator = CommandEvaluator(program, codec: codec, width: 1)
    let results = await evaluator.evaluate(PointBatch([[1, 2, 3, 4]]), for: demand)
    await evaluator.close()
    return try results[0].get()
  }

  @Test func aProgramGetsTheObjectAndAnswersInItsShape() async throws {
    let script = try Script(
      """
      import json, sys
      p = json.load(sys.stdin)
      assert p["steps"] == 2**63 - 1 and p["seed"] == 2**64 - 1, p
      assert p["verbose"] is False and p["name"] == 'a "b"', p
      net = p["net"]
      value = net["rate"]**2 + sum(w**2 for layer in net["layers"] for w in layer)
      gradient = {"net": {"layers": [[2 * w for w in layer] for layer in net["layers"]], "rate": 2 * net["rate"]}}
      print(json.dumps({"value": value, "gradient": gradient}))
      """)
    let evaluation = try await evaluate(Program(arguments: [python, script.path]), for: [.value, .gradient])
    #expect(evaluation.value == 30)
    #expect(evaluation.gradient == [2, 4, 6, 8])
  }

  @Test func itsArgumentsAreNodesOfAnyKind() async throws {
    let script = try Script(
      """
      import json, sys
      rate, weight, layers, steps, name = sys.argv[1:]
      assert steps == str(2**63 - 1) and name == 'a "b"', sys.argv
      print(float(rate) + float(weight) + sum(map(sum, json.loads(layers))))
      """)
    let program = Program(arguments: [
      python, script.path, "{net.rate}", "{net.layers[0][1]}", "{net.layers}", "{steps}", "{name}",
    ])
    #expect(try await evaluate(program, for: .value).value == 13)
  }
}
