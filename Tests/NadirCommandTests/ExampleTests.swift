import Foundation
import Nadir
import Testing

extension CommandTests {
  /// The least-squares optimum was found with another solver and another integrator (SciPy's least_squares over DOP853,
  /// relative tolerance 1e-12): 3589.8506931619 at (1.7881059, 0.4557010, 2.0934290).
  @Suite struct InfluenzaTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test func theStudyFindsTheOptimum() async throws {
      let study = package.appending(path: "Examples/influenza/study.yaml").path
      let result = try await Command.run(
        "minimize", study, "--json", "--quiet", in: folder, environment: ["PATH": pathWithPython])
      #expect(result.status == 0)
      try expectOptimum(result.output)
    }

    /// From another poor start, and with a worker around the same model.
    @Test func theOtherStartFindsItToo() async throws {
      try folder.write(
        """
        import json, sys
        sys.path.insert(0, sys.argv[1])
        import sir
        print('{"nadir": 1, "provides": ["infected"]}', flush=True)
        for line in sys.stdin:
          request = json.loads(line)
          p = request["parameters"]
          curve = list(sir.infected(p["transmission"], p["recovery"], p["infected"]))
          print(json.dumps({"id": request["id"], "infected": curve}), flush=True)
        """, to: "worker.py")
      let example = package.appending(path: "Examples/influenza").path
      try folder.write(
        """
        objective: {worker: [python3, -B, worker.py, '\(example)']}
        data: {file: '\(example)/in_bed.csv', observed: in_bed, series: infected}
        parameters:
          transmission: {start: 1, lower: 0.01, upper: 20}
          recovery: {start: 1, lower: 0.01, upper: 20}
          infected: {start: 10, lower: 0.01, upper: 763}
        """, to: "study.yaml")
      let result = try await Command.run(
        "minimize", "study.yaml", "--json", "--quiet", in: folder, environment: ["PATH": pathWithPython])
      #expect(result.status == 0)
      try expectOptimum(result.output)
    }

    private func expectOptimum(_ output: String) throws {
      let json = try JSON(parsing: output)
      let best = try ["transmission", "recovery", "infected"].map { try #require(json["parameters"]?[$0]?.asNumber) }
      for (found, known) in zip(best, [1.7881059, 0.4557010, 2.0934290]) {
        #expect(abs(found - known) < 5e-5 * known)
      }
      let value = try #require(json["value"]?.asNumber)
      #expect(abs(value - 3589.8506931619) < 1e-5)
    }
  }

  /// The minima were found with SciPy: the linear parameters by least squares at 60 001 periods from 5 to 20 years, then
  /// all of them by least_squares from the best one: 75857.0208 at (10.400207, 46.519898, 19.389294, −26.192859).
  @Suite struct SunspotTests {
    @Test func manyStartsFindTheCycle() async throws {
      let study = package.appending(path: "Examples/sunspots/study.yaml").path
      let result = try await Command.run(
        "minimize", study, "--json", "--quiet", in: try Folder(), environment: ["PATH": pathWithPython])
      #expect(result.status == 0, "\(result)")
      let json = try JSON(parsing: result.output)
      for (path, known) in [("period", 10.400207), ("mean", 46.519898), ("cosine", 19.389294), ("sine", -26.192859)] {
        let found = try #require(json["parameters"]?[path]?.asNumber)
        #expect(abs(found - known) < 1e-4 * abs(known), "\(path) \(found)")
      }
      #expect(abs(try #require(json["value"]?.asNumber) - 75857.0208) < 1e-3)
      #expect(json["starts"] == .number(20))
      // Every minimum is one of those that SciPy found.
      let minima = [10.4002, 12.3721, 16.799, 8.34825, 7.4475, 6.85825, 6.414, 6.00925, 5.61825, 5.0065]
      for basin in try #require(json["basins"]?.asArray) where basin["value"]?.asNumber ?? 0 < 125_000 {
        let period = try #require(basin["parameters"]?["period"]?.asNumber)
        #expect(minima.contains { abs($0 - period) < 0.01 * $0 }, "\(period)")
      }
    }
  }

  @Suite struct WorkerExampleTests {
    @Test func theReferenceWorkerIsMinimizedWithItsGradient() async throws {
      let study = package.appending(path: "Examples/worker/study.yaml").path
      let result = try await Command.run(
        "minimize", study, "--json", "--quiet", in: try Folder(), environment: ["PATH": pathWithPython])
      #expect(result.status == 0)
      let json = try JSON(parsing: result.output)
      let x = try #require(json["parameters"]?["x"]?.asNumbers)
      #expect(x.allSatisfy { abs($0 - 1) < 1e-3 })
      #expect(json["parameters"]?["target"] == .number(1))
      #expect(json["evaluations"] == json["rounds"])
    }
  }
}
