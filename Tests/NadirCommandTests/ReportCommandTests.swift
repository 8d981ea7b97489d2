import Foundation
import Nadir
import Testing

extension CommandTests {
  @Suite struct ReportCommandTests {
    private let folder: Folder

    init() throws {
      folder = try Folder()
      try folder.write(quadratic("workers: 2\nseed: 12"), to: "study.yaml")
    }

    @Test func theReportHoldsWhatHappenedAndHowToMakeItAgain() async throws {
      let made = try await Command.run("minimize", "study.yaml", "--quiet", "--output", "result.json", in: folder)
      #expect(made.status == 0)
      let result = try await Command.run("report", "result.json", "-o", "report.html", in: folder)
      #expect(result.status == 0 && result.output == "" && result.errors == "", "\(result)")
      let html = try folder.read("report.html")
      for text in [
        "<!DOCTYPE html>", "<h1>quadratic</h1>", "Converged: ", "<dt>seed</dt><dd>12</dd>",
        "nadir minimize study.yaml --quiet --output result.json", "parameters:\n  x: {start: 1, lower: -10}",
        nadirVersion, "nadir-hit", "</html>",
      ] {
        #expect(html.contains(text), "\(text)")
      }
    }

    @Test func severalResultsAreCompared() async throws {
      for (name, algorithm) in [("a.json", "bfgs"), ("b.json", "nelder-mead")] {
        try folder.write(quadratic().replacing(", lower: -10", with: ""), to: "study.yaml")
        let made = try await Command.run(
          "minimize", "study.yaml", "--quiet", "--algorithm", algorithm, "--output", name, in: folder)
        #expect(made.status == 0, "\(made)")
      }
      let result = try await Command.run(
        "report", "a.json", "b.json", "--names", "Newton", "Simplex", "--title", "Two & more", "-o", "both.html",
        in: folder)
      #expect(result.status == 0, "\(result)")
      let html = try folder.read("both.html")
      for text in ["<h1>Two &amp; more</h1>", "2 of 2 runs converged.", "<h2>Newton</h2>", "<h2>Simplex</h2>"] {
        #expect(html.contains(text), "\(text)")
      }
    }

    @Test func minimizeWritesAllOfIt() async throws {
      let result = try await Command.run(
        "minimize", "study.yaml", "--quiet", "--output", "result.json", "--plot", "run.svg", "--report", "run.html",
        in: folder)
      #expect(result.status == 0 && result.errors == "", "\(result)")
      #expect(try folder.read("run.svg").hasPrefix("<svg"))
      // The same as what is made of the result later.
      let later = try await Command.run("report", "result.json", "-o", "later.html", in: folder)
      #expect(later.status == 0)
      #expect(try folder.read("run.html") == folder.read("later.html"))
      #expect(try await Command.run("plot", "result.json", "-o", "later.svg", in: folder).status == 0)
      #expect(try folder.read("run.svg") == folder.read("later.svg"))
    }

    @Test func aChartInTextStandsBelowTheSummary() async throws {
      let plain = try await Command.run("minimize", "study.yaml", "--quiet", in: folder)
      let drawn = try await Command.run("minimize", "study.yaml", "--quiet", "--plot", "-", in: folder)
      #expect(drawn.status == 0)
      let (before, after) = (plain.output.split(separator: "\n"), drawn.output.split(separator: "\n"))
      #expect(after.first == before.first && after.count > before.count + 10)
      #expect(drawn.output.contains("evaluations"))
    }

    @Test func aRunThatStoppedIsReportedToo() async throws {
      let result = try await Command.run(
        "minimize", "study.yaml", "--quiet", "--max-evaluations", "2", "--report", "run.html", "--plot", "run.svg",
        in: folder)
      #expect(result.status == 1)
      #expect(try folder.read("run.html").contains("Stopped: the budget of evaluations is spent"))
      #expect(folder.names.contains("run.svg"))
    }

    @Test(arguments: [
      (["--report", "nowhere/run.html"], "error: 'nowhere/run.html' cannot be written: No such file or directory\n"),
      (["--plot", "nowhere/run.svg"], "error: 'nowhere/run.svg' cannot be written: No such file or directory\n"),
      (["--plot", "run.gif"], "error: 'run.gif' is no picture"),
      (["--plot", "-", "--json"], "Error: '--plot -' draws for people"),
    ])
    func whatCannotBeWrittenIsKnownBeforeTheWork(arguments: [String], message: String) async throws {
      try folder.write("objective: {shell: 'touch ran; echo 1'}\nparameters: {x: 1}", to: "study.yaml")
      let result = try await Command(["minimize", "study.yaml"] + arguments, in: folder).wait()
      #expect(result.status == 2)
      #expect(result.errors.hasPrefix(message), "\(result.errors)")
      #expect(!folder.names.contains("ran"))
    }

    @Test(arguments: [
      (["nowhere.json", "-o", "r.html"], "nowhere.json: the result cannot be read"),
      (["study.yaml", "-o", "r.html"], "study.yaml: the result is no JSON"),
      (["later.json", "-o", "r.html"], "later.json: the result is of a later version of Nadir"),
      (["result.json", "-o", "r.pdf"], "'r.pdf' is no page"),
      (["result.json"], "Missing expected argument '--output <output>'"),
      (["result.json", "-o", "nowhere/r.html"], "'nowhere/r.html' cannot be written"),
      (["result.json", "--names", "a", "b", "-o", "r.html"], "'--names' names 2 runs, but there are 1"),
    ])
    func wrongInputIsStatus2(arguments: [String], message: String) async throws {
      _ = try await Command.run("minimize", "study.yaml", "--quiet", "--output", "result.json", in: folder)
      try folder.write("{\"nadir_result\": 2}", to: "later.json")
      let result = try await Command(["report"] + arguments, in: folder).wait()
      #expect(result.status == 2)
      #expect(result.output == "")
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(!folder.names.contains("r.html"))
    }

    @Test func theVersionIsTold() async throws {
      let result = try await Command.run("--version", in: folder)
      #expect(result.status == 0)
      #expect(result.output == "nadir \(nadirVersion)\n")
    }
  }
}
