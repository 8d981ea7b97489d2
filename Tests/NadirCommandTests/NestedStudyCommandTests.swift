import Foundation
import Nadir
import Testing

extension CommandTests {
  @Suite struct CheckTableTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// The lines of the table.
    private func table(_ parameters: String, _ arguments: String...) async throws -> [String] {
      try folder.write("objective: {shell: 'echo 1'}\nparameters:\n" + parameters, to: "study.yaml")
      let result = try await Command(["check", "study.yaml"] + arguments, in: folder).wait()
      #expect(result.status == 0 && result.errors == "")
      let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return Array(lines.dropFirst(2).prefix { !$0.isEmpty })
    }

    @Test func everythingThatIsKnownIsShown() async throws {
      let lines = try await table(
        """
          net:
            start: {rate: 1, bias: [2.5, -0.125]}
            lower: {rate: 0}
            upper: {bias: [3, null], rate: 10}
            soft_upper: {rate: 5}
            scale: {rate: 0.1}
          size: {start: 4, lower: 1, fixed: true}
          same: 4
          twin: 4
        constraints:
          - equal: [same, twin]
        """)
      #expect(
        lines == [
          "parameter    start   bounds  soft bounds  scale  constraint",
          "net.rate     1       0 … 10  0 … 5        0.1                free",
          "net.bias[0]  2.5     ≤ 3                                     free",
          "net.bias[1]  -0.125                                          free",
          "size         4       ≥ 1                                     fixed",
          "same         4                                               free",
          "twin         4                                   = same      free",
        ])
    }

    @Test func whatNoParameterHasIsLeftOut() async throws {
      #expect(
        try await table("  x: 1\n  rate: 2") == [
          "parameter  start", "x          1      free", "rate       2      free",
        ])
    }

    @Test func transformsAreNamed() async throws {
      let lines = try await table(
        "  w: {start: [0.25, 0.75], transform: simplex}\n  x: {start: 1, transform: positive}")
      #expect(
        lines == [
          "parameter  start  constraint", "w[0]       0.25   simplex     free", "w[1]       0.75   simplex     free",
          "x          1      positive    free",
        ])
    }

    @Test func longTablesAreShortenedInTheMiddle() async throws {
      let parameters = "  x: [\((0..<41).map { "\($0)" }.joined(separator: ", "))]"
      let short = try await table(parameters)
      #expect(short.count == 42)
      #expect(short[20] == "x[19]      19     free")
      #expect(short[21] == "… 1 row left out; --all shows them")
      #expect(short[22] == "x[21]      21     free")
      #expect(short.last == "x[40]      40     free")
      let whole = try await table(parameters, "--all")
      #expect(whole.count == 42)
      #expect(whole[21] == "x[20]      20     free")
    }
  }

  @Suite struct NestedStudyTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test func theProgramAndTheResultHaveTheShapeOfTheStudy() async throws {
      try folder.write(
        """
        import json, sys
        parameters = json.load(sys.stdin)
        net, twin = parameters["net"], parameters["twin"]
        assert twin == net["rate"] and net["layers"][1] == [5.0]
        print((net["rate"] - 1)**2 + sum((w + 1)**2 for w in net["layers"][0]) + (net["bias"] - 7)**2)
        """, to: "sim.py")
      try folder.write(
        """
        objective: {command: [python3, sim.py]}
        parameters:
          twin: 3
          net: {start: {rate: 3, layers: {start: [[1, 2], [5]], fixed: [false, true]}, bias: {start: 3, upper: 6}}}
        constraints:
          - equal: [net.rate, twin]
        workers: 2
        """, to: "study.yaml")
      let result = try await Command.run(
        "minimize", "study.yaml", "--json", "--quiet", in: folder, environment: ["PATH": pathWithPython])
      #expect(result.status == 0)
      let best = try #require(try JSON(parsing: result.output)["parameters"])
      #expect(best.asObject?.map(\.key) == ["twin", "net"])
      let net = try #require(best["net"])
      #expect(net.asObject?.map(\.key) == ["rate", "layers", "bias"])
      let layers = try #require(net["layers"]?.asArray)
      #expect(layers.last == .numbers([5]))
      let found = try #require(layers.first?.asNumbers) + [try #require(net["rate"]?.asNumber)]
      #expect(zip(found, [-1, -1, 1]).allSatisfy { abs($0 - $1) < 1e-3 })
      #expect(net["bias"] == .number(6))
      #expect(best["twin"] == net["rate"])
    }

    @Test func theReportOfManyParametersIsShortened() async throws {
      try folder.write(
        "objective: {shell: 'echo 1'}\nparameters: {x: {start: [\(Array(repeating: "1", count: 60).joined(separator: ", "))]}}",
        to: "study.yaml")
      let result = try await Command.run(
        "minimize", "study.yaml", "--quiet", "--max-evaluations", "1", in: folder)
      let lines = result.output.split(separator: "\n")
      #expect(lines.contains("… 20 rows left out; --json shows all"))
      #expect(lines.filter { $0.hasPrefix("x[") }.count == 40)
      let json = try await Command.run(
        "minimize", "study.yaml", "--json", "--quiet", "--max-evaluations", "1", in: folder)
      #expect(try JSON(parsing: json.output)["parameters"]?["x"]?.asNumbers?.count == 60)
    }
  }
}

extension CommandTests {
  @Suite struct TransformedStudyTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func best(_ parameters: String, _ program: String) async throws -> JSON {
      try folder.write("import json, math, sys\np = json.load(sys.stdin)\n" + program, to: "sim.py")
      try folder.write("objective: {command: [python3, sim.py]}\nparameters: \(parameters)", to: "study.yaml")
      let result = try await Command.run(
        "minimize", "study.yaml", "--json", "--quiet", in: folder, environment: ["PATH": pathWithPython])
      #expect(result.status == 0)
      return try #require(try JSON(parsing: result.output)["parameters"])
    }

    @Test func aPositiveParameterStaysPositive() async throws {
      let best = try await best(
        "{rate: {start: 5, transform: positive}}", "assert p['rate'] > 0\nprint((math.log(p['rate']) + 2)**2)")
      let rate = try #require(best["rate"]?.asNumber)
      #expect(abs(rate - 0.1353352832) < 1e-4)
    }

    /// −Σ nᵢ log wᵢ is smallest at the shares of the counts.
    @Test func theWeightsOfASimplexSumTo1() async throws {
      let best = try await best(
        "{mix: {start: {weights: [0.25, 0.25, 0.5]}, transform: simplex}}",
        """
        w = p["mix"]["weights"]
        assert min(w) > 0 and abs(sum(w) - 1) < 1e-12
        print(-sum(n * math.log(w) for n, w in zip([5, 3, 2], w)))
        """)
      let weights = try #require(best["mix"]?["weights"]?.asNumbers)
      #expect(zip(weights, [0.5, 0.3, 0.2]).allSatisfy { abs($0 - $1) < 1e-3 })
    }
  }
}
