import Foundation
import NadirEvaluation
import NadirJSON
import NadirLinear
import Testing
import _TestSupport

@testable import NadirEvaluators

extension EvaluatorTests {
  @Suite struct CommandTests {
    private func evaluate(
      _ program: Program, at values: [Double] = [2], for demand: Demand = .value, width: Int = 4
    ) async -> EvaluationBatch {
      let evaluator = CommandEvaluator(program, codec: codec("x"), width: width)
      let results = await evaluator.evaluate(batch(values), for: demand)
      #expect(evaluator.activity.busy == 0 && evaluator.activity.finished == values.count)
      return results
    }

    @Test func placeholdersCarryTheParameters() async throws {
      try await leavingNothing {
        let values = (0..<20).map { Double($0) / 7 }
        #expect(await evaluate(.shell("echo noise; echo {x}; echo"), at: values).values == values)
      }
    }

    @Test func standardInputCarriesTheParameters() async throws {
      let script = try Script("import json, sys; print(json.load(sys.stdin)['x'] * 2)")
      #expect(await evaluate(script.program(), at: [0.1, 5]).values == [0.2, 10])
    }

    @Test(arguments: [
      ("3.5", 3.5), ("  -1e-3  ", -1e-3), ("1.5D+01", 15), ("{\"value\": 4}", 4), ("{\"residuals\": [1, 2]}", 5),
      ("7", 7),
    ])
    func answersAreRead(line: String, value: Double) async {
      #expect(await evaluate(.shell("echo '\(line)'")).values == [value])
    }

    @Test(arguments: [
      "nan", "-nan", "NaN", "inf", "-inf", "Infinity", "{\"value\": \"NaN\"}", "{\"value\": NaN}", "1e999",
    ])
    func answersThatAreNotFinite(line: String) async {
      #expect(await evaluate(.shell("echo '\(line)'")).kinds == [.notFinite])
    }

    @Test(arguments: [
      "hello", "{\"value\": \"x\"}", "{}", "[1]", "{\"value\": 1", "1 2", "", "{\"residuals\": [1, null]}",
    ])
    func answersThatCannotBeRead(line: String) async {
      let results = await evaluate(.shell("echo complaint >&2; echo '\(line)'"))
      #expect(results.kinds == [.unreadable])
      #expect(results[0].failure?.message.contains("complaint") == true)
    }

    @Test func gradientsAreRead() async {
      let results = await evaluate(
        .shell("echo '{\"value\": 5, \"gradient\": {\"x\": -4}}'"), for: [.value, .gradient])
      #expect(results.values == [5] && results[0].gradient == [-4])
    }

    @Test(arguments: [
      "{\"residuals\": [1, 2], \"jacobian\": [[2], [-2]]}",
      "{\"residuals\": [1, 2], \"jacobian\": [{\"x\": 2}, {\"x\": -2}]}",
    ])
    func jacobiansAreRead(line: String) async throws {
      let results = await evaluate(.shell("echo '\(line)'"), for: [.value, .residuals, .jacobian])
      let terms = try #require(results[0].terms)
      #expect(results.values == [5] && terms.numbers == [1, 2])
      #expect(terms.derivatives?.rows == [[2], [-2]] && terms.gradient == [-4])
    }

    @Test(arguments: [
      "3", "{\"value\": 5}", "{\"value\": 5, \"gradient\": {\"y\": 1}}", "{\"residuals\": [1, 2], \"jacobian\": [[2]]}",
      "{\"residuals\": [1], \"jacobian\": [[2, 3]]}", "{\"value\": 5, \"jacobian\": [[2]]}",
    ])
    func gradientsThatAreMissing(line: String) async {
      #expect(await evaluate(.shell("echo '\(line)'"), for: [.value, .gradient]).kinds == [.unreadable])
    }

    @Test(arguments: [
      ("3", EvaluationFailure.Kind.unreadable, "it has no residuals: 3"),
      (#"{"value": 5}"#, .unreadable, "it has no residuals"),
      (#"{"residuals": null}"#, .notFinite, "the residuals are null"),
      (#"{"residuals": []}"#, .unreadable, "its residuals are an empty array"),
      (#"{"residuals": [1, "a"]}"#, .unreadable, "its residuals are no array of numbers"),
      (#"{"residuals": [1, NaN], "jacobian": [[1], [2]]}"#, .notFinite, "number 1 of the residuals is nan"),
      (#"{"residuals": [1, 2]}"#, .unreadable, "it has no jacobian"),
      (#"{"residuals": [1, 2], "jacobian": 7}"#, .unreadable, "its jacobian is no array of rows"),
      (#"{"residuals": [1, 2], "jacobian": [[1]]}"#, .unreadable, "its jacobian has 1 rows, but there are 2 residuals"),
      (
        #"{"residuals": [1, 2], "jacobian": [[1], {"y": 2}]}"#, .unreadable,
        "row 1 of the jacobian: the gradient has no x"
      ),
    ])
    func residualsThatCannotBeUsed(line: String, kind: EvaluationFailure.Kind, message: String) async {
      let failure = await evaluate(.shell("echo '\(line)'"), for: [.value, .residuals, .jacobian])[0].failure
      #expect(failure?.kind == kind && failure?.message.contains(message) == true, "\(String(describing: failure))")
    }

    /// A Jacobian of many residuals is long.
    @Test func longAnswersAreRead() async throws {
      let script = try Script("import json; r = [1 / 3] * 300000; print(json.dumps({'residuals': r}))")
      let evaluator = CommandEvaluator(script.program(), codec: codec("x"), width: 1)
      let result = await evaluator.evaluate(batch([1]), for: [.value, .residuals])[0]
      #expect(result.terms?.numbers == [Double](repeating: 1 / 3, count: 300_000))
    }

    @Test func anErrorIsTheProgramsOwn() async {
      let results = await evaluate(.shell("echo '{\"error\": \"no convergence\"}'"))
      #expect(results.kinds == [.threw] && results[0].failure?.message == "no convergence")
    }

    @Test func statusAndSignalAreFailures() async {
      let status = await evaluate(.shell("echo 1; echo why >&2; exit 3"))[0].failure
      #expect(status?.kind == .exited)
      #expect(status?.message.contains("status 3") == true && status?.message.contains("why") == true)
      let signal = await evaluate(.shell("echo 1; kill -9 $$"))[0].failure
      #expect(signal?.kind == .exited && signal?.message.contains("signal 9") == true)
    }

    @Test func onlyTheEndOfStandardErrorIsQuoted() async {
      let failure = await evaluate(.shell("yes complaint | head -n 100000 >&2; echo last >&2; exit 1"))[0].failure
      #expect(failure?.message.contains("last") == true)
      #expect(failure.map { $0.message.utf8.count < 3000 } == true)
    }

    @Test func failuresStandBesideValues() async {
      let results = await evaluate(.shell("if [ {x} = 2.0 ]; then exit 1; fi; echo {x}"), at: [1, 2, 3])
      #expect(results.values == [1, nil, 3])
    }

    @Test func whatCannotBeStartedIsUnavailable() async throws {
      try await leavingNothing {
        for arguments in [["nadir-no-such-program"], ["/no/such/program"], ["/etc/passwd"], [], [""]] {
          let results = await evaluate(Program(arguments: arguments))
          #expect(results.kinds == [.unavailable], "\(arguments): \(results)")
        }
        let elsewhere = await evaluate(Program(arguments: ["true"], workingDirectory: "/no/such/directory"))
        #expect(elsewhere.kinds == [.unavailable])
      }
    }

    @Test func directoryAndEnvironmentAreSet() async throws {
      let directory = NSTemporaryDirectory() + "nadir-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: directory) }
      let source = "#!/bin/sh\necho $ANSWER; test -n \"$PATH\""
      try source.write(toFile: directory + "/run", atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory + "/run")
      let program = Program(arguments: ["./run"], workingDirectory: directory, environment: ["ANSWER": "42"])
      #expect(await evaluate(program).values == [42])
    }

    @Test func theWidthIsKept() async throws {
      let directory = NSTemporaryDirectory() + "nadir-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: directory) }
      // Each counts those that are there with it, from two batches at the same time.
      var program = Program.shell("touch $$; sleep 0.05; ls | wc -l; rm $$; : {x}")
      program.workingDirectory = directory
      let evaluator = CommandEvaluator(program, codec: codec("x"), width: 3)
      async let one = evaluator.evaluate(batch([1, 2, 3, 4, 5, 6]), for: .value)
      async let other = evaluator.evaluate(batch([1, 2, 3, 4, 5, 6]), for: .value)
      let counts = await one.values + other.values
      #expect(counts.count == 12 && counts.allSatisfy { $0.map { $0 <= 3 } == true } && counts.contains(3))
    }

    @Test func retriesRepeatWhatFailed() async throws {
      let file = NSTemporaryDirectory() + "nadir-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: file) }
      var program = Program.shell("echo x >> \(file); n=$(wc -l < \(file)); [ $n -ge 3 ] || exit 1; echo $n")
      program.retries = 1
      #expect(await evaluate(program).kinds == [.exited])
      #expect(await evaluate(program).values == [3])
      program = .shell("echo x >> \(file); echo nan")
      program.retries = 5
      #expect(await evaluate(program).kinds == [.notFinite])
      #expect(try String(contentsOfFile: file, encoding: .utf8).filter { $0 == "x" }.count == 4)
    }

    @Test func aProbeShowsWhatWasPrinted() async {
      let evaluator = CommandEvaluator(.shell("echo hello; echo warning >&2; echo {x}"), codec: codec("x"), width: 1)
      let probe = await evaluator.probe([2], for: .value)
      #expect(probe.result.value == 2 && probe.output == "hello\n2.0\n" && probe.errors == "warning\n")
    }

    @Test func moreInputThanAPipeHoldsIsNotWaitedFor() async throws {
      let names = (0..<20_000).map { "a_rather_long_name_\($0)" }
      let wide = ParameterCodec(
        encode: { x in .object(names.map { ($0, .number(x[0])) }) },
        decodeGradient: { _, _ throws(EvaluationFailure) in [] })
      try await leavingNothing {
        let lines = [
          "echo 1", "exec 0<&-; sleep 0.05; echo 1", "cat > /dev/null; echo 1", "head -c 10 > /dev/null; echo 1",
        ]
        for line in lines {
          let results = await CommandEvaluator(.shell(line), codec: wide, width: 1).evaluate(batch([0]), for: .value)
          #expect(results.values == [1], "\(line)")
        }
      }
    }
  }
}
