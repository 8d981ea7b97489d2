import Foundation
import Nadir
import Testing
import _TestSupport

extension CommandTests {
  /// The worker of `Examples/tensorflow`, by both of its back ends.
  ///
  /// The minimum was found by Newton's method in NumPy, to a gradient of 2e-16. In centimeters and without the shift, it is
  /// the fit of R's `glm(Species ~ ., binomial, iris[51:150, ])`: −42.638, −2.465, −6.681, 9.429, 18.286, with a deviance
  /// of 11.899.
  @Suite(.enabled(if: pythonHas("numpy"), "python3 with numpy is not here")) struct FrameworkTests {
    private let folder: Folder
    private static let example = package.appending(path: "Examples/tensorflow")

    init() throws { folder = try Folder() }

    @Test(arguments: ["L-BFGS-B", "Nelder-Mead"]) func numPyReachesTheMinimum(algorithm: String) async throws {
      try await expectMinimum(by: algorithm, backend: "numpy")
    }

    @Test(
      .enabled(if: pythonHas("tensorflow"), "python3 with tensorflow is not here"), .timeLimit(.minutes(5)),
      arguments: ["L-BFGS-B", "Nelder-Mead"])
    func tensorFlowReachesTheMinimum(algorithm: String) async throws {
      try await expectMinimum(by: algorithm, backend: "tensorflow")
    }

    /// Eight runs, whose points come as batches.
    @Test func manyRunsComeToOneMinimum() async throws {
      try study(backend: "numpy")
      let result = try await nadir("minimize", "study.yaml", "--algorithm", "nelder-mead", "--starts", "8", "--json")
      #expect(result.status == 0, "\(result)")
      let json = try JSON(parsing: result.output)
      #expect(json["basins"]?.asArray?.count == 1)
      #expect(abs(try #require(json["value"]?.asNumber) - 5.94927339568) < 1e-6)
    }

    @Test func numPysGradientIsRight() async throws { try await expectGradient(backend: "numpy") }

    @Test(.enabled(if: pythonHas("tensorflow"), "python3 with tensorflow is not here"), .timeLimit(.minutes(5)))
    func tensorFlowsGradientIsRight() async throws { try await expectGradient(backend: "tensorflow") }

    @Test func numPyGivesTheSameBitsInEveryBatch() throws {
      let seed = UInt64.random(in: 0..<1_000_000)
      _ = try answersInBatches(backend: "numpy", seed: seed)
    }

    @Test(.enabled(if: pythonHas("tensorflow"), "python3 with tensorflow is not here"), .timeLimit(.minutes(5)))
    func tensorFlowGivesTheSameBitsInEveryBatchAndTheNumbersOfNumPy() throws {
      let seed = UInt64.random(in: 0..<1_000_000)
      let tensorFlow = try answersInBatches(backend: "tensorflow", seed: seed)
      for (a, b) in zip(tensorFlow, try answersInBatches(backend: "numpy", seed: seed)) {
        #expect(abs(a - b) <= 1e-11 * max(1, abs(b)), "seed \(seed)")
      }
    }

    @Test func wrongRequestsAreAnsweredWithAnError() throws {
      let answers = try exchange(
        [
          #"{"id": 1, "parameters": {"weights": [1, 2, 3], "bias": 0}, "want": ["value"]}"#,
          #"{"id": 2, "parameters": {"weights": [1, 2, 3, 4]}, "want": ["value"]}"#,
          #"{"id": 3, "batch": [{"weights": [0, 0, 0, 0], "bias": 0}, {"weights": 7, "bias": 0}], "want": ["value"]}"#,
          #"{"id": 4, "parameters": {"weights": [0, 0, 0, 0], "bias": 0}, "want": ["value"]}"#,
        ], backend: "numpy")
      #expect(answers.map { $0["id"]?.asNumber } == [1, 2, 3, 4])
      #expect(answers[0]["error"]?.asString?.contains("'weights' has the shape (3,)") == true, "\(answers[0])")
      #expect(answers[1]["error"]?.asString?.contains("bias") == true, "\(answers[1])")
      #expect(answers[2]["error"] != nil)
      // 100 log 2, to the last bits that depend on the order of the sum.
      #expect(abs((answers[3]["value"]?.asNumber ?? 0) - 69.31471805599453) < 1e-12)
    }

    /// Without its own packages, which `-S` hides, this python3 is one where nothing is installed.
    @Test func whatIsMissingIsToldAtTheStart() async throws {
      try study(backend: "tensorflow", python: "python3, -S")
      let result = try await nadir("minimize", "study.yaml")
      #expect(result.status == 1, "\(result)")
      #expect(result.errors.contains("-m pip install numpy"), "\(result.errors)")
    }

    @Test(.enabled(if: !pythonHas("tensorflow"), "python3 with tensorflow is here"))
    func tensorFlowIsMissed() async throws {
      try study(backend: "tensorflow")
      let result = try await nadir("minimize", "study.yaml")
      #expect(result.status == 1 && result.errors.contains("-m pip install tensorflow-cpu"), "\(result)")
    }

    // MARK: - Means

    private func nadir(_ arguments: String...) async throws -> Command.Result {
      try await Command(arguments + ["--quiet"], in: folder, environment: ["PATH": pathWithPython]).wait()
    }

    /// The example's study, with a back end of its own.
    private func study(backend: String, python: String = "python3") throws {
      let text = try String(contentsOf: Self.example.appending(path: "study.yaml"), encoding: .utf8)
      let worker = "[\(python), -B, '\(Self.example.path)/worker.py', --backend, \(backend)]"
      let changed = text.replacing("[python3, worker.py]", with: worker)
      try #require(changed != text)
      try folder.write(changed, to: "study.yaml")
    }

    private func expectMinimum(by algorithm: String, backend: String) async throws {
      try study(backend: backend)
      let result = try await nadir("minimize", "study.yaml", "--algorithm", algorithm, "--json")
      #expect(result.status == 0, "\(result)")
      let json = try JSON(parsing: result.output)
      #expect(abs(try #require(json["value"]?.asNumber) - 5.94927339568) < 1e-6)
      let weights = try #require(json["parameters"]?["weights"]?.asNumbers)
      let found = weights + [try #require(json["parameters"]?["bias"]?.asNumber)]
      try #require(found.count == 5)
      for (a, b) in zip(found, [-1.62584216, -2.21192859, 7.74567601, 7.72844057, -0.35439119]) {
        #expect(abs(a - b) < 2e-3, "\(found)")
      }
    }

    private func expectGradient(backend: String) async throws {
      try study(backend: backend)
      let command = ["check", "study.yaml", "--derivatives", "--random-points", "4"]
      let result = try await Command(command, in: folder, environment: ["PATH": pathWithPython]).wait()
      #expect(result.status == 0, "\(result)")
      #expect(result.output.contains("the gradient agrees with extrapolated differences"), "\(result.output)")
    }

    /// What the worker answers, line by line, after a first line with the offer.
    private func exchange(_ requests: [String], backend: String) throws -> [JSON] {
      try folder.write(requests.joined(separator: "\n") + "\n", to: "requests")
      let process = Process()
      let pipe = Pipe()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", "-B", Self.example.appending(path: "worker.py").path, "--backend", backend]
      process.standardInput = try FileHandle(forReadingFrom: folder.url.appending(path: "requests"))
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
      let lines = try String(decoding: output, as: UTF8.self).split(separator: "\n").map {
        try JSON(parsing: String($0))
      }
      try #require(lines.count == requests.count + 1)
      #expect(lines[0]["provides"]?.asArray == [.string("value"), .string("gradient")])
      return Array(lines.dropFirst())
    }

    /// Values and gradients at random points, asked for one by one and in batches of all sizes, which must not matter.
    private func answersInBatches(backend: String, seed: UInt64) throws -> [Double] {
      var generator = SeededGenerator(seed: seed)
      let points = (0..<40).map { _ -> String in
        let numbers = (0..<5).map { _ in Double.random(in: -20...20, using: &generator) }
        return "{\"weights\": \(Array(numbers.prefix(4))), \"bias\": \(numbers[4])}"
      }
      let starts = (1...8).flatMap { size in stride(from: 0, through: 40 - size, by: size).map { ($0, size) } }
      var requests: [String] = []
      for want in ["\"value\"", "\"value\", \"gradient\""] {
        requests += points.map { "{\"id\": 0, \"parameters\": \($0), \"want\": [\(want)]}" }
        requests += starts.map { start, size in
          "{\"id\": 0, \"batch\": [\(points[start..<start + size].joined(separator: ", "))], \"want\": [\(want)]}"
        }
      }
      let answers = try exchange(requests, backend: backend)
      let half = answers.count / 2
      let values = answers.prefix(40).map { $0["value"] }
      let gradients = answers[half..<half + 40].map { $0["gradient"] }
      #expect(values.allSatisfy { $0 != nil } && gradients.allSatisfy { $0 != nil }, "seed \(seed)")
      #expect(answers[half..<half + 40].map { $0["value"] } == values, "seed \(seed)")
      for (answer, (start, size)) in zip(answers[40..<half], starts) {
        #expect(answer["values"]?.asArray == values[start..<start + size].compactMap(\.self), "seed \(seed)")
      }
      for (answer, (start, size)) in zip(answers[(half + 40)...], starts) {
        #expect(answer["values"]?.asArray == values[start..<start + size].compactMap(\.self), "seed \(seed)")
        #expect(answer["gradients"]?.asArray == gradients[start..<start + size].compactMap(\.self), "seed \(seed)")
      }
      return values.compactMap { $0?.asNumber }
        + gradients.flatMap { ($0?["weights"]?.asNumbers ?? []) + [$0?["bias"]?.asNumber ?? .nan] }
    }
  }
}
