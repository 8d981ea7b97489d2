import Foundation
import Nadir
import Testing

extension CommandTests {
  @Suite struct OutputFileTests {
    private let folder: Folder

    init() throws {
      folder = try Folder()
      try folder.write(quadratic("workers: 1"), to: "study.yaml")
    }

    private func path(_ name: String) -> String { folder.url.appending(path: name).path }

    private func minimize(_ arguments: String...) async throws -> Command.Result {
      try await Command(["minimize", "study.yaml", "--quiet"] + arguments, in: folder).wait()
    }

    private func type(of name: String) -> mode_t {
      var status = stat()
      return lstat(path(name), &status) == 0 ? status.st_mode & S_IFMT : 0
    }

    /// Devices are like pipes, but too dear to be tried: a file in their place is one for all programs.
    @Test func aPipeIsWrittenToAndStaysAPipe() async throws {
      for (name, beginning) in [("a.csv", "run,evaluation,"), ("a.svg", "<svg"), ("a.json", "{\n  \"nadir_result\"")] {
        #expect(mkfifo(path(name), 0o600) == 0)
        // Both ends, so that nobody waits for the other. What is written here fits into the pipe.
        let pipe = open(path(name), O_RDWR | O_NONBLOCK)
        try #require(pipe >= 0)
        defer { close(pipe) }
        let option = name.hasSuffix("csv") ? "--history" : name.hasSuffix("svg") ? "--plot" : "--output"
        let result = try await minimize(option, name)
        #expect(result.status == 0 && result.errors == "", "\(result)")
        #expect(type(of: name) == S_IFIFO)
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(pipe, &bytes, bytes.count)
        #expect(String(decoding: bytes[..<max(0, count)], as: UTF8.self).hasPrefix(beginning), "\(name)")
      }
      #expect(!folder.names.contains { $0.hasSuffix(".tmp") })
    }

    @Test func aReportGoesToStandardOutput() async throws {
      #expect(try await minimize("--output", "result.json").status == 0)
      let result = try await Command.run("report", "result.json", "-o", "/proc/self/fd/1", in: folder)
      guard FileManager.default.fileExists(atPath: "/proc/self/fd/1") else { return }
      #expect(result.status == 0 && result.errors == "", "\(result.errors)")
      #expect(result.output.hasPrefix("<!DOCTYPE html>") && result.output.contains("</html>"))
    }

    @Test func aLinkStaysALinkAndItsFileIsReplaced() async throws {
      try FileManager.default.createDirectory(at: folder.url.appending(path: "runs"), withIntermediateDirectories: true)
      try folder.write("old", to: "runs/1.json")
      #expect(chmod(path("runs/1.json"), 0o640) == 0)
      #expect(symlink("runs/1.json", path("last.json")) == 0)
      #expect(try await minimize("--output", "last.json").status == 0)
      #expect(type(of: "last.json") == S_IFLNK)
      #expect(try folder.read("runs/1.json").hasPrefix("{\n  \"nadir_result\""))
      var status = stat()
      #expect(stat(path("runs/1.json"), &status) == 0 && status.st_mode & 0o777 == 0o640, "permissions stay")
    }

    @Test(arguments: [
      (["--output", "study.yaml"], "error: 'study.yaml' cannot be written: it is 'study.yaml', which is read\n"),
      (["--output", "./link"], "error: './link' cannot be written: it is 'study.yaml', which is read\n"),
      (
        ["--output", "a.json", "--plot", "./a.json"],
        "error: '--plot' is './a.json', but that is the file of '--output'\n"
      ),
      (
        ["--output", "a.html", "--report", "a.html"],
        "error: '--report' is 'a.html', but that is the file of '--output'\n"
      ),
      (["--report", "a.json"], "error: 'a.json' is no page; the name of a report must end in .html or .htm\n"),
      (["--output", "-"], "error: '-' cannot be written: it is no file; name one, or /dev/stdout\n"),
      (["--output", ""], "error: '' cannot be written: a file has a name\n"),
      (["--report", "folder.html"], "error: 'folder.html' cannot be written: it is a directory\n"),
    ])
    func whatWouldBeLostIsKnownBeforeTheWork(arguments: [String], message: String) async throws {
      let study = "objective: {shell: 'touch ran; echo 1'}\nparameters: {x: 1}"
      try folder.write(study, to: "study.yaml")
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: "folder.html"), withIntermediateDirectories: true)
      #expect(symlink("study.yaml", path("link")) == 0)
      let result = try await Command(["minimize", "study.yaml"] + arguments, in: folder).wait()
      #expect(result.status == 2)
      #expect(result.errors == message)
      #expect(!folder.names.contains("ran") && !folder.names.contains("-"))
      #expect(try folder.read("study.yaml") == study)
    }

    @Test func aReportSparesItsResult() async throws {
      #expect(try await minimize("--output", "result.html").status == 0)
      let before = try folder.read("result.html")
      let result = try await Command.run("report", "result.html", "-o", "./result.html", in: folder)
      #expect(result.status == 2)
      #expect(result.errors == "error: './result.html' cannot be written: it is 'result.html', which is read\n")
      #expect(try folder.read("result.html") == before)
    }

    /// The folder of the history is gone when the run has ended.
    @Test func whatCannotBeWrittenAfterAllLosesNothingElse() async throws {
      try FileManager.default.createDirectory(at: folder.url.appending(path: "gone"), withIntermediateDirectories: true)
      try folder.write(
        "objective: {shell: 'rm -rf gone; echo 1'}\nparameters: {x: 1}\nworkers: 1", to: "study.yaml")
      let result = try await minimize(
        "--output", "gone/result.json", "--history", "gone/history.csv", "--plot", "run.svg", "--report", "run.html")
      #expect(result.status == 1)
      #expect(
        result.errors == """
          error: 'gone/result.json' cannot be written: No such file or directory
          error: 'gone/history.csv' cannot be written: No such file or directory

          """)
      #expect(folder.names.contains("run.svg") && folder.names.contains("run.html"))
    }

    /// `nadir minimize … | true`
    @Test func withoutAReaderTheFilesAreWritten() async throws {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = [
        "-c", "\"$0\" minimize study.yaml --quiet --output result.json | true",
        Command.executable.path,
      ]
      process.currentDirectoryURL = folder.url
      try process.run()
      process.waitUntilExit()
      #expect(folder.names.contains("result.json"))
    }

    @Test func aRunWithoutAnEvaluationSaysThatNothingIsDrawn() async throws {
      try folder.write(
        "objective: {shell: 'touch begun; exec sleep 600'}\nparameters: {x: 1}\nworkers: 1", to: "study.yaml")
      let command = try Command(["minimize", "study.yaml", "--quiet", "--plot", "run.svg"], in: folder)
      try await wait { folder.names.contains("begun") || !command.isRunning }
      command.send(SIGINT)
      let result = try await command.wait()
      #expect(result.status == 1)
      #expect(result.errors == "'--plot' draws nothing: the run ended before its first evaluation\n")
      #expect(!folder.names.contains("run.svg"))
    }
  }
}
