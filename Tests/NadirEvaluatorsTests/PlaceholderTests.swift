import NadirJSON
import Testing

@testable import NadirEvaluators

extension EvaluatorTests {
  @Suite struct PlaceholderTests {
    private let parameters = JSON.object([
      ("rate", .number(0.1)), ("n", .number(3)), ("weights", .numbers([1.5, -2, 1e-7])), ("kind", .string("fast")),
      ("größe", .number(2)), ("m", .array([.numbers([1, 2]), .numbers([3, 4])])),
      ("net", .object([("rate", .number(0.5)), ("layers", .array([.object([("bias", .number(7))])]))])),
      ("net.size", .number(4)), ("a.b", .object([("c.d", .number(8)), ("c", .object([("d", .number(9))]))])),
      ("steps", .integer(.max)), ("verbose", .bool(true)), ("note", .null),
    ])

    private func filled(_ argument: String) -> String {
      Program(arguments: ["program", argument]).arguments(filledWith: parameters).arguments[1]
    }

    @Test(arguments: [
      ("{rate}", "0.1"), ("--rate={rate},{n}", "--rate=0.1,3.0"), ("{weights[2]}", "1e-07"),
      ("{weights}", "[1.5,-2.0,1e-07]"),
      ("{kind}", "fast"), ("{größe}", "2.0"), ("{m[1][0]}", "3.0"),
      ("{net.rate}", "0.5"), ("{net.layers[0]}", #"{"bias":7.0}"#), ("{net.layers[0].bias}", "7.0"),
      ("{m[0]}", "[1.0,2.0]"),
      ("{net}", #"{"rate":0.5,"layers":[{"bias":7.0}]}"#),
    ])
    func parametersTakeTheirPlace(argument: String, result: String) { #expect(filled(argument) == result) }

    @Test(arguments: [("{steps}", "9223372036854775807"), ("{verbose}", "true"), ("{note}", "null")])
    func constantsTakeTheirPlace(argument: String, result: String) { #expect(filled(argument) == result) }

    @Test(arguments: [
      ("{net.size}", "4.0"), ("{a.b.c.d}", "8.0"), (#"{["a.b"].c["d"]}"#, "9.0"), (#"{net["rate"]}"#, "0.5"),
    ])
    func keysMayHoldDots(argument: String, result: String) { #expect(filled(argument) == result) }

    @Test(arguments: [
      ("{{rate}}", "{rate}"), ("{{\"a\": {rate}}}", "{\"a\": 0.1}"), ("{{{rate}}}", "{0.1}"), ("{{}}", "{}"),
    ])
    func doubledBracesAreLiteral(argument: String, result: String) { #expect(filled(argument) == result) }

    @Test(arguments: [
      "{print $1}", #"{"a": {"b": 1}}"#, "{ rate }", "${rate}", "{unknown}", "{weights[3]}", "{rate[0]}", "{", "}",
      "{}",
      "a}}b", "{weights[-1]}", "{weights[x]}", "{net.}", "{.rate}", "{net..rate}", "{net[0]}", "{m.rate}", "{m[0]0]}",
      "{m[0][1][0]}", "{net.rate.x}", #"{net["rate}"#,
    ])
    func otherTextIsLeftAlone(argument: String) { #expect(filled(argument) == argument) }

    @Test func theExecutableIsNoTemplate() {
      let program = Program(arguments: ["{rate}", "{rate}"])
      #expect(program.arguments(filledWith: parameters).arguments == ["{rate}", "0.1"])
    }

    @Test func placeholdersThatNameNothingAreFound() {
      let program = Program(arguments: [
        "run", "{rate}", "{rats}", "{weights[7]}", "{rats}", "{print $1}", "${HOME}", "{{literal}}", "{a b}", "{9}",
        "{_x1}", "{net.rat}", "{net.layers[0].bias}", "{net.layers[1].bias}", "{a.5}", "{a..b}", "{net.rate:.3f}",
        "{.a}",
      ])
      #expect(
        program.unknownPlaceholders(in: parameters) == [
          "rats", "weights[7]", "_x1", "net.rat", "net.layers[1].bias",
        ])
    }
  }
}
