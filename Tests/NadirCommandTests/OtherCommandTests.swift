import Foundation
import Nadir
import Testing

extension CommandTests {
  @Suite struct InitTests {
    @Test func theStarterRunsAsItIs() async throws {
      let folder = try Folder()
      let made = try await Command.run("init", "fit", in: folder)
      #expect(made.status == 0)
      let environment = ["PATH": pathWithPython]
      let checked = try await Command.run("check", "fit/study.yaml", in: folder, environment: environment)
      #expect(checked.status == 0)
      #expect(checked.output.contains("half of the excess is gone after 1.386"))
      #expect(checked.output.contains("value at the start: 6737.214"))
      #expect(checked.output.contains(" from 8 residuals, in "))
      let result = try await Command.run(
        "minimize", "fit/study.yaml", "--json", "--quiet", in: folder, environment: environment)
      #expect(result.status == 0)
      let json = try JSON(parsing: result.output)
      let ambient = try #require(json["parameters"]?["ambient"]?.asNumber)
      #expect(abs(ambient - 22.955) < 0.01)
      #expect(json["residuals"]?.asNumbers?.count == 8)
      // SciPy's curve_fit has the same.
      let error = try #require(json["standard_errors"]?["rate"]?.asNumber)
      #expect(abs(error - 0.00083) < 1e-5)
    }

    @Test(arguments: ["study.yaml", "simulate.py", "measured.csv"])
    func nothingIsOverwritten(name: String) async throws {
      let folder = try Folder()
      try folder.write("mine", to: name)
      let result = try await Command.run("init", in: folder)
      #expect(result.status == 2)
      #expect(result.errors.hasPrefix("error: './\(name)' is already there"))
      #expect(try folder.read(name) == "mine")
      let others = [".yaml", ".py", ".csv"].flatMap { suffix in folder.names.filter { $0.hasSuffix(suffix) } }
      #expect(others == [name])
    }
  }

  @Suite struct CheckTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test func whatTheObjectivePrintedIsShown() async throws {
      try folder.write(
        "objective: {shell: 'echo reading; echo careful >&2; echo; echo 42.5'}\nparameters: {x: 1, y: {start: 2, fixed: true}}",
        to: "study.yaml")
      let result = try await Command.run("check", "study.yaml", in: folder)
      #expect(result.status == 0)
      #expect(result.output.hasPrefix("study: 1 free parameter of 2, L-BFGS-B\n"))
      #expect(result.output.contains("standard output:\n  reading\n"))
      #expect(result.output.contains("standard error:\n  careful\n"))
      #expect(result.output.contains("value at the start: 42.5, in "))
    }

    @Test func aFailureIsStatus1() async throws {
      try folder.write("objective: {shell: 'echo loading; exit 7'}\nparameters: {x: 1}", to: "study.yaml")
      let result = try await Command.run("check", "study.yaml", in: folder)
      #expect(result.status == 1)
      #expect(result.output.contains("  loading\n"))
      #expect(result.errors.hasPrefix("error: the objective failed at the start: "))
    }

    @Test func whatAWorkerWroteToStandardErrorIsShown() async throws {
      try folder.write(
        """
        import json, sys
        print('{"nadir": 1, "provides": ["value"]}', flush=True)
        for line in sys.stdin:
          print("asked once", file=sys.stderr, flush=True)
          print(json.dumps({"id": json.loads(line)["id"], "value": 2}), flush=True)
        """, to: "worker.py")
      try folder.write("objective: {worker: [python3, worker.py]}\nparameters: {x: 1}", to: "study.yaml")
      let result = try await Command.run("check", "study.yaml", in: folder, environment: ["PATH": pathWithPython])
      #expect(result.status == 0)
      #expect(result.output.contains("standard error:\n  asked once\nvalue at the start: 2.0, in "))
    }

    @Test func aWorkerIsAskedOnce() async throws {
      let example = package.appending(path: "Examples/worker/study.yaml").path
      let result = try await Command.run("check", example, in: folder, environment: ["PATH": pathWithPython])
      #expect(result.status == 0)
      #expect(result.output.contains("value at the start: 24.1999"))
    }
  }

  @Suite struct HelpTests {
    @Test(arguments: [[], ["minimize"], ["plot"], ["report"], ["init"], ["algorithms"], ["check"]])
    func everyCommandHasHelpWithExamples(command: [String]) async throws {
      let result = try await Command(command + ["--help"], in: try Folder()).wait()
      #expect(result.status == 0)
      #expect(result.errors == "")
      #expect(result.output.contains("EXAMPLES:"))
    }

    @Test func algorithmsAreListedWithTheirOptions() async throws {
      let result = try await Command.run("algorithms", in: try Folder())
      #expect(result.status == 0)
      for word in [
        "Nelder-Mead (direct search)", "L-BFGS-B (line search)", "Adam (first order)", "memory",
        "learning_rate", "nesterov", "true or false", "differences", "doi:", "automatic",
        "level:    A, the same run for every width", "level:    B, the run depends on the width", "many starts",
        "needs:    residuals; their Jacobian, if not given", "is named: L-BFGS-B, and for residuals",
      ] {
        #expect(result.output.contains(word))
      }
    }
  }
}
