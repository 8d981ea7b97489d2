import Nadir
import Testing

/// What can be known of processes without a program that can be started again; see `PackageTests` for the rest.
@Suite struct ProcessesTests {
  @Test(
    arguments: [
      (Workers.processes(0), "the number of processes is 0, but must be 1 or more"),
      (.processes(2, named: ""), "the name of the processes is empty, but must be a name, or none"),
      (
        .processes(2, timeout: .zero), "the time limit of an evaluation is 0.0 seconds, but must be longer than nothing"
      ),
    ])
  func misuseIsSaid(_ workers: Workers, _ message: String) async throws {
    await #expect {
      try await minimize(from: [1.0], on: workers) { x in x[0] }
    } throws: { error in
      guard case .invalid(let argument) = error as? OptimizationError else { return false }
      return argument.description == message
    }
  }

  @Test func aTestRunnerIsNotStartedAgain() async throws {
    await #expect {
      try await minimize(from: [1.0], on: .processes(2)) { x in x[0] }
    } throws: { error in
      guard case .startFailed(let failure) = error as? OptimizationError else { return false }
      return failure.kind == .unavailable && failure.message.contains("an executable of your own")
    }
  }

  @Test func placesTellRunsApart() {
    let (a, b) = (Workers.processes(2), Workers.processes(2))
    #expect(a != b)
    #expect(Workers.processes(2, named: "fit") == .processes(2, named: "fit"))
  }
}
