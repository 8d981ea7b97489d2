import Foundation
import Nadir
import Testing

extension CommandTests {
  @Suite struct DerivativeCheckTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// A worker for f = rate² · net.weights[1], and what it says the gradient is.
    private func study(rate slope: String) throws {
      try folder.write(
        """
        import json, sys
        print('{"nadir": 1, "provides": ["value", "gradient"]}', flush=True)
        for line in sys.stdin:
          request = json.loads(line)
          p = request["parameters"]
          rate, weights = p["rate"], p["net"]["weights"]
          answer = {"id": request["id"], "value": rate**2 * weights[1]}
          answer["gradient"] = {"rate": \(slope), "net": {"weights": [0, rate**2]}}
          print(json.dumps(answer), flush=True)
        """, to: "worker.py")
      try folder.write(
        """
        objective: {worker: [python3, worker.py]}
        parameters:
          rate: {start: 3, lower: 1, upper: 4, scale: 10}
          net: {weights: [1, 2]}
        workers: 2
        """, to: "study.yaml")
    }

    private func check(_ options: String...) async throws -> (status: Int32, output: String, errors: String) {
      let command = ["check", "study.yaml", "--derivatives"] + options
      let result = try await Command(command, in: folder, environment: ["PATH": pathWithPython]).wait()
      return (result.status, result.output, result.errors)
    }

    @Test func rightGradientsPass() async throws {
      try study(rate: "2 * rate * weights[1]")
      let result = try await check("--random-points", "4")
      #expect(result.status == 0 && result.errors == "", "\(result)")
      #expect(result.output.contains("the gradient agrees with extrapolated differences"))
      #expect(result.output.contains("net.weights[1]") && result.output.contains("random 3"))
    }

    @Test func aWrongComponentIsNamed() async throws {
      try study(rate: "2 * rate * weights[1] * 1.001")
      let result = try await check()
      #expect(result.status == 1)
      #expect(result.output.contains("the gradient is wrong in 1 of 3 components, most in 'rate'"))
      #expect(result.errors == "error: the gradient is wrong in 'rate'\n")
    }

    /// Without a gradient of its own, an objective is differentiated as its runs will do it.
    @Test(arguments: [("0", 0), ("0.01", 1)]) func differencesAreCompared(roughness: String, status: Int32) async throws
    {
      try folder.write(
        """
        objective: {shell: 'python3 -c "x = {x}; print(x * x + \(roughness) * (round(x * 1e9) % 2))"'}
        parameters: {x: 3}
        """, to: "study.yaml")
      let result = try await check()
      #expect(result.status == status, "\(result)")
      #expect(result.output.contains("the gradient by differences \(status == 0 ? "agrees" : "is wrong")"), "\(result)")
    }

    @Test func misuseIsTold() async throws {
      try study(rate: "0")
      let negative = try await check("--random-points=-1")
      #expect(negative.status == 2 && negative.errors.contains("--random-points is -1"))
      let alone = try await Command.run("check", "study.yaml", "--random-points", "2", in: folder)
      #expect(alone.status == 2 && alone.errors.contains("--derivatives"))
    }
  }
}
