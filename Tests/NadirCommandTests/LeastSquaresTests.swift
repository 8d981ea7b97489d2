import Foundation
import Nadir
import Testing

extension CommandTests {
  /// Least squares from a study file: residuals, Jacobians, data and losses.
  @Suite struct LeastSquaresTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// r = (10 (b − a²), 1 − a) with a Jacobian, as a command.
    private func valley(_ lines: String = "", provides: String = "[residuals, jacobian]", slope: String = "-20 * a")
      throws
    {
      try folder.write(
        """
        import json, sys
        p = json.load(sys.stdin)
        a, b = p["a"], p["b"]
        print(json.dumps({"residuals": [10 * (b - a * a), 1 - a], "jacobian": [[\(slope), 10], {"a": -1, "b": 0}]}))
        """, to: "valley.py")
      try folder.write(
        """
        objective: {command: [python3, valley.py], provides: \(provides)}
        parameters: {a: -1.2, b: 1}
        workers: 3
        \(lines)
        """, to: "study.yaml")
    }

    private func run(_ arguments: String...) async throws -> (status: Int32, output: String, errors: String) {
      let result = try await Command(arguments, in: folder, environment: ["PATH": pathWithPython]).wait()
      return (result.status, result.output, result.errors)
    }

    @Test(arguments: [
      ("", "[residuals, jacobian]", 1), ("algorithm: Levenberg-Marquardt", "residuals", 3),
      ("algorithm: L-BFGS-B\nbudget: {iterations: 5}", "jacobian", 1),
    ])
    func residualsAreMinimized(lines: String, provides: String, pointsInARound: Double) async throws {
      try valley(lines, provides: provides)
      let result = try await run("minimize", "study.yaml", "--json", "--quiet")
      let json = try JSON(parsing: result.output)
      let isLeastSquares = !lines.contains("L-BFGS-B")
      #expect(json["algorithm"] == .string(isLeastSquares ? "Levenberg-Marquardt" : "L-BFGS-B"))
      #expect(json["evaluations"]?.asNumber == json["rounds"]?.asNumber.map { $0 * pointsInARound })
      let residuals = try #require(json["residuals"]?.asNumbers)
      #expect(residuals.count == 2)
      #expect(json["value"]?.asNumber == residuals[0] * residuals[0] + residuals[1] * residuals[1])
      guard isLeastSquares else { return }
      #expect(result.status == 0, "\(result)")
      #expect(json["parameters"]?["a"]?.asNumber.map { abs($0 - 1) < 1e-6 } == true)
    }

    @Test(arguments: ["", "loss: {cauchy: 2}"]) func checkTellsTheNumberOfResiduals(lines: String) async throws {
      try valley(lines)
      let result = try await run("check", "study.yaml", "--derivatives", "--random-points", "2")
      #expect(result.status == 0, "\(result)")
      #expect(result.output.hasPrefix("study: 2 free parameters of 2, Levenberg-Marquardt\n"))
      #expect(result.output.contains(" from 2 residuals, in "))
      #expect(result.output.contains("the gradient agrees with extrapolated differences"))
    }

    @Test func aWrongJacobianIsFound() async throws {
      try valley(slope: "-20.1 * a")
      let result = try await run("check", "study.yaml", "--derivatives")
      #expect(result.status == 1)
      #expect(result.errors == "error: the gradient is wrong in 'a'\n", "\(result)")
    }

    /// Residuals alone are checked as the differences that a run makes of their sum.
    @Test func residualsWithoutAJacobianAreChecked() async throws {
      try valley("loss: {soft_l1: 2}", provides: "residuals")
      let result = try await run("check", "study.yaml", "--derivatives")
      #expect(result.status == 0 && result.output.contains("the gradient by differences agrees"), "\(result)")
    }

    @Test func anAlgorithmThatNeedsResidualsSaysSo() async throws {
      try valley(provides: "value")
      for command in ["minimize", "check"] {
        try folder.write(try folder.read("study.yaml") + "\nalgorithm: lm", to: "lm.yaml")
        let result = try await run(command, "lm.yaml")
        #expect(result.status == 2 && result.output == "")
        #expect(result.errors.hasPrefix("lm.yaml:5:12: error: the objective is without residuals"), "\(result)")
        #expect(result.errors.contains("add 'provides: residuals' to the objective"))
      }
      let result = try await run("minimize", "study.yaml", "--algorithm", "lm", "--quiet")
      #expect(result.status == 2 && result.output == "")
      #expect(result.errors.contains("add 'provides: residuals' to the objective"), "\(result)")
    }

    @Test func aWorkerOfValuesIsRefusedWhenItHasSaidSo() async throws {
      try folder.write(
        """
        import sys
        print('{"nadir": 1, "provides": ["value"]}', flush=True)
        sys.stdin.read()
        """, to: "worker.py")
      try folder.write(
        "objective: {worker: [python3, worker.py]}\nparameters: {x: 1}\nalgorithm: lm", to: "study.yaml")
      for command in ["minimize", "check"] {
        let result = try await run(command, "study.yaml")
        #expect(result.status == 2 && result.output == "", "\(result)")
        #expect(
          result.errors.contains("error: study.yaml: the objective is without residuals, but must be one that gives"),
          "\(result)")
      }
      try folder.write(
        "objective: {worker: [python3, worker.py]}\nparameters: {x: 1}\nloss: {huber: 1}", to: "study.yaml")
      let result = try await run("minimize", "study.yaml", "--quiet")
      #expect(
        result.status == 1 && result.errors.contains("it provides no residuals, which the loss is of"), "\(result)")
    }

    /// A line through three points and an outlier, from a program that knows nothing of them.
    private func line(_ lines: String, answer: String = "{\"y\": [%.17g, %.17g, %.17g, %.17g]}") throws {
      try folder.write("t,y\n0,1\n1,3\n2,\n3,7\n", to: "y.csv")
      let format = answer.replacing("\"", with: "\\\"").replacing("{", with: "{{").replacing("}", with: "}}")
      try folder.write(
        """
        objective:
          command: [awk, 'BEGIN { printf "\(format)\\n", {a}, {a} + {b}, {a} + 2 * {b}, {a} + 3 * {b} }']
        data: {file: y.csv, observed: y}
        parameters: {a: 0, b: 0}
        \(lines)
        """, to: "study.yaml")
    }

    @Test func dataAreComparedWithASeries() async throws {
      try line("")
      let check = try await run("check", "study.yaml")
      #expect(check.output.contains("value at the start: 59.0 from 3 residuals, in "), "\(check)")
      let result = try await run("minimize", "study.yaml", "--json", "--quiet")
      #expect(result.status == 0, "\(result)")
      let json = try JSON(parsing: result.output)
      for (name, best) in [("a", 1.0), ("b", 2)] {
        #expect(json["parameters"]?[name]?.asNumber.map { abs($0 - best) < 1e-7 } == true, "\(json)")
      }
      #expect(json["residuals"]?.asNumbers?.count == 3)
    }

    @Test func anAnswerThatDoesNotFitTheDataIsShown() async throws {
      try line("", answer: "{\"y\": [%.17g, %.17g]}")
      let short = try await run("minimize", "study.yaml", "--quiet")
      #expect(short.status == 1)
      #expect(short.errors.contains("its 'y' has 2 numbers, but the data have 4 rows: {\"y\": [0, 0]}"), "\(short)")
      try line("", answer: "%.17g")
      let number = try await run("check", "study.yaml")
      #expect(number.status == 1)
      #expect(number.errors.contains("it has no array 'y': 0"), "\(number)")
    }
  }
}
