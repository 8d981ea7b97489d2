import Foundation
import Nadir
import Testing

extension CommandTests {
  @Suite struct InterruptTests {
    /// The first evaluation gives 1; the second says that it has begun, and does not end by itself.
    @Test(arguments: [SIGINT, SIGTERM])
    func aSignalEndsTheRunWithTheBestPoint(signal: Int32) async throws {
      let folder = try Folder()
      try folder.write(
        """
        objective: {shell: 'if test -e once; then touch begun; exec sleep 600; fi; touch once; echo {x}'}
        parameters: {x: 1}
        workers: 1
        """, to: "study.yaml")
      let command = try Command(["minimize", "study.yaml", "--json", "--quiet"], in: folder)
      try await wait { folder.names.contains("begun") || !command.isRunning }
      command.send(signal)
      let result = try await command.wait()
      #expect(result.status == 1)
      let json = try JSON(parsing: result.output)
      #expect(json["termination"] == .string("stopped.cancelled"))
      #expect(json["value"] == .number(1))
      #expect(json["parameters"]?["x"] == .number(1))
      #expect(json["evaluations"] == .number(1))
    }

    /// Of many runs, the evaluation with this number says that it has begun, and does not end by itself: among the four
    /// samples, and after them.
    @Test(arguments: [3, 6]) func aSignalEndsManyRunsWithTheBestPoint(number: Int) async throws {
      let folder = try Folder()
      try folder.write(
        """
        objective:
          shell: 'echo >> begun; if test $(wc -l < begun) -ge \(number); then exec sleep 600; fi; echo {x}'
        parameters: {x: {start: 1, lower: -2, upper: 2}}
        workers: 1
        starts: 2
        samples: 4
        algorithm: nelder-mead
        """, to: "study.yaml")
      let command = try Command(["minimize", "study.yaml", "--quiet", "--output", "result.json"], in: folder)
      try await wait { (try? folder.read("begun").count) == number || !command.isRunning }
      command.send(SIGINT)
      let result = try await command.wait()
      #expect(result.status == 1)
      #expect(result.output.contains("stopped: cancelled"))
      let json = try JSON(parsing: try folder.read("result.json"))
      #expect(json["termination"] == .string("stopped.cancelled"))
      #expect(json["evaluations"] == .number(Double(number - 1)))
      let values = try #require(json["history"]?["value"]?.asNumbers)
      #expect(values.count == number - 1)
      #expect(json["value"]?.asNumber == values.min())
      #expect(json["parameters"]?["x"] == json["value"])
    }

    /// The first signal ends the run within milliseconds. Where the second one finds nothing left to end, it is tried again.
    @Test func aSecondSignalEndsEverythingAtOnce() async throws {
      var result = try await interruptedTwice()
      for _ in 1..<10 where result.status != 130 || result.output != "" { result = try await interruptedTwice() }
      #expect(result.status == 130)
      #expect(result.output == "")
    }

    /// A command that gets two signals while its program, which ignores them, is running.
    ///
    /// They come again and again until it has ended, since a busy machine may lose or delay some. They are of two kinds, because
    /// signals of one kind that arrive together are one.
    private func interruptedTwice() async throws -> Command.Result {
      let folder = try Folder()
      try folder.write(
        """
        objective: {shell: 'trap "" INT TERM; echo $$ > begun; while :; do sleep 600; done'}
        parameters: {x: 1}
        workers: 1
        """, to: "study.yaml")
      let command = try Command(["minimize", "study.yaml", "--json", "--quiet"], in: folder)
      try await wait { (try? folder.read("begun"))?.hasSuffix("\n") == true || !command.isRunning }
      try await wait {
        guard command.isRunning else { return true }
        for signal in [SIGINT, SIGTERM] { command.send(signal) }
        return false
      }
      let result = try await command.wait()
      let child = try #require(Int32(try folder.read("begun").trimmingCharacters(in: .whitespacesAndNewlines)))
      try await wait { !isAlive(child) }
      return result
    }

    /// Whether there is such a process, and not only what nobody has reaped yet.
    private func isAlive(_ process: pid_t) -> Bool {
      guard kill(process, 0) == 0 else { return false }
      guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
        return !FileManager.default.fileExists(atPath: "/proc/self")
      }
      return status.split(separator: ")").last?.hasPrefix(" Z") != true
    }
  }
}
