import Foundation
import Nadir
import Testing

extension CommandTests {
  /// What programs say of themselves does not move the cursor of who reads it.
  @Suite struct TerminalTextTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private static let hostile =
      #"\u001b[31mred\u001b[0m \u001b]0;title\u0007\u001b[2Jbell\u0007 \u001b(Bset \u009b1mc1 \r\nnext\u202eend \u001b["#

    private func run(_ start: String) async throws -> Command.Result {
      try folder.write(
        """
        import json, sys
        print('{"nadir": 1, "provides": ["value"]}', flush=True)
        for line in sys.stdin:
          id, x = json.loads(line)["id"], json.loads(line)["parameters"]["x"]
          if \(start):
            print('{"id": %d, "error": "\(Self.hostile.replacing("\\", with: "\\\\"))"}' % id, flush=True)
          else:
            print(json.dumps({"id": id, "value": (x - 3)**2}), flush=True)
        """, to: "worker.py")
      try folder.write(
        "name: \"a\\e[1mb\"\nobjective: {worker: [python3, worker.py]}\nparameters: {x: 1}\nworkers: 1",
        to: "study.yaml")
      return try await Command.run(
        "minimize", "study.yaml", "--quiet", "--algorithm", "nelder-mead", in: folder,
        environment: ["PATH": pathWithPython])
    }

    private static let shown = "red bell  set c1  nextend"

    @Test func theSummaryIsText() async throws {
      let result = try await run("x > 3")
      #expect(result.status == 0, "\(result)")
      #expect(result.output.contains(": \(Self.shown)"), "\(result.output)")
      #expect(result.output.hasPrefix("ab: converged"))
      #expect(!result.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || 0x7F...0x9F ~= $0.value })
    }

    @Test func anErrorIsText() async throws {
      let result = try await run("True")
      #expect(result.status == 1)
      #expect(result.errors.contains("red bell  set c1 "), "\(result.errors)")
      #expect(!result.errors.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || 0x7F...0x9F ~= $0.value })
    }
  }
}
