import Nadir
import Synchronization
import Testing

/// Steps are said of parameters, in their units, whatever the coordinates of the run.
@Suite struct DifferenceUnitsTests {
  /// The points at which a run evaluates a function first.
  private func points(
    _ start: [String: Double], scale: Scale<[String: Double]> = .none, fixed: [ParameterReference] = [],
    _ differences: Differences
  ) throws -> [[String: Double]] {
    let asked = Mutex<[[String: Double]]>([])
    _ = try minimize(
      from: start, using: .bfgs(), fixed: fixed, scale: scale, budget: Budget(iterations: 1), differences: differences
    ) { p in
      asked.withLock { $0.append(p) }
      return p.values.reduce(0) { $0 + ($1 - 1) * ($1 - 1) }
    }
    return asked.withLock { $0 }
  }

  @Test func absoluteStepsAreInTheUnitsOfTheParameters() throws {
    let start = ["a": 100.0, "b": 4, "c": 5]
    for step in [Differences.Step.absolute(0.5), .absolute([0.5, 0.5, 0.5])] {
      let asked = try points(start, scale: ["a": 100], fixed: ["b"], Differences(step: step))
      #expect(abs(asked[1]["a", default: 0] - 100.5) < 1e-12 && asked[1]["c"] == 5)
      #expect(asked[2]["c"] == 5.5 && asked[2]["a"] == 100)
    }
    // The entry of what is held fixed plays no part, and the others stay with their parameters.
    let asked = try points(start, fixed: ["b"], Differences(.central, step: .absolute([1, nil, 0.25])))
    #expect(asked[1]["a"] == 101 && asked[2]["a"] == 99 && asked[3]["c"] == 5.25)
  }

  @Test func typicalSizesAndDerivativesFollow() throws {
    let plain = try points(["a": 3, "b": 4], Differences(step: .noise(1e-6, derivatives: [2, 8])))
    let scaled = try points(
      ["a": 3, "b": 4], scale: ["b": 1000], Differences(step: .noise(1e-6, derivatives: [2, 8])))
    for key in ["a", "b"] {
      let steps = [plain, scaled].map { $0[key == "a" ? 1 : 2][key, default: 0] - (key == "a" ? 3 : 4) }
      #expect(abs(steps[0] / steps[1] - 1) < 1e-9, "\(steps)")
    }
    let sized = try points(["a": 0], scale: ["a": 100], Differences(step: .relative(0.1).scaled(by: [20])))
    #expect(abs(sized[1]["a", default: 0] - 2) < 1e-12)
  }

  @Test func wrongCountsAreToldAtOnce() throws {
    do throws(OptimizationError) {
      _ = try minimize(
        from: ["a": 1, "b": 2], differences: Differences(step: .absolute([1]))
      ) { p in p["a", default: 0] }
      Issue.record("one step passed for two parameters")
    } catch {
      #expect("\(error)".contains("of 1 numbers, but must be of 2"), "\(error)")
    }
  }
}
