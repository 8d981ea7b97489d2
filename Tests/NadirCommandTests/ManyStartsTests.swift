import Foundation
import Nadir
import NadirStudies
import Testing

extension CommandTests {
  /// A double well, (x² − 1)² + x/20, whose minima are −0.0501553 at x = −1.00619 and 0.0498428 at x = 0.99369.
  @Suite struct ManyStartsTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func well(_ lines: String = "") -> String {
      """
      name: well
      objective: {command: [awk, 'BEGIN { printf "%.17g\\n", (({x})^2 - 1)^2 + 0.05 * ({x}) }']}
      parameters: {x: {start: 1.5, lower: -2, upper: 2}, y: {start: 3, fixed: true}}
      workers: 2
      \(lines)
      """
    }

    private func minimize(_ arguments: String...) async throws -> Command.Result {
      try await Command(["minimize", "study.yaml", "--quiet"] + arguments, in: folder).wait()
    }

    @Test func theBestOfManyMinimaIsTold() async throws {
      try folder.write(well("starts: 12\nsamples: 24\nseed: 1"), to: "study.yaml")
      let result = try await minimize("--json", "--output", "result.json")
      #expect(result.status == 0, "\(result)")
      let json = try JSON(parsing: result.output)
      #expect(
        json.asObject?.map(\.key) == [
          "parameters", "value", "success", "termination", "message", "algorithm", "evaluations", "rounds",
          "iterations", "failures", "seconds", "seed", "workers", "starts", "basins", "local_optima",
        ])
      #expect(abs(try #require(json["value"]?.asNumber) + 0.0501553) < 1e-5)
      #expect(abs(try #require(json["parameters"]?["x"]?.asNumber) + 1.00619) < 1e-3)
      #expect(json["parameters"]?["y"] == .number(3))
      #expect(json["starts"] == .number(12))

      let basins = try #require(json["basins"]?.asArray)
      #expect(basins.count == 2)
      for (basin, (value, x)) in zip(basins, [(-0.0501553, -1.00619), (0.0498428, 0.99369)]) {
        #expect(abs(try #require(basin["value"]?.asNumber) - value) < 1e-5)
        #expect(abs(try #require(basin["parameters"]?["x"]?.asNumber) - x) < 1e-2)
        #expect(basin["parameters"]?["y"] == .number(3))
      }
      let optima = try #require(json["local_optima"]?.asArray)
      #expect(optima.map { $0["run"]?.asNumber } == (1...12).map(Double.init))
      for (i, basin) in basins.enumerated() {
        let runs = optima.filter { $0["basin"] == .number(Double(i)) }.compactMap { $0["run"]?.asNumber }
        #expect(basin["runs"]?.asNumbers == runs)
      }
      #expect(optima.allSatisfy { abs($0["start"]?["x"]?.asNumber ?? 9) <= 2 })
      #expect(optima.allSatisfy { $0["termination"]?.asString != nil })

      // The file holds what is printed, and reads back as plain data.
      let kept = try JSON(parsing: try folder.read("result.json"))
      for member in try #require(json.asObject) { #expect(kept[member.key] == member.value, "\(member.key)") }
      let saved = try SavedRun(file: folder.url.appending(path: "result.json").path)
      #expect(saved.record.localOptima.count == 12)
      #expect(saved.record.basins.map(\.best.count) == [2, 2])
      #expect(saved.record.basins[0].value == json["value"]?.asNumber)
    }

    @Test func peopleReadHowManyRunsCameWhere() async throws {
      try folder.write(well(), to: "study.yaml")
      let result = try await minimize("--starts", "12", "--samples", "24", "--seed", "1", "--report", "report.html")
      #expect(result.status == 0)
      let lines = result.output.split(separator: "\n")
      #expect(lines.contains { $0.contains("12 runs came to 2 minima, ") && $0.hasSuffix(" of them to the best") })
      let header = try #require(lines.firstIndex { $0.hasPrefix("minimum") })
      #expect(lines[header].split(separator: " ") == ["minimum", "runs", "x"])
      #expect(lines[header + 1].hasPrefix("-0.05015"))
      #expect(lines[header + 2].hasPrefix("0.0498"))
      let report = try folder.read("report.html")
      #expect(report.contains("<h2>Runs</h2>") && report.contains("runs came to 2 minima"))
      #expect(!report.contains("There is no chart here"))
    }

    /// What anybody sees, but for seconds and workers, is the same for every number of workers.
    @Test func theNumberOfWorkersDoesNotMatter() async throws {
      try folder.write(well("starts: 6\nsamples: 12\nwidth: 3"), to: "study.yaml")
      func run(_ workers: String) async throws -> (JSON, HistoryColumns) {
        _ = try await minimize("--workers", workers, "--output", "result.json")
        var history = try SavedRun(file: folder.url.appending(path: "result.json").path).record.history
        (history.starts, history.ends, history.workers) = ([], [], [])
        let json = try JSON(parsing: try folder.read("result.json"))
        let members = ["parameters", "value", "evaluations", "rounds", "iterations", "basins", "local_optima"]
        return (.object(members.map { ($0, json[$0] ?? .null) }), history)
      }
      let (one, several) = (try await run("1"), try await run("5"))
      #expect(one.0 == several.0)
      #expect(one.1 == several.1)
      #expect(Set(one.1.runs) == Set(0...6))
    }

    /// All runs together have no more programs than one run has.
    @Test func commandsAreNeverMoreThanWorkers() async throws {
      try folder.write(
        """
        import os, sys
        log = os.open("log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(log, b"+")
        x = float(sys.argv[1])
        print(repr((x * x - 1) ** 2 + 0.05 * x))
        os.write(log, b"-")
        """, to: "well.py")
      try folder.write(
        """
        objective: {command: [python3, well.py, '{x}']}
        parameters: {x: {start: 1.5, lower: -2, upper: 2}}
        """, to: "study.yaml")
      let result = try await Command.run(
        "minimize", "study.yaml", "--quiet", "--json", "--workers", "4", "--starts", "8", "--samples", "8",
        "--max-evaluations", "80", in: folder, environment: ["PATH": pathWithPython])
      let json = try JSON(parsing: result.output)
      #expect(abs(try #require(json["value"]?.asNumber) + 0.0501553) < 1e-5)
      var running = 0, most = 0
      for character in try folder.read("log") {
        running += character == "+" ? 1 : -1
        most = max(most, running)
      }
      #expect(running == 0)
      #expect(2...4 ~= most, "\(most) programs at once")
      #expect(json["evaluations"]?.asNumber == Double(try folder.read("log").count / 2))
    }

    /// Workers are started once, and all runs share them.
    @Test func workersAreShared() async throws {
      try folder.write(
        """
        import json, os, sys
        log = os.open("log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(log, b"+")
        print('{"nadir": 1, "provides": ["value", "gradient"]}', flush=True)
        for line in sys.stdin:
          request = json.loads(line)
          x = request["parameters"]["x"]
          value, slope = (x * x - 1) ** 2 + 0.05 * x, 4 * x * (x * x - 1) + 0.05
          print(json.dumps({"id": request["id"], "value": value, "gradient": {"x": slope}}), flush=True)
        """, to: "well.py")
      try folder.write(
        """
        objective: {worker: [python3, well.py]}
        parameters: {x: {start: 1.5, lower: -2, upper: 2}}
        """, to: "study.yaml")
      let result = try await Command.run(
        "minimize", "study.yaml", "--quiet", "--json", "--workers", "4", "--starts", "8", in: folder,
        environment: ["PATH": pathWithPython])
      #expect(result.status == 0, "\(result)")
      let json = try JSON(parsing: result.output)
      #expect(abs(try #require(json["value"]?.asNumber) + 0.0501553) < 1e-5)
      #expect(1...4 ~= (try folder.read("log").count))
    }

    @Test func oneStartIsOneRun() async throws {
      try folder.write(well("starts: 8"), to: "study.yaml")
      let result = try await minimize("--starts", "1", "--json")
      #expect(result.status == 0)
      let json = try JSON(parsing: result.output)
      #expect(json["starts"] == nil && json["basins"] == nil && json["local_optima"] == nil)
      // The start is in the valley of the other minimum.
      #expect(abs(try #require(json["value"]?.asNumber) - 0.0498428) < 1e-5)
    }

    @Test func picturesOfManyRunsAreDrawn() async throws {
      try folder.write(well("starts: 5\nsamples: 10"), to: "study.yaml")
      _ = try await minimize("--output", "result.json")
      func svg(_ arguments: String...) async throws -> String {
        let result = try await Command(["plot", "result.json", "-o", "chart.svg"] + arguments, in: folder).wait()
        try #require(result.status == 0, "\(result)")
        return try folder.read("chart.svg")
      }
      let stacked = try await svg()
      #expect(try await svg("--starts", "stacked") == stacked)
      let grey = try await svg("--starts", "grey")
      #expect(grey.contains("other starts") && !stacked.contains("other starts"))
      #expect(try await svg("--exploration").contains("exploration"))
      #expect(!stacked.contains("exploration"))
      #expect(try await svg("--kind", "workers").contains("worker"))
      let wrong = try await Command.run("plot", "result.json", "--kind", "workers", "--starts", "grey", in: folder)
      #expect(wrong.status == 2 && wrong.errors.contains("'--starts' is not for '--kind workers'"))
    }

    /// The sample waits until it has been told, and so does what comes after it.
    @Test func theProgressOfManyRunsIsTold() async throws {
      try folder.write(
        """
        objective:
          shell: 'echo >> begun; if test $(wc -l < begun) -gt 4; then name=running; else name=sampling; fi;
            while test ! -e told-$name; do sleep 0.01; done; echo {x}'
        parameters: {x: {start: 1, lower: 0, upper: 2}}
        starts: 2
        samples: 4
        workers: 2
        """, to: "study.yaml")
      let command = try Command(["minimize", "study.yaml"], in: folder)
      try await wait {
        command.errors.contains("sampling 4 points  0 evaluations  0/s  2 of 2 busy") || !command.isRunning
      }
      #expect(command.isRunning)
      try folder.write("", to: "told-sampling")
      try await wait { command.errors.contains("  run 1 of 2  ") || !command.isRunning }
      #expect(command.isRunning)
      // What waits for a worker is not busy.
      for busy in 3...8 { #expect(!command.errors.contains("\(busy) of 2 busy")) }
      try folder.write("", to: "told-running")
      #expect(try await command.wait().status == 0)
    }

    @Test func fewerRunsThanWereAskedForAreTold() async throws {
      try folder.write(well("starts: 3\nsamples: 12"), to: "study.yaml")
      func text(_ arguments: String...) async throws -> String {
        let result = try await Command(["minimize", "study.yaml", "--quiet"] + arguments, in: folder).wait()
        return String(result.output.split(separator: "\n\n").last ?? "")
      }
      #expect(
        try await text("--max-evaluations", "7") == "none of 3 runs began: 7 of 12 samples had been evaluated by then\n"
      )
      #expect(
        try await text("--max-evaluations", "12")
          == "none of 3 runs began: 12 of 12 samples had been evaluated by then\n")
      let json = try JSON(
        parsing: try await minimize("--max-evaluations", "7", "--json", "--output", "result.json").output)
      #expect(json["starts"] == .number(0) && json["basins"]?.asArray == [] && json["local_optima"]?.asArray == [])
      #expect(try SavedRun(file: folder.url.appending(path: "result.json").path).record.localOptima.isEmpty)
      let program = #"printf "%s\n", ({x} == 1.5 ? 2.25 : "none")"#
      try folder.write(
        "objective: {command: [awk, 'BEGIN { \(program) }']}\nparameters: {x: {start: 1.5, lower: -2, upper: 2}}",
        to: "study.yaml")
      #expect(
        try await text("--starts", "12", "--samples", "12").hasPrefix(
          "only 1 of 12 runs began: 11 of 12 samples failed\n"))
    }

    @Test func fewerSamplesThanStartsAreToldWhereTheyAreSaid() async throws {
      try folder.write(well("starts: 3\nsamples: 12"), to: "study.yaml")
      #expect(
        try await minimize("--starts", "20").errors
          == "error: 'samples' of the study is 12, but must be 20 or more, as there are starts\n")
      #expect(
        try await minimize("--samples", "2").errors
          == "error: '--samples' is 2, but must be 3 or more, as there are starts\n")
      #expect(
        try await minimize("--starts", "1", "--width", "2").errors
          == "error: '--width' is for many starts; '--starts' must be 2 or more\n")
    }

    @Test func checkTellsWhatIsGoingToBeEvaluated() async throws {
      try folder.write(well("starts: 8"), to: "study.yaml")
      let result = try await Command.run("check", "study.yaml", in: folder)
      #expect(result.status == 0)
      #expect(
        result.output.contains(
          "8 starts: 80 samples from the bounds first, then up to 8 runs, of which up to 8 at the same time\n"))
      #expect(!result.output.contains("no run will begin"))
      try folder.write(well("starts: 8\nbudget: {evaluations: 80}"), to: "study.yaml")
      #expect(
        try await Command.run("check", "study.yaml", in: folder).output.contains(
          "\nno run will begin: the budget of 80 evaluations is spent on the samples\n\n"))
    }

    @Test func whatCannotBeSampledIsToldBeforeAnythingRuns() async throws {
      func lines(_ more: String) -> String {
        """
        objective: {shell: 'touch ran; echo 1'}
        parameters: {a: {start: 1, lower: 0, upper: 2}, net: {start: [1, 2], lower: 0}}
        \(more)
        """
      }
      try folder.write(lines(""), to: "study.yaml")
      let overridden = try await minimize("--starts", "5")
      #expect(overridden.status == 2)
      #expect(overridden.errors.hasPrefix("error: study.yaml: "))
      #expect(overridden.errors.contains("net[0]"), "\(overridden.errors)")
      try folder.write(lines("starts: 5"), to: "study.yaml")
      for command in ["minimize", "check"] {
        let result = try await Command.run(command, "study.yaml", in: folder)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("study.yaml:3:9: error: "), "\(result.errors)")
        #expect(result.errors.contains("net[0]"), "\(result.errors)")
      }
      #expect(!folder.names.contains("ran"))
      try folder.write(
        lines("starts: 2\nsamples: 2").replacing("lower: 0}}", with: "lower: 0, soft_upper: 3}}"), to: "study.yaml")
      #expect(try await minimize("--json").status == 0)
    }
  }
}
