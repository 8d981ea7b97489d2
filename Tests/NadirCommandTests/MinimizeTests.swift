import Foundation
import Nadir
import Testing

extension CommandTests {
  @Suite struct MinimizeTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test func convergingIsStatus0AndATable() async throws {
      try folder.write(quadratic(), to: "study.yaml")
      let result = try await Command.run("minimize", "study.yaml", "--quiet", in: folder)
      #expect(result.status == 0)
      #expect(result.errors == "")
      let lines = result.output.split(separator: "\n")
      #expect(lines.first?.hasPrefix("quadratic: converged: ") == true)
      #expect(lines.contains { $0.hasPrefix("smallest value 1") })
      #expect(lines.contains { $0.hasPrefix("x ") && $0.contains("  1 ") })
      #expect(lines.contains { $0.hasPrefix("y ") && $0.hasSuffix("fixed") })
    }

    @Test func jsonIsOneObjectWithAllMembers() async throws {
      try folder.write(quadratic("seed: 9007199254740991\nworkers: 3"), to: "study.yaml")
      let result = try await Command.run("minimize", "study.yaml", "--json", in: folder)
      #expect(result.status == 0)
      #expect(result.output.split(separator: "\n").count == 1)
      let json = try JSON(parsing: result.output)
      #expect(
        json.asObject?.map(\.key) == [
          "parameters", "value", "success", "termination", "message", "algorithm", "evaluations", "rounds",
          "iterations", "failures", "seconds", "seed", "workers",
        ])
      #expect(json["parameters"]?["y"] == .number(0.30000000000000004))
      #expect(json["parameters"]?["z"] == .numbers([1e-300, -2.5]))
      #expect(json["success"] == .bool(true))
      #expect(json["termination"]?.asString?.hasPrefix("converged.") == true)
      #expect(json["algorithm"] == .string("L-BFGS-B"))
      #expect(json["failures"] == .number(0))
      #expect(json["workers"] == .number(3))
      #expect(result.output.contains("\"seed\": 9007199254740991,"))
      // The value is that of the objective at these parameters, to the bit.
      let x = try #require(json["parameters"]?["x"]?.asNumber)
      let value = try #require(json["value"]?.asNumber)
      #expect(abs(x - 3) < 1e-4)
      #expect(value == (x - 3) * (x - 3) + 1)
    }

    /// The file holds what is printed, member by member and to the same digits, and the history beside it.
    @Test func outputHoldsWhatIsPrintedAndTheHistory() async throws {
      try folder.write(quadratic(), to: "study.yaml")
      try folder.write("old", to: "result.json")
      let result = try await Command.run(
        "minimize", "study.yaml", "--json", "--quiet", "--output", "result.json", in: folder)
      #expect(result.status == 0)
      let text = try folder.read("result.json")
      let (printed, kept) = (try JSON(parsing: result.output), try JSON(parsing: text))
      for member in try #require(printed.asObject) { #expect(kept[member.key] == member.value, "\(member.key)") }
      #expect(
        kept.asObject?.map(\.key) == ["nadir_result"] + (printed.asObject?.map(\.key) ?? []) + [
          "name", "direction", "rows", "remarks", "history", "fits", "provenance",
        ])
      #expect(kept["nadir_result"] == .number(1))
      #expect(kept["history"]?["value"]?.asNumbers?.count == printed["evaluations"]?.asNumber.map { Int($0) })
      #expect(kept["rows"]?.asArray?.last?["best"] == .number(-2.5))
      #expect(kept["provenance"]?["text"] == .string(quadratic()))
      #expect(kept["provenance"]?["study"] == .string("study.yaml"))
      #expect(kept["provenance"]?["began"]?.asString?.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#) != nil)
      #expect(!folder.names.contains { $0.hasSuffix(".tmp") })
    }

    @Test func outputThatCannotBeWrittenIsKnownBeforeTheWork() async throws {
      try folder.write("objective: {shell: 'touch ran; echo 1'}\nparameters: {x: 1}", to: "study.yaml")
      let result = try await Command.run("minimize", "study.yaml", "--output", "nowhere/result.json", in: folder)
      #expect(result.status == 2)
      #expect(result.errors == "error: 'nowhere/result.json' cannot be written: No such file or directory\n")
      #expect(!folder.names.contains("ran"))
    }

    @Test func theCommandLineGoesBeforeTheFile() async throws {
      try folder.write(
        """
        objective: {shell: 'echo $NADIR_SEED >> seeds; echo {x}'}
        parameters: {x: {start: 1, lower: 0}}
        algorithm: {name: lbfgsb, memory: 3}
        """, to: "study.yaml")
      let result = try await Command.run(
        "minimize", "study.yaml", "--json", "--quiet", "--algorithm", "nelder_mead", "--max-evaluations", "3", "--seed",
        "12", "--workers", "5", in: folder)
      #expect(result.status == 1)
      let json = try JSON(parsing: result.output)
      #expect(json["algorithm"] == .string("Nelder-Mead"))
      #expect(json["termination"] == .string("stopped.evaluations"))
      #expect(json["success"] == .bool(false))
      #expect(json["evaluations"] == .number(3))
      #expect(json["seed"] == .number(12))
      #expect(json["workers"] == .number(5))
      #expect(try folder.read("seeds") == "12\n12\n12\n")
    }

    @Test func aFirstOrderMethodHasTheOptionsOfItsOptimizer() async throws {
      let algorithm = "{name: gradient descent, learning_rate: 0.3, momentum: 0.1, nesterov: true, patience: 9}"
      try folder.write(quadratic("algorithm: \(algorithm)"), to: "study.yaml")
      let result = try await Command.run("minimize", "study.yaml", "--json", "--quiet", in: folder)
      #expect(result.status == 0, "\(result)")
      let json = try JSON(parsing: result.output)
      #expect(json["algorithm"] == .string("Gradient descent"))
      #expect(json["termination"] == .string("converged.gradient"))
      let x = try #require(json["parameters"]?["x"]?.asNumber)
      #expect(abs(x - 3) < 1e-4)
      let adam = try await Command.run(
        "minimize", "study.yaml", "--json", "--quiet", "--algorithm", "adam", "--max-evaluations", "5", in: folder)
      #expect(try JSON(parsing: adam.output)["algorithm"] == .string("Adam"))
    }

    @Test func boundsThatWereHitAreTold() async throws {
      try folder.write(
        "objective: {command: [echo, '{x}']}\nparameters: {x: {start: 1, lower: 0.5}}", to: "study.yaml")
      let result = try await Command.run("minimize", "study.yaml", "--quiet", in: folder)
      #expect(result.status == 0)
      #expect(result.output.contains("at its lower bound"))
    }

    @Test func maximizingIsADirection() async throws {
      try folder.write(
        "objective: {command: [echo, '{x}']}\nparameters: {x: {start: 1, upper: 2.5}}\ndirection: maximize",
        to: "study.yaml")
      let result = try await Command.run("minimize", "study.yaml", "--json", "--quiet", in: folder)
      #expect(try JSON(parsing: result.output)["value"] == .number(2.5))
    }

    /// A value with three digits is flat over the default step, and the run ends where it began.
    @Test func stepsThatKnowTheNoiseSeeThroughIt() async throws {
      func best(_ differences: String) async throws -> [Double] {
        try folder.write(
          """
          objective: {command: [awk, 'BEGIN { printf "%.3f\\n", ({x} - 3)^2 + ({y} + 200)^2 / 1e4 + 1 }']}
          parameters: {x: 1.2345, y: {start: 123.45, scale: 100}}
          differences: \(differences)
          budget: {evaluations: 200}
          """, to: "study.yaml")
        let result = try await Command.run("minimize", "study.yaml", "--json", "--quiet", in: folder)
        let parameters = try #require(try JSON(parsing: result.output)["parameters"])
        return [try #require(parameters["x"]?.asNumber), try #require(parameters["y"]?.asNumber)]
      }
      #expect(try await best("forward") == [1.2345, 123.45])
      for differences in [
        "{method: central, noise: 3e-4}", "{noise: 3e-4, derivative: {x: 2, y: 2e-4}}",
        "{method: central, absolute: {x: 0.1, y: 10}}",
      ] {
        let found = try await best(differences)
        #expect(abs(found[0] - 3) < 0.1 && abs(found[1] + 200) < 10, "\(differences): \(found)")
      }
    }

    @Test func anObjectiveThatFailsAtTheStartIsStatus1() async throws {
      try folder.write("objective: {shell: 'echo no licence >&2; exit 3'}\nparameters: {x: 1}", to: "study.yaml")
      let result = try await Command.run("minimize", "study.yaml", "--json", "--quiet", in: folder)
      #expect(result.status == 1)
      #expect(result.output == "")
      #expect(result.errors.contains("status 3"))
      #expect(result.errors.contains("no licence"))
      #expect(result.errors.contains("nadir check study.yaml"))
    }

    @Test func stoppingAtAFailureTellsTheBestPoint() async throws {
      try folder.write(
        "objective: {shell: 'test -e once && exit 1; touch once; echo 4'}\nparameters: {x: 1}\nworkers: 1\non_failure: stop",
        to: "study.yaml")
      let result = try await Command.run("minimize", "study.yaml", "--quiet", in: folder)
      #expect(result.status == 1)
      #expect(result.errors.contains("the best value until then is 4.0"))
      #expect(result.errors.contains("x = 1.0"))
    }
  }

  @Suite struct WrongInputTests {
    @Test(arguments: [
      ["minimize"], ["minimize", "nowhere.yaml"], ["minimize", "wrong.yaml"], ["check", "wrong.yaml"],
      ["minimize", "good.yaml", "--workers", "0"], ["minimize", "good.yaml", "--workers", "many"],
      ["minimize", "good.yaml", "--max-evaluations", "0"], ["minimize", "good.yaml", "--seed", "-1"],
      ["minimize", "good.yaml", "--algorithm", "magic"], ["minimize", "good.yaml", "--fast"], ["optimise"],
      ["minimize", "bounded.yaml", "--algorithm", "bfgs"], ["minimize", "good.yaml", "--starts", "0"],
      ["minimize", "good.yaml", "--starts", "-2"], ["minimize", "good.yaml", "--starts", "5"],
      ["minimize", "good.yaml", "--width", "4"], ["minimize", "good.yaml", "--samples", "9"],
      ["minimize", "good.yaml", "--starts", "5", "--width", "0"],
      ["minimize", "box.yaml", "--starts", "5", "--samples", "4"],
    ])
    func isStatus2AndOnStandardError(arguments: [String]) async throws {
      let folder = try Folder()
      try folder.write("objective: {shell: 'echo 1'}\nparameters: {x: 1}", to: "good.yaml")
      try folder.write("objective: {shell: 'echo 1'}\nparameters: {x: {start: 1, lower: 0}}", to: "bounded.yaml")
      try folder.write(
        "objective: {shell: 'echo 1'}\nparameters: {x: {start: 1, lower: 0, upper: 2}}", to: "box.yaml")
      try folder.write("objective: {shell: 'echo 1'}\nparameters: {x: one}", to: "wrong.yaml")
      let result = try await Command(arguments, in: folder).wait()
      #expect(result.status == 2)
      #expect(result.output == "")
      #expect(!result.errors.isEmpty)
      if arguments.contains("wrong.yaml") { #expect(result.errors.hasPrefix("wrong.yaml:2:17: error: 'parameters.x'")) }
    }
  }
}
