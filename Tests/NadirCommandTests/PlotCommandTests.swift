import Foundation
import Nadir
import Testing

extension CommandTests {
  @Suite struct PlotCommandTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// Runs a study of two free parameters, of which some points fail.
    private func makeResult(_ name: String = "result.json", _ arguments: String...) async throws {
      try folder.write(
        """
        name: bowl
        objective:
          command: [awk, 'BEGIN { if ({x} > 2.5) exit 3; printf "%.17g\\n", ({x} - 1)^2 + ({y} + 2)^2 + 1 }']
        parameters: {x: {start: 2, lower: -4, upper: 4}, y: {start: 0, lower: -4, upper: 4}}
        workers: 2
        budget: {evaluations: 30}
        """, to: "study.yaml")
      _ = try await Command(["minimize", "study.yaml", "--quiet", "--output", name] + arguments, in: folder).wait()
      #expect(folder.names.contains(name))
    }

    @Test func theFormIsThatOfTheNamesEnd() async throws {
      try await makeResult()
      for name in ["a.svg", "a.json", "a.vl.json", "A.SVG"] {
        let result = try await Command.run("plot", "result.json", "-o", name, in: folder)
        #expect(result.status == 0 && result.output == "" && result.errors == "", "\(result)")
      }
      #expect(try folder.read("a.svg").hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\""))
      #expect(try folder.read("A.SVG") == folder.read("a.svg"))
      #expect(try JSON(parsing: folder.read("a.vl.json"))["$schema"]?.asString?.contains("vega-lite") == true)
      #expect(try folder.read("a.json") == folder.read("a.vl.json"))
    }

    @Test(arguments: [[], ["-o", "-"]]) func withoutAFileItIsText(arguments: [String]) async throws {
      try await makeResult()
      let result = try await Command(["plot", "result.json", "--width", "60"] + arguments, in: folder).wait()
      #expect(result.status == 0)
      #expect(result.output.contains("evaluations"))
      #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 60 })
      #expect(!result.output.contains("\u{1B}"), "no colors but on a terminal")
    }

    @Test func kindsAndOptionsAreDrawn() async throws {
      try await makeResult()
      let plain = try await svg("--kind", "criterion")
      #expect(try await svg("--against", "rounds").contains("rounds"))
      #expect(try await svg("--value", "every") != plain)
      #expect(try await svg("--distance-to", "1") != plain)
      #expect(try await svg("--theme", "dark").contains("nadir-dark"))
      #expect(try await svg("--theme", "LIGHT").contains("nadir-light"))
      #expect(try await svg("--width", "500").contains("width=\"500\""))
      #expect(try await svg("--title", "A <title>").contains("A &lt;title&gt;"))
      let parameters = try await svg("--kind", "parameters")
      #expect(try await svg("--kind", "parameters", "--parameters", "y") != parameters)
    }

    private func svg(_ arguments: String...) async throws -> String {
      let result = try await Command(["plot", "result.json", "-o", "chart.svg"] + arguments, in: folder).wait()
      try #require(result.status == 0, "\(result)")
      return try folder.read("chart.svg")
    }

    @Test func severalResultsAreNamed() async throws {
      try await makeResult("a.json")
      try await makeResult("b.json", "--algorithm", "nelder-mead")
      try await makeResult("c.json", "--algorithm", "nelder-mead")
      func legend(_ arguments: String...) async throws -> String {
        let result = try await Command(["plot"] + arguments + ["-o", "chart.svg"], in: folder).wait()
        try #require(result.status == 0, "\(result)")
        return try folder.read("chart.svg")
      }
      let algorithms = try await legend("a.json", "b.json")
      #expect(algorithms.contains("bowl, L-BFGS-B") && algorithms.contains("bowl, Nelder-Mead"))
      #expect(try await legend("b.json", "c.json").contains("bowl, c.json"))
      #expect(try await legend("b.json", "b.json").contains("bowl, b.json (2)"))
      let named = try await legend("a.json", "b.json", "--names", "first run", "second run")
      #expect(named.contains("first run") && named.contains("second run") && !named.contains("bowl"))
    }

    @Test func slicesAndContoursEvaluateTheStudyAgain() async throws {
      try await makeResult()
      let slice = try await svg("--kind", "slice", "--parameters", "x", "--workers", "2")
      #expect(slice.contains("nadir-hit"))
      let contour = try await svg("--kind", "contour", "--parameters", "x", "y")
      #expect(contour.contains("nadir-cell") || contour.contains("nadir-hair"))

      try folder.write(try folder.read("study.yaml") + "# changed\n", to: "study.yaml")
      let changed = try await Command.run("plot", "result.json", "--kind", "slice", in: folder)
      #expect(changed.status == 2)
      #expect(changed.errors.contains("study.yaml' has changed since the result was written"))
      try FileManager.default.removeItem(at: folder.url.appending(path: "study.yaml"))
      let gone = try await Command.run("plot", "result.json", "--kind", "contour", in: folder)
      #expect(gone.status == 2)
      #expect(gone.errors.contains("study.yaml' of the result cannot be read: No such file or directory"))
    }

    @Test(arguments: [
      (["result.json", "--kind", "criterium"], "did you mean 'criterion'?"),
      (["result.json", "--against", "round"], "did you mean 'rounds'?"),
      (["result.json", "--value", "beat"], "did you mean 'best'?"),
      (["result.json", "--theme", "drak"], "did you mean 'dark'?"),
      (["nowhere.json"], "nowhere.json: the result cannot be read: No such file or directory"),
      (["study.yaml"], "study.yaml: the result is no JSON"),
      (["printed.json"], "printed.json: the result has no history, as '--json' prints it"),
      (["result.json", "-o", "chart.pdf"], "'chart.pdf' is no picture"),
      (["result.json", "-o", "nowhere/chart.svg"], "'nowhere/chart.svg' cannot be written"),
      (["result.json", "--kind", "workers", "--distance-to", "1"], "'--distance-to' is not for '--kind workers'"),
      (["result.json", "result.json", "--kind", "parameters"], "is of one result, but there are 2"),
      (["result.json", "result.json", "--names", "a"], "'--names' names 1 run, but there are 2"),
      (["result.json", "result.json", "--names", "a", "a"], "'--names' has 'a' more than once"),
      (["result.json", "--kind", "contour", "--parameters", "x"], "are pairs, but there are 1"),
      (["result.json", "--kind", "parameters", "--parameters", "z"], "nothing can be drawn"),
      (["result.json", "--kind", "slice", "--parameters", "z"], "nothing can be drawn: a parameter to draw"),
      (["result.json", "-o", "result.json"], "'result.json' cannot be written: it is 'result.json', which is read"),
      (["result.json", "-o", ""], "'' is no picture"),
      (["result.json", "--width", "3"], "must be from 20 to 20000"),
      (["result.json", "--kind", "fit"], "nothing can be drawn"),
      (["result.json", "--kind", "residuals"], "nothing can be drawn"),
      ([], "Missing expected argument"),
    ])
    func wrongInputIsStatus2(arguments: [String], message: String) async throws {
      try await makeResult()
      let printed = try await Command.run("minimize", "study.yaml", "--json", "--quiet", in: folder)
      try folder.write(printed.output, to: "printed.json")
      let result = try await Command(["plot"] + arguments, in: folder).wait()
      #expect(result.status == 2)
      #expect(result.output == "")
      #expect(result.errors.contains(message), "\(result.errors)")
    }

    /// The slice, of 41 points and the best one, waits in its first evaluations until its progress has been told.
    @Test func theProgressOfALandscapeIsTold() async throws {
      try folder.write(
        """
        objective: {shell: 'if test -e slow; then while test ! -e told; do sleep 0.01; done; fi; echo {x}'}
        parameters: {x: {start: 1, lower: 0, upper: 2}}
        budget: {evaluations: 2}
        workers: 2
        """, to: "study.yaml")
      _ = try await Command.run("minimize", "study.yaml", "--quiet", "--output", "result.json", in: folder)
      try folder.write("", to: "slow")
      let command = try Command(["plot", "result.json", "--kind", "slice", "-o", "slice.svg"], in: folder)
      try await wait { command.errors.contains("0 of 42 evaluations  0/s  2 of 2 busy") || !command.isRunning }
      try folder.write("", to: "told")
      let result = try await command.wait()
      #expect(result.status == 0 && result.output == "")
      #expect(result.errors.contains("0 of 42 evaluations  0/s  2 of 2 busy"))
    }

    @Test(arguments: [
      (
        "x: 1, y: 2, z: 3", "contour",
        "'--kind contour' is over two parameters, but 3 parameters move; "
          + "name pairs of them, such as --parameters 'x' 'y'"
      ),
      (
        "x: 1, y: {start: 2, fixed: true}", "contour",
        "'--kind contour' is over two parameters, but 1 parameter moves; draw it with '--kind slice'"
      ),
      ("x: {start: 1, fixed: true}", "contour", "nothing can be drawn: all parameters are fixed"),
      ("x: {start: 1, fixed: true}", "slice", "nothing can be drawn: all parameters are fixed"),
    ])
    func aLandscapeNeedsWhatMoves(parameters: String, kind: String, message: String) async throws {
      try folder.write("objective: {shell: 'echo 1'}\nparameters: {\(parameters)}", to: "study.yaml")
      _ = try await Command.run("minimize", "study.yaml", "--quiet", "--output", "result.json", in: folder)
      let result = try await Command.run("plot", "result.json", "--kind", kind, in: folder)
      #expect(result.status == 2 && result.output == "")
      #expect(result.errors == "error: \(message)\n")
    }

    @Test func withoutAConverterItIsSaidWhatCanBeInstalled() async throws {
      try await makeResult()
      let result = try await Command.run(
        "plot", "result.json", "-o", "chart.png", in: folder, environment: ["PATH": "/nowhere"])
      #expect(result.status == 2)
      for word in ["'chart.png' needs a program", "rsvg-convert", "inkscape", "ImageMagick", "chromium", ".svg"] {
        #expect(result.errors.contains(word), "\(result.errors)")
      }
    }

    /// A converter of these tests, which gets a drawing and makes what is taken for a picture.
    @Test func pngIsMadeByAConverter() async throws {
      try await makeResult()
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: "programs"), withIntermediateDirectories: false)
      // Written by another process: what this one has open for writing cannot be run while it starts programs elsewhere.
      func install(_ script: String) throws {
        try folder.write("#!/bin/sh\n" + script, to: "converter.txt")
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", "cp converter.txt programs/rsvg-convert && chmod 755 programs/rsvg-convert"]
        shell.currentDirectoryURL = folder.url
        try shell.run()
        shell.waitUntilExit()
        try #require(shell.terminationStatus == 0)
      }
      // The last two arguments are the picture and the drawing.
      try install("echo noise; while [ $# -gt 2 ]; do shift; done; /bin/cp \"$2\" \"$1\"\n")
      let environment = ["PATH": folder.url.appending(path: "programs").path]
      let result = try await Command.run(
        "plot", "result.json", "-o", "chart.png", in: folder, environment: environment)
      #expect(result.status == 0 && result.output == "" && result.errors == "", "\(result)")
      let drawing = try folder.read("chart.png")
      #expect(drawing.hasPrefix("<svg") && drawing.contains("nadir-light"))

      try install("exit 4\n")
      let failed = try await Command.run(
        "plot", "result.json", "-o", "chart.png", in: folder, environment: environment)
      #expect(failed.status == 1)
      #expect(failed.errors == "error: 'chart.png' cannot be drawn: rsvg-convert ended with status 4\n")
      #expect(try folder.read("chart.png") == drawing)
      #expect(!folder.names.contains { $0.hasSuffix(".tmp") || $0.contains(".png.") })
    }
  }
}
