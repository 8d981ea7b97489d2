import Foundation
import Testing
import _CommandSupport
import _TestSupport

/// Closures evaluated in processes, by a program made for it: the test runner itself cannot be started again.
@Suite(.serialized, .alone) struct ProcessesTests {
  private func run(_ name: String) throws -> Command {
    try Command([builtProducts.appending(path: "_ProcessesProgram").path, name], in: repository)
  }

  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      "algorithms", "shared", "shapes", "deadly points", "slow points", "scattered deaths", "workers", "places",
      "earlier runs", "tasks", "one place", "nested", "astray", "another run", "cancellation", "early ends",
      "many points", "trainings",
    ])
  func closuresAreEvaluatedElsewhere(_ name: String) throws {
    let program = try run(name)
    #expect(program.status == 0 && program.output.isEmpty, "\(program.output)\(program.errors)")
  }

  @Test(.timeLimit(.minutes(1))) func whatProcessesPrintIsNotPrinted() throws {
    let program = try run("output")
    #expect(program.output == "before the end\nafter true\n")
    #expect(program.errors.isEmpty)
  }

  /// The processes of one that is killed end, though they are evaluating.
  @Test(.timeLimit(.minutes(1))) func nothingSurvivesItsParent() async throws {
    let program = try run("killed")
    #expect(program.status != 0 && program.status != 1)
    let haveEnded = await eventually {
      let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return !all.contains { process in
        let line = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)
        return line?.hasSuffix("_ProcessesProgram\0killed\0") == true
      }
    }
    #expect(haveEnded)
  }
}
