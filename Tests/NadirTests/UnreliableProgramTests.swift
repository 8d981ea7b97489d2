import Nadir
import Testing
import _TestSupport

/// Programs that misbehave: the run goes on, the outcome is right, and nothing is left behind.
@Suite(.serialized, .alone) struct UnreliableProgramTests {
  enum Trouble: String, CaseIterable, Sendable {
    case killed, hangs, garbage, flood, closed, exits, slowDeath
  }

  /// A worker for a quadratic with its minimum 0.5 at (1, -2), which does what it should not at 8 % of the points. The
  /// points are chosen by their bits and the number of the process, so that another try succeeds.
  private static let worker = """
    import json, os, random, signal, sys, time
    trouble, seed = sys.argv[1], sys.argv[2]
    print(json.dumps({"nadir": 1, "provides": ["value"]}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        p = request["parameters"]
        if random.Random(repr((p["x"], p["y"], seed, os.getpid()))).random() < 0.08:
            if trouble == "killed": os.kill(os.getpid(), signal.SIGKILL)
            if trouble == "hangs": time.sleep(1000)
            if trouble == "garbage": print("}{ no JSON", flush=True)
            if trouble == "flood": sys.stdout.write("x" * 100_000_000); sys.stdout.flush()
            if trouble == "closed": os.close(1); time.sleep(1000)
            if trouble == "exits": sys.exit(3)
            if trouble == "slowDeath": print('{"id": ', end="", flush=True); os.kill(os.getpid(), signal.SIGKILL)
        value = (p["x"] - 1) ** 2 + 3 * (p["y"] + 2) ** 2 + 0.5
        print(json.dumps({"id": request["id"], "value": value}), flush=True)
    """

  @Test(arguments: Trouble.allCases) func workers(_ trouble: Trouble) async throws {
    let script = try Script(Self.worker)
    let seed = 20261121
    let children = Holdings.now().children
    let outcome = try await minimize(
      .worker([python, script.path, trouble.rawValue, "\(seed)"], timeout: .milliseconds(500), retries: 3),
      from: ["x": 8.0, "y": 5.0], on: .threads(4))
    #expect(abs((outcome.best["x"] ?? 0) - 1) < 1e-3, "seed \(seed): \(outcome)")
    #expect(abs((outcome.best["y"] ?? 0) + 2) < 1e-3, "seed \(seed): \(outcome)")
    #expect(outcome.success, "seed \(seed): \(outcome)")
    #expect(Holdings.now().children == children)
  }

  /// The same as a command, without retries: failed points are worse than all others.
  private static let command = """
    import os, random, signal, sys, time
    x, y = map(float, sys.argv[2:])
    if (x, y) != (8.0, 5.0) and random.Random(repr((x, y))).random() < 0.08:
        trouble = sys.argv[1]
        if trouble in ("killed", "slowDeath"): os.kill(os.getpid(), signal.SIGKILL)
        if trouble == "hangs": time.sleep(1000)
        if trouble == "garbage": print("}{ no JSON"); sys.exit()
        if trouble == "flood": sys.stdout.write("x" * 100_000_000); sys.exit()
        if trouble == "closed": os.close(1); time.sleep(1000)
        if trouble == "exits": sys.exit("no convergence")
    print((x - 1) ** 2 + 3 * (y + 2) ** 2 + 0.5)
    """

  @Test(arguments: Trouble.allCases) func commands(_ trouble: Trouble) async throws {
    let script = try Script(Self.command)
    let children = Holdings.now().children
    let outcome = try await minimize(
      .command([python, script.path, trouble.rawValue, "{x}", "{y}"], timeout: .milliseconds(700)),
      from: ["x": 8.0, "y": 5.0], using: .lbfgsb(), on: .threads(4), budget: Budget(evaluations: 150))
    #expect(outcome.value < 0.5 + 1e-3, "\(outcome)")
    #expect(outcome.counts.evaluations <= 150)
    #expect(Holdings.now().children == children)
  }

  @Test func cancellationEndsEverything() async throws {
    let script = try Script("import time\ntime.sleep(1000)")
    let children = Holdings.now().children
    let run = Task {
      try await minimize(.command([python, script.path]), from: ["x": 1.0], on: .threads(3))
    }
    #expect(await eventually { Holdings.now().children.count > children.count })
    run.cancel()
    let outcome = try await run.value
    #expect(outcome.termination == .stopped(.cancelled))
    #expect(outcome.counts.evaluations == 0 && outcome.value.isNaN && outcome.best == ["x": 1])
    #expect(Holdings.now().children == children)
  }

  @Test func theTimeBudgetEndsRunningPrograms() async throws {
    let script = try Script("import sys, time\nif sys.argv[1] != '1.0': time.sleep(1000)\nprint(sys.argv[1])")
    let outcome = try await minimize(
      .command([python, script.path, "{x}"]), from: ["x": 1.0], on: .threads(2),
      budget: Budget(time: .milliseconds(800)))
    #expect(outcome.termination == .stopped(.time))
    #expect(outcome.value == 1)
  }

  @Test func aProgramThatCannotStartSaysWhy() async {
    await #expect {
      try await minimize(.command(["no-such-program-anywhere", "{x}"]), from: ["x": 1.0])
    } throws: { error in
      "\(error)".contains("no-such-program-anywhere") && "\(error)".contains("start point")
    }
    await #expect {
      try await minimize(.command(["echo", "{rat}"]), from: ["rate": 1.0])
    } throws: { error in
      "\(error)".contains("did you mean '{rate}'?")
    }
  }
}
